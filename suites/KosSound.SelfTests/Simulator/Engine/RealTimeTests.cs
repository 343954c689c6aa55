using System.Globalization;
using FluentAssertions;
using KosSound.SelfTests.Simulator.SignalPath.Outside;
using KosSound.Signals;
using KosSound.Simulator;
using KosSound.Simulator.Descriptions;
using KosSound.Simulator.DeviceFiles;
using NUnit.Framework;

namespace KosSound.SelfTests.Simulator.Engine;

/// <summary>Real time on this machine, together with the suite that measures it. By hand: a busy machine is late for its own reasons.</summary>
[TestFixture, NonParallelizable, Explicit("needs two cores for itself")]
public sealed class RealTimeTests
{
    /// <summary>One period of the devices.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(10);

    [Test]
    public async Task Eight_channels_of_192_kHz_and_32_bit_both_ways_without_a_late_frame()
    {
        var heard = await HearAsync(DeviceFile.Shipped("studio-interface"), new PcmFormat(192_000, 32, 8));

        Judge(heard);
    }

    [Test]
    public async Task Eight_simulators_at_48_kHz_stereo_in_one_process_without_a_late_frame()
    {
        var all = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => HearAsync(DeviceFile.Reference, new PcmFormat(48_000, 16, 2))));

        foreach (var heard in all)
            Judge(heard);
    }

    private static Task<HeardDevice> HearAsync(DeviceDescription device, PcmFormat format) =>
        OutsideEar.HearAsync(device, OutsideEar.Plan(format), new SimulatorOptions { LateTolerance = Tolerance });

    private static void Judge(HeardDevice heard)
    {
        var health = heard.Health;
        var told = string.Create(CultureInfo.InvariantCulture,
            $"{health.Ticks} ticks: median {health.MedianLateness.TotalMilliseconds} ms, 99 % {health.LatenessOf99Percent.TotalMilliseconds} ms, worst {health.MaxLateness.TotalMilliseconds:F2} ms late; {health.LateFrames} late frames, {health.UnderrunFrames} missing");
        TestContext.Out.WriteLine(told);
        health.LateFrames.Should().Be(0, "frames later than {0} ms: {1}", Tolerance.TotalMilliseconds, told);
        health.UnderrunFrames.Should().Be(0, "frames the sender did not deliver in time: {0}", told);
        heard.Metric("bits.exact").Should().Be(1, "every sample comes back");
    }
}
