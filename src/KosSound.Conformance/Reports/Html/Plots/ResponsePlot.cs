using KosSound.Analysis.Metrics;
using KosSound.Conformance.Records;

namespace KosSound.Conformance.Reports.Html.Plots;

/// <summary>Magnitude response within its mask. Where a mask applies, every channel is shifted to 0 dB at its gain, because that is
/// how the mask is meant.</summary>
internal static class ResponsePlot
{
    private const string Gain = "level.gain_db";

    public static Plot? Of(ReportModel report, FormatEvidence evidence, IReadOnlyList<TestRecord> tests)
    {
        var measured = evidence.Curves.Where(c => c.Kind == CurveKind.Response && c.Y.Count > 0).ToList();
        if (measured.Count == 0)
            return null;
        var judged = evidence.Mask.Count > 0;
        List<Trace> traces = [];
        if (report.BaselineOf(evidence.Format) is { } baseline)
            traces.AddRange(baseline.Curves.Where(c => c.Kind == CurveKind.Response && c.Y.Count > 0).Select(Reference));
        traces.AddRange(Mask(evidence.Mask));
        traces.AddRange(measured.Select(Measured));
        var frequencies = Axis.Frequency(measured.SelectMany(c => c.X));
        return new Plot
        {
            Title = "Magnitude response",
            Description = judged
                ? "Gain over frequency relative to the gain at the reference frequency, one curve per channel, with the limits it was judged by."
                : "Gain over frequency, one curve per channel; no mask applied.",
            X = frequencies,
            Y = judged ? Axis.Linear("deviation", "dB", Judged(evidence.Mask, traces), 0.1) : Axis.Linear("gain", "dB", Interesting(traces), 3),
            Traces = traces,
        };

        Trace Measured(Curve c) => new(PlotGallery.Channel(c.Channel), c.X, Shift(c, judged ? GainOf(c.Channel) : 0), TraceStyle.Line, c.Channel);

        Trace Reference(Curve c) => new(report.NameBaseline(PlotGallery.Channel(c.Channel)), c.X, Shift(c, judged ? GainOf(c.Channel) : 0), TraceStyle.Baseline, c.Channel);

        double GainOf(int channel) => tests.SelectMany(t => t.Measurements).FirstOrDefault(m => m.Id == Gain && (m.Channel ?? 0) == channel)?.Value ?? 0;
    }

    private static IEnumerable<Trace> Mask(IReadOnlyList<MaskPoint> mask)
    {
        var upper = mask.Where(p => p.HighDb is not null).ToList();
        var lower = mask.Where(p => p.LowDb is not null).ToList();
        if (upper.Count > 0)
            yield return new Trace("upper limit", [.. upper.Select(p => p.FrequencyHz)], [.. upper.Select(p => p.HighDb!.Value)], TraceStyle.Ceiling, 0);
        if (lower.Count > 0)
            yield return new Trace("lower limit", [.. lower.Select(p => p.FrequencyHz)], [.. lower.Select(p => p.LowDb!.Value)], TraceStyle.Floor, 0);
    }

    private static double[] Shift(Curve curve, double byDb) => [.. curve.Y.Select(y => y - byDb)];

    // What is judged fills the picture: the mask with some air, and the curves within its band, 40 dB below it at most.
    private static List<double> Judged(IReadOnlyList<MaskPoint> mask, List<Trace> traces)
    {
        var (from, to) = (mask.Min(p => p.FrequencyHz), mask.Max(p => p.FrequencyHz));
        var limits = mask.SelectMany(p => new[] { p.LowDb, p.HighDb }).OfType<double>().Select(db => db * 1.8).ToList();
        var curves = traces.Where(t => t.Style is TraceStyle.Line or TraceStyle.Baseline)
            .SelectMany(t => t.X.Zip(t.Y).Where(p => p.First >= from && p.First <= to).Select(p => p.Second));
        return [.. limits, .. curves.Where(y => y >= limits.DefaultIfEmpty(0).Min() - 40)];
    }

    // A roll-off of 100 dB at the band edge would squeeze the rest into a line.
    private static List<double> Interesting(List<Trace> traces)
    {
        var top = traces.SelectMany(t => t.Y).Max();
        return [.. traces.SelectMany(t => t.Y).Where(y => y >= top - 40), top + 0.2];
    }
}
