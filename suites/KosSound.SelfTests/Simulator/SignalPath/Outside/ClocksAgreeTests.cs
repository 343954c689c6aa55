using FluentAssertions;
using KosSound.Signals;
using KosSound.Simulator;
using KosSound.Simulator.Descriptions;
using KosSound.Simulator.DeviceFiles;
using NUnit.Framework;

namespace KosSound.SelfTests.Simulator.SignalPath.Outside;

/// <summary>Simulated time changes when things happen, not what is heard.</summary>
[TestFixture, NonParallelizable]
public sealed class ClocksAgreeTests
{
    /// <summary>The stimulus lies elsewhere in the other capture: what is computed over positions rounds another way in its last digits.</summary>
    private const double Rounding = 1e-9;

    /// <summary>Metrics of wall-clock stamps: in real time they say how the machine was loaded.</summary>
    private static readonly string[] OfStamps = ["latency.first_sound_ms", "latency.cold_ms", "latency.spread_ms", "latency.delivery_jitter_ms", "rate.measured_hz"];

    [TestCase(48_000, 16, 2), TestCase(16_000, 24, 1)]
    public async Task Digital_metrics_in_simulated_time_equal_those_in_real_time(int rateHz, int bitDepth, int channels)
    {
        var plan = OutsideEar.Plan(new PcmFormat(rateHz, bitDepth, channels));
        var simulated = await OutsideEar.HearAsync(DeviceFile.Reference, plan);

        var real = await OutsideEar.HearAsync(Gathering, plan, new SimulatorOptions { TimeMode = TimeMode.RealTime });

        real.Health.UnderrunFrames.Should().Be(0, "the play was gathered a second ahead; frames missing");
        var differences = new List<string>();
        foreach (var (a, b) in Values(simulated).Zip(Values(real)))
            if (a.Id != b.Id || a.Channel != b.Channel || a.Why != b.Why || !(Math.Abs((a.Value ?? 0) - (b.Value ?? 0)) <= Rounding))
                differences.Add($"{a} in simulated time, {b} in real time");
        Values(simulated).Should().HaveCountGreaterThan(20, "metrics are compared");
        differences.Should().BeEmpty("every value must be the same");
    }

    /// <summary>The reference device, which gathers a second before it begins: a sender on a busy machine leaves no gap.</summary>
    private static DeviceDescription Gathering => DeviceFile.Reference with { PlaybackBuffer = TimeSpan.FromSeconds(3), StartThreshold = TimeSpan.FromSeconds(1) };

    private static List<(string Id, int? Channel, double? Value, string? Why)> Values(HeardDevice heard) =>
        [.. heard.Result.Measurement.Metrics.Where(m => !OfStamps.Contains(m.Id)).Select(m => (m.Id, m.Channel, m.Value, m.NotMeasurable))];
}
