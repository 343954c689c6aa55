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
    private const double ClippedShare = 0.2;

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
        if (WhyClipped(samples) is { } clipped)
            return Finish(request, sheet, clipped, $"because {clipped}") with { Parts = PartsMeasure.Of(context) };
        Measure(context, sheet);
        return Finish(request, sheet, WhyShort(context), "because it was not taken") with { Parts = PartsMeasure.Of(context) };
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

    private static string? WhyClipped(CaptureSamples samples)
    {
        var share = CaptureLevels.Of(samples).Where(l => l.Peak > 0.98).Select(l => l.PinnedShare).DefaultIfEmpty(0).Max();
        return share > ClippedShare ? string.Create(CultureInfo.InvariantCulture, $"the capture is clipped throughout: {100 * share:F0} % of its samples lie at the limits") : null;
    }

    private static string? WhyShort(MeasurementContext context)
    {
        var missing = context.Capture.Channels.Max(c => context.Capture.SoundFrameOf(c.Channel, context.Reference.Signal.Frames)) - context.Capture.Sound.Frames;
        return missing > 0.5 ? string.Create(CultureInfo.InvariantCulture, $"the capture ends {missing / context.Recorded.RateHz:F3} s before the stimulus does") : null;
    }
}
