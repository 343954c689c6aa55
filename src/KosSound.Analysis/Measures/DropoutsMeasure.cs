using System.Globalization;
using KosSound.Analysis.Dropouts;
using KosSound.Analysis.Dropouts.Tracking;
using KosSound.Analysis.Metrics;
using KosSound.Signals;

namespace KosSound.Analysis.Measures;

/// <summary>Lost, repeated, inserted and altered sound, and whether every sample came through (measurement specification, section 4).</summary>
internal static class DropoutsMeasure
{
    private static readonly string[] Counts = ["dropouts.count", "dropouts.lost_ms"];

    public static void Measure(MeasurementContext context, MetricSheet sheet)
    {
        if (context.Played == context.Recorded && Exactly(context, sheet))
            return;
        // Following is proven against the noise of a wire or a room; what a converter leaves is no noise, and raised false alarms.
        if (context.Request.Loopback == LoopbackKind.Digital)
            sheet.Missing(Counts, null, context.Played != context.Recorded
                ? "because over a digital loop samples are compared one by one, which needs the same format on both sides"
                : "because over a digital loop samples are compared one by one, and of a channel less than half of what was played is found in the capture");
        else if (!context.Capture.HoldsAllSound)
            sheet.Missing(Counts, null, "because the capture does not hold all sound of the stimulus, and what is missing is no dropout");
        else if (TrackingComparer.Compare(context.Capture) is { } events)
            Report(context, sheet, events);
        else
            sheet.Missing(Counts, null, context.Capture.WhyNoSweeps);
    }

    /// <summary>Whether over a digital loop every sample comes through but for one loss, however long that is.</summary>
    public static bool IsOneLoss(MeasurementContext context) =>
        context.Request.Loopback == LoopbackKind.Digital && context.Played == context.Recorded && Compared(context) is { Comparable: true, Events.Count: 1 };

    /// <summary>Sample by sample; false when of a channel less than half of what was played is found.</summary>
    private static bool Exactly(MeasurementContext context, MetricSheet sheet)
    {
        var comparison = Compared(context);
        sheet.Add("bits.exact", null, comparison.Exact ? 1 : 0, null, comparison.Exact ? null : Share(comparison));
        if (!comparison.Comparable)
            return false;
        Report(context, sheet, [.. comparison.Events.Select(e => e with { CaptureFrame = e.CaptureFrame + context.Capture.FirstFrame })]);
        return true;
    }

    private static ExactComparison Compared(MeasurementContext context)
    {
        // Of a long capture only the stretch around the stimulus: memory must not grow with its length.
        var bytes = context.Recorded.BytesPerFrame;
        var stretch = context.Request.Capture.Pcm.Slice(context.Capture.FirstFrame * bytes, context.Capture.Sound.Frames * bytes);
        return ExactComparer.Compare(context.Request.Stimulus, stretch.Span);
    }

    private static void Report(MeasurementContext context, MetricSheet sheet, IReadOnlyList<DropoutEvent> events)
    {
        sheet.Events.AddRange(events);
        sheet.Add("dropouts.count", null, events.Count);
        sheet.Add("dropouts.lost_ms", null, events.Sum(e => 1000.0 * e.Frames / context.Recorded.RateHz));
    }

    /// <summary>Of a channel in which less than half is found the share is not known: it was processed as a whole, or not captured.</summary>
    private static string Share(ExactComparison comparison) => comparison.Comparable
        ? string.Create(CultureInfo.InvariantCulture, $"{100 * comparison.MatchedShare:0.###} % of the samples equal the played ones")
        : string.Create(CultureInfo.InvariantCulture, $"less than half of what was played is found in channel {string.Join(", ", comparison.Sources.Index().Where(c => c.Item is null).Select(c => c.Index))}");
}
