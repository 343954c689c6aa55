using FluentAssertions;
using KosSound.Analysis;
using KosSound.Analysis.Metrics;
using Measurement = KosSound.Analysis.Metrics.Measurement;
using KosSound.Signals;
using KosSound.Signals.Stimuli;
using KosSound.Simulator.Faults;
using KosSound.Suites.Proofs.Measurement;
using NUnit.Framework;

namespace KosSound.SelfTests.Analysis;

public sealed class AnalyzerTests
{
    private static readonly Stimulus Stereo48 = StimulusRenderer.Render(StimulusPlanner.Composite(new PcmFormat(48_000, 16, 2), LoopbackKind.Digital));

    [Test]
    public void A_clean_digital_capture_reads_clean_in_every_metric()
    {
        var measurement = Measure(Stereo48, new SyntheticLoop());

        measurement.Heard.Should().BeTrue();
        measurement.Diagnosis.Should().BeNull();
        foreach (var channel in (int[])[0, 1])
        {
            Value(measurement, "response.deviation_db", channel).Should().BeLessThan(0.001, "dB");
            Value(measurement, "level.gain_db", channel).Should().BeApproximately(0, 1e-4, "dB");
            Value(measurement, "level.linearity_db", channel).Should().BeLessThan(1e-3, "dB");
            Value(measurement, "thd.db", channel).Should().BeLessThan(-120, "dB");
            Value(measurement, "thd_n.db", channel).Should().BeApproximately(-86.9, 0.5, "dB: 16-bit rounding 86 dB below the tone");
            Value(measurement, "noise.floor_dbfs", channel).Should().BeApproximately(-98.1, 0.1, "dBFS: rounding of 16 bit");
            Value(measurement, "dynamic_range.db", channel).Should().BeApproximately(98.1, 1, "dB: that of 16 bit");
            Value(measurement, "crosstalk.db", channel).Should().BeLessThan(-95, "dB");
            Value(measurement, "polarity", channel).Should().Be(1);
            Value(measurement, "dc.offset_fs", channel).Should().Be(0, "FS");
            Value(measurement, "clipping.count", channel).Should().Be(0, "flat tops");
            Value(measurement, "bandwidth.effective_hz", channel).Should().BeGreaterThan(22_000, "Hz");
        }
        Value(measurement, "channel.map", null).Should().Be(1);
        Value(measurement, "skew.frames", 1).Should().BeApproximately(0, 1e-3, "frames");
        Value(measurement, "clock.drift_ppm", null).Should().BeApproximately(0, 0.02, "ppm");
    }

    [Test]
    public void Every_metric_of_the_catalogue_has_a_finite_value_or_a_reason()
    {
        foreach (var capture in Awkward())
        {
            var measurement = Analyzer.Measure(new AnalysisRequest { Stimulus = Stereo48, Capture = capture, Loopback = LoopbackKind.Digital });
            measurement.Metrics.Select(m => m.Id).Distinct().Should().BeEquivalentTo(MetricCatalog.All.Select(m => m.Id));
            foreach (var metric in measurement.Metrics)
            {
                (metric.Value is null).Should().Be(metric.NotMeasurable is not null, $"{metric.Id} has either a value or a reason");
                if (metric.Value is { } value)
                    double.IsFinite(value).Should().BeTrue($"{metric.Id} is {value}");
                metric.NotMeasurable?.Should().StartWith("because ");
                metric.Unit.Should().Be(MetricCatalog.Find(metric.Id).Unit);
            }
            foreach (var curve in measurement.Curves)
            {
                curve.X.Should().HaveSameCount(curve.Y).And.HaveCountLessThanOrEqualTo(1_000);
                curve.Y.Concat(curve.X).All(double.IsFinite).Should().BeTrue($"curve {curve.Kind} is finite");
            }
        }
    }

    [Test]
    public void A_capture_that_begins_later_measures_the_same_to_the_last_digit()
    {
        // When a capture begins the wall clock decides: two devices that do the same differ in nothing else.
        var stimulus = StimulusRenderer.Render(StimulusPlanner.Composite(new PcmFormat(16_000, 24, 1), LoopbackKind.Digital));
        var capture = new LoopModel(LoopbackKind.Digital).Carry(stimulus, 7, FaultCatalog.Parse("low-pass=6000Hz"));
        var expected = Numbers(capture);

        for (var lead = 1_373; lead < 25_000; lead += 1_373)
            Numbers(capture with { Pcm = (byte[])[.. new byte[lead * capture.Format.BytesPerFrame], .. capture.Pcm.Span] }).Should().Equal(expected, $"{lead} frames later");

        (string Id, int? Channel, double? Value)[] Numbers(Capture taken) =>
            [.. Analyzer.Measure(new AnalysisRequest { Stimulus = stimulus, Capture = taken, Loopback = LoopbackKind.Digital }).Metrics.Select(m => (m.Id, m.Channel, m.Value))];
    }

    private static IEnumerable<Capture> Awkward()
    {
        var (format, clean) = (Stereo48.Plan.Format, new SyntheticLoop().Carry(Stereo48));
        var random = new Random(7);
        var noise = new byte[400_000];
        random.NextBytes(noise);
        yield return clean;
        yield return clean with { Pcm = Array.Empty<byte>() };
        yield return clean with { Pcm = new byte[3] };
        yield return clean with { Pcm = new byte[40_000] };
        yield return clean with { Pcm = noise };
        yield return clean with { Pcm = clean.Pcm[..(clean.Pcm.Length / 3)] };
        yield return clean with { Pcm = clean.Pcm[(clean.Pcm.Length / 5 * 4 / format.BytesPerFrame * format.BytesPerFrame)..] };
        yield return clean with { Pcm = clean.Pcm[1..] };
        yield return clean with { Pcm = clean.Pcm.ToArray().Select(_ => (byte)0x7F).ToArray() };
        yield return new SyntheticLoop { Process = (plane, _) => Array.ForEach(Enumerable.Range(0, plane.Length).ToArray(), i => plane[i] *= 1_000) }.Carry(Stereo48);
        yield return new SyntheticLoop { Mix = [[0, 0], [0, 1]] }.Carry(Stereo48);
        yield return new SyntheticLoop { Recorded = new PcmFormat(16_000, 8, 1), Mix = [[0.5, 0.5]] }.Carry(Stereo48);
    }

    internal static Measurement Measure(Stimulus stimulus, SyntheticLoop loop, LoopbackKind loopback = LoopbackKind.Digital) =>
        Analyzer.Measure(new AnalysisRequest { Stimulus = stimulus, Capture = loop.Carry(stimulus), Loopback = loopback });

    internal static double Value(Measurement measurement, string id, int? channel)
    {
        var metric = measurement.Metrics.Should().ContainSingle(m => m.Id == id && m.Channel == channel, $"{id} of channel {channel} is reported once").Subject;
        metric.NotMeasurable.Should().BeNull($"{id} of channel {channel} can be measured");
        return metric.Value!.Value;
    }
}
