using System.Globalization;
using KosSound.Analysis.Alignment;
using KosSound.Analysis.Dropouts.Tracking;
using KosSound.Analysis.Listening;
using KosSound.Analysis.Measures;
using KosSound.Analysis.Metrics;
using KosSound.Signals;

namespace KosSound.Analysis;

/// <summary>Turns a capture into metrics: aligns it to its stimulus, then lets every measure read its part.</summary>
public static class Analyzer
{
    /// <summary>Measures one capture.</summary>
    /// <returns>
    /// Every metric of <see cref="MetricCatalog"/>, per recorded channel where it belongs to one: a finite value, or the reason why
    /// it has none. Whatever the bytes of the capture are, this neither throws nor returns NaN.
    /// </returns>
    /// <exception cref="ArgumentException">The request itself is wrong: a plan without marker, an empty band, a format out of range.</exception>
    public static Measurement Measure(AnalysisRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.Validate();
        var sheet = new MetricSheet();
        var samples = new CaptureSamples(request.Capture);
        var clock = CaptureClock.From(request.Capture.Arrivals, request.Capture.Format.RateHz);
        sheet.Curves.AddRange(CurvesMeasure.Waveforms(samples));
        ClockMeasure.Rate(clock, sheet);
        if ((UnsignedSamples.Arrive(samples) ? UnsignedSamples.Sentence : ByteSlip.Sentence(request)) is { } misread)
        {
            LatencyMeasure.Jitter(clock, sheet);
            return Finish(request, sheet, misread, $"because {misread}");
        }
        var result = Aligner.Align(request.Stimulus, request.Capture);
        if (result.Capture is not { } capture)
        {
            LatencyMeasure.Jitter(clock, sheet);
            if (result.SpeedRatio is { } ratio)
                sheet.Add("clock.drift_ppm", null, 1e6 * (ratio - 1), null, result.NotHeard);
            return Finish(request, sheet, result.NotHeard, $"because {result.NotHeard}") with { Heard = result.SpeedRatio is not null };
        }
        // Without noise the phase of the tones tells a loss from a drift already.
        var settled = request.Loopback == LoopbackKind.Digital ? capture : ClockJudge.Settle(capture);
        var context = new MeasurementContext(request, settled);
        if (!request.KnownToBePlayed && capture.OddMarkers is { } odd && !context.HoldsSweeps && !DropoutsMeasure.IsOneLoss(context))
        {
            LatencyMeasure.Jitter(clock, sheet);
            return Finish(request, sheet, odd.Sentence, $"because {odd.Sentence}") with { Heard = false };
        }
        LatencyMeasure.Measure(context, clock, sheet);
        ClippingMeasure.Measure(context, sheet);
        if (CaptureLevels.WhyClipped(CaptureLevels.Of(samples)) is { } clipped)
            return Finish(request, sheet, clipped, $"because {clipped}") with { Parts = PartsMeasure.Of(context) };
        Measure(context, sheet);
        return Finish(request, sheet, WhyShort(context.Capture), "because it was not taken") with { Parts = PartsMeasure.Of(context) };
    }

    private static void Measure(MeasurementContext context, MetricSheet sheet)
    {
        ClockMeasure.Measure(context, sheet);
        DropoutsMeasure.Measure(context, sheet);
        ChannelsMeasure.Measure(context, sheet);
        ResponseMeasure.Measure(context, sheet);
        BandwidthMeasure.Measure(context, sheet);
        HarmonicsMeasure.Measure(context, sheet);
        ToneMeasure.Measure(context, sheet);
        NoiseMeasure.Measure(context, sheet);
        LinearityMeasure.Measure(context, sheet);
        StabilityMeasure.Measure(context, sheet);
        CrosstalkMeasure.Measure(context, sheet);
        BitsMeasure.Measure(context, sheet);
        CurvesMeasure.Measure(context, sheet);
    }

    private static Measurement Finish(AnalysisRequest request, MetricSheet sheet, string? diagnosis, string otherwise) => new()
    {
        Metrics = sheet.Complete(otherwise, request.WhyNotApplicable),
        Events = [.. sheet.Events.OrderBy(e => e.AtSeconds)],
        Curves = sheet.Curves,
        PlayLatenciesMs = sheet.PlayLatenciesMs,
        Diagnosis = diagnosis,
    };

    /// <summary>At which end sound is missing from the capture; silence that it does not hold is no loss.</summary>
    private static string? WhyShort(AlignedCapture capture)
    {
        if (capture.HoldsAllSound)
            return null;
        var late = capture.Channels.Max(c => -capture.SoundFrameOf(c.Channel, 0));
        var early = capture.Channels.Max(c => capture.SoundFrameOf(c.Channel, capture.Reference.Signal.Frames)) - capture.Sound.Frames;
        var begins = $"begins {Seconds(late)} after the stimulus does";
        return late > 0 && early > 0 ? $"the capture {begins}, and ends {Seconds(early)} before it does"
            : late > 0 ? $"the capture {begins}"
            : $"the capture ends {Seconds(early)} before the stimulus does";

        string Seconds(double frames) => string.Create(CultureInfo.InvariantCulture, $"{frames / capture.Reference.RateHz:F3} s");
    }
}
