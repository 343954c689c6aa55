using System.Globalization;
using KosSound.Analysis.Dropouts;

namespace KosSound.Analysis.Measures;

/// <summary>Lost, repeated, inserted and altered sound, and whether every sample came through (measurement specification, section 4).</summary>
internal static class DropoutsMeasure
{
    private static readonly string[] Counts = ["dropouts.count", "dropouts.lost_ms"];

    // Below this share the sound was processed as a whole: single stretches cannot be told from the rest.
    private const double LeastMatchedShare = 0.5;

    public static void Measure(MeasurementContext context, MetricSheet sheet)
    {
        if (context.Played != context.Recorded)
        {
            sheet.Missing(Counts, null, "because samples can be compared one by one only where both formats are the same");
            return;
        }

        // Of a long capture only the stretch around the stimulus: memory must not grow with its length.
        var (first, bytes) = (context.Capture.FirstFrame, context.Recorded.BytesPerFrame);
        var stretch = context.Request.Capture.Pcm.Slice(first * bytes, context.Capture.Sound.Frames * bytes);
        var comparison = ExactComparer.Compare(context.Request.Stimulus, stretch.Span);
        sheet.Add("bits.exact", null, comparison.Exact ? 1 : 0, null, comparison.Exact ? null : Share(comparison));
        if (!comparison.Comparable || comparison.MatchedShare < LeastMatchedShare)
        {
            sheet.Missing(Counts, null, $"because the captured samples are not the played ones anywhere long enough to compare them ({Share(comparison)})");
            return;
        }

        sheet.Events.AddRange(comparison.Events.Select(e => e with { CaptureFrame = e.CaptureFrame + first }));
        sheet.Add("dropouts.count", null, comparison.Events.Count);
        sheet.Add("dropouts.lost_ms", null, comparison.Events.Sum(e => 1000.0 * e.Frames / context.Recorded.RateHz));
    }

    private static string Share(ExactComparison comparison) =>
        string.Create(CultureInfo.InvariantCulture, $"{100 * comparison.MatchedShare:0.###} % of the samples equal the played ones");
}
