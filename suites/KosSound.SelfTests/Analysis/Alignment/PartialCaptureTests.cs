using System.Globalization;
using FluentAssertions;
using KosSound.Analysis;
using KosSound.Analysis.Metrics;
using KosSound.Signals;
using KosSound.Signals.Stimuli;
using KosSound.Suites.Proofs.Measurement;
using NUnit.Framework;

namespace KosSound.SelfTests.Analysis.Alignment;

/// <summary>
/// Recorders that were started too late or stopped too early. Both markers of a stimulus are the same sound, so one alone does not say
/// which of them it is; and what is measured of a part must be what the whole gives, or nothing.
/// </summary>
public sealed class PartialCaptureTests
{
    private const int Seed = 5;
    private const int RateHz = 16_000;
    private static readonly LoopbackKind[] Loops = [LoopbackKind.Digital, LoopbackKind.Electrical, LoopbackKind.Acoustic];

    /// <summary>What counts what is missing.</summary>
    private static readonly string[] Counting = ["dropouts.count", "dropouts.lost_ms", "bits.exact", "clipping.count"];

    [Test, Combinatorial]
    public void What_is_measured_of_a_part_is_what_the_whole_gives([ValueSource(nameof(Loops))] LoopbackKind loopback, [Values(1, 2)] int channels, [Values] bool late)
    {
        var (stimulus, capture) = Played(loopback, channels);
        var whole = Measure(stimulus, capture);
        var seconds = (double)capture.Frames() / RateHz;
        var (parts, heard) = (0, 0);
        for (var missing = 0.61; missing < 0.85 * seconds; missing += 0.19)
        {
            parts++;
            var part = Measure(stimulus, late ? capture.From(missing) : capture.Until(seconds - missing));
            var what = string.Create(CultureInfo.InvariantCulture, $"{missing:F2} of {seconds:F2} s are missing: {part.Diagnosis}");

            if (!part.Heard)
            {
                part.Metrics.Should().OnlyContain(m => m.Value == null, what);
                continue;
            }
            heard++;
            part.Diagnosis.Should().MatchRegex(late ? @"^the capture begins \d\.\d{3} s after the stimulus does$" : @"^the capture ends \d\.\d{3} s before the stimulus does$", what);
            foreach (var metric in part.Metrics.Where(m => m.Value is not null && !Counting.Contains(m.Id)))
                Differs(metric, whole.Metrics.Single(m => m.Id == metric.Id && m.Channel == metric.Channel)).Should().BeNull(what);
            if (loopback != LoopbackKind.Digital)
                part.Metrics.Single(m => m.Id == "dropouts.count").NotMeasurable.Should().Be("because the capture does not hold all sound of the stimulus, and what is missing is no dropout", what);
        }
        heard.Should().BeGreaterThan(3 * parts / 4, "of {0} parts only those that hold little beside one marker are not heard", parts);
    }

    [TestCaseSource(nameof(Loops))]
    public void A_capture_that_begins_late_is_told_by_how_much(LoopbackKind loopback)
    {
        var (stimulus, capture) = Played(loopback, 1);
        var delaySeconds = Measure(stimulus, capture).Parts[0].FromSeconds;

        var part = Measure(stimulus, capture.From(1.2));

        part.Diagnosis.Should().MatchRegex($@"^the capture begins {(1.2 - delaySeconds).ToString("F2", CultureInfo.InvariantCulture)}\d s after the stimulus does$");
        part.Metrics.Single(m => m.Id == "noise.floor_dbfs").NotMeasurable.Should().NotBeNull("the silence before the first marker is gone");
    }

    [TestCaseSource(nameof(Loops))]
    public void A_capture_without_the_silence_at_either_end_misses_nothing(LoopbackKind loopback)
    {
        var (stimulus, capture) = Played(loopback, 2);

        var part = Measure(stimulus, capture.Until((double)capture.Frames() / RateHz - 0.25).From(0.4));

        part.Diagnosis.Should().BeNull();
        part.Metrics.Single(m => m.Id == "dropouts.count").Value.Should().Be(0);
    }

    [TestCaseSource(nameof(Loops))]
    public void One_marker_with_nothing_beside_it_is_not_guessed_at(LoopbackKind loopback)
    {
        var (stimulus, capture) = Played(loopback, 1);
        var last = stimulus.Plan.Segments.Last(s => s.Kind == SegmentKind.Marker);

        var part = Measure(stimulus, capture.From((double)last.StartFrame / RateHz));

        part.Diagnosis.Should().Be("the capture holds one marker of the stimulus, and nothing beside it that tells which");
        part.Metrics.Should().OnlyContain(m => m.Value == null);
    }

    private static (Stimulus Stimulus, Capture Capture) Played(LoopbackKind loopback, int channels)
    {
        var stimulus = StimulusRenderer.Render(StimulusPlanner.Composite(new PcmFormat(RateHz, 16, channels), loopback));
        return (stimulus, new LoopModel(loopback).Carry(stimulus, Seed) with { Arrivals = [] });
    }

    private static Measurement Measure(Stimulus stimulus, Capture capture) =>
        Analyzer.Measure(new AnalysisRequest { Stimulus = stimulus, Capture = capture, Loopback = stimulus.Plan.Loopback });

    /// <summary>A sentence where two values are farther apart than their uncertainty allows.</summary>
    private static string? Differs(Metric part, Metric whole)
    {
        var floor = part.Id.EndsWith("_hz", StringComparison.Ordinal) ? 0.01 * whole.Value : part.Unit is "dB" or "dBFS" ? 0.2 : 1e-3;
        var most = 4 * double.Hypot(part.Uncertainty ?? 0, whole.Uncertainty ?? 0) + floor;
        return Math.Abs(part.Value!.Value - (whole.Value ?? double.PositiveInfinity)) <= most ? null : $"{part.Id} of channel {part.Channel} is {part.Value}, and {whole.Value} of the whole";
    }
}

/// <summary>Parts of a capture.</summary>
file static class CaptureParts
{
    public static int Frames(this Capture capture) => capture.Pcm.Length / capture.Format.BytesPerFrame;

    public static Capture From(this Capture capture, double seconds) => capture with { Pcm = capture.Pcm[BytesAt(capture, seconds)..] };

    public static Capture Until(this Capture capture, double seconds) => capture with { Pcm = capture.Pcm[..BytesAt(capture, seconds)] };

    private static int BytesAt(Capture capture, double seconds) => (int)Math.Round(seconds * capture.Format.RateHz) * capture.Format.BytesPerFrame;
}
