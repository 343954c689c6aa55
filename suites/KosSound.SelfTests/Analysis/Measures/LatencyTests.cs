using FluentAssertions;
using KosSound.Analysis;
using KosSound.Signals;
using KosSound.Signals.Stimuli;
using NUnit.Framework;

namespace KosSound.SelfTests.Analysis.Measures;

public sealed class LatencyTests
{
    private const double PeriodMs = 10;
    private static readonly PcmFormat Format = new(16_000, 16, 1);
    private static readonly Stimulus Composite = StimulusRenderer.Render(StimulusPlanner.Composite(Format, LoopbackKind.Digital));
    private static readonly Stimulus Restart = StimulusRenderer.Render(StimulusPlanner.Restart(Format, LoopbackKind.Digital));

    [Test]
    public void A_path_of_40_ms_with_periods_of_10_ms_reads_40_to_60_ms()
    {
        var measurement = Measure(coldMs: 40, warmMs: [40, 40, 40], offsetsMs: [0.3, 7.9, 3.1]);

        AnalyzerTests.Value(measurement, "latency.cold_ms", null).Should().BeInRange(40, 60, "ms");
        AnalyzerTests.Value(measurement, "latency.first_sound_ms", null).Should().BeInRange(40, 60, "ms");
        AnalyzerTests.Value(measurement, "latency.spread_ms", null).Should().BeLessThan(12, "ms");
        measurement.PlayLatenciesMs.Should().HaveCount(4);
    }

    [Test]
    public void Latencies_of_single_plays_are_told_apart()
    {
        var measurement = Measure(coldMs: 250, warmMs: [40, 75, 40], offsetsMs: [0, 0, 0]);

        measurement.PlayLatenciesMs[0].Should().BeApproximately(250, PeriodMs, "ms, cold");
        measurement.PlayLatenciesMs[1].Should().BeApproximately(40, PeriodMs, "ms");
        measurement.PlayLatenciesMs[2].Should().BeApproximately(75, PeriodMs, "ms");
        AnalyzerTests.Value(measurement, "latency.first_sound_ms", null).Should().BeApproximately(40, PeriodMs, "ms, the median");
        AnalyzerTests.Value(measurement, "latency.spread_ms", null).Should().BeApproximately(35, PeriodMs, "ms");
    }

    [Test]
    public void A_restart_that_is_not_heard_is_named()
    {
        var measurement = Measure(coldMs: 40, warmMs: [40, null, 40], offsetsMs: [0, 0, 0]);

        measurement.PlayLatenciesMs.Should().HaveCount(3);
        measurement.Metrics.Single(m => m.Id == "latency.first_sound_ms").Note.Should().Be("restarts 2 of 3 were not heard");
    }

    [Test]
    public void Without_time_stamps_latency_is_not_measurable()
    {
        var measurement = Analyzer.Measure(new AnalysisRequest { Stimulus = Composite, Capture = new SyntheticLoop().Carry(Composite), Loopback = LoopbackKind.Digital });

        foreach (var metric in measurement.Metrics.Where(m => m.Id.StartsWith("latency.", StringComparison.Ordinal)))
            metric.NotMeasurable.Should().StartWith("because the capture carries no time stamps", metric.Id);
    }

    /// <summary>Records from 0 s in periods of 10 ms that arrive when full; the plays follow each other.</summary>
    private static KosSound.Analysis.Metrics.Measurement Measure(double coldMs, double?[] warmMs, double[] offsetsMs)
    {
        var sound = new List<double>();
        var plays = new List<IReadOnlyList<TimeStamp>>();
        Play(Composite, atMs: 503.7, coldMs);
        for (var i = 0; i < warmMs.Length; i++)
            Play(Restart, sound.Count * 1e3 / Format.RateHz + 20 + offsetsMs[i], warmMs[i]);
        sound.AddRange(new double[Format.RateHz / 2]);

        var period = (int)(PeriodMs * Format.RateHz / 1e3);
        var arrivals = Enumerable.Range(1, sound.Count / period).Select(i => new TimeStamp(TimeSpan.FromMilliseconds(i * PeriodMs), (long)i * period)).ToArray();
        var pcm = PcmCodec.Encode(new Signal(Format.RateHz, [[.. sound.Take(arrivals.Length * period)]]), Format);
        return Analyzer.Measure(new AnalysisRequest
        {
            Stimulus = Composite,
            Restart = Restart,
            Capture = new Capture { Format = Format, Pcm = pcm, Arrivals = arrivals, Plays = plays },
            Loopback = LoopbackKind.Digital,
        });

        void Play(Stimulus stimulus, double atMs, double? latencyMs)
        {
            plays.Add([new TimeStamp(TimeSpan.FromMilliseconds(atMs), 0), new TimeStamp(TimeSpan.FromMilliseconds(atMs + 1), 1_600)]);
            var first = (int)Math.Round((atMs + (latencyMs ?? 0)) * Format.RateHz / 1e3);
            sound.AddRange(new double[first - sound.Count]);
            sound.AddRange(latencyMs is null ? new double[stimulus.Plan.Frames] : stimulus.Signal[0].ToArray());
        }
    }
}
