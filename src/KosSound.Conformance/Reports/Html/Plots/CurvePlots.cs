using KosSound.Analysis.Metrics;
using KosSound.Conformance.Records;

namespace KosSound.Conformance.Reports.Html.Plots;

/// <summary>Plots that show curves just as they were measured.</summary>
internal static class CurvePlots
{
    public static Plot? Impulse(ReportModel report, FormatEvidence evidence)
    {
        var traces = PlotGallery.Lines(report, evidence, CurveKind.Impulse);
        return !traces.Any(t => t.Style == TraceStyle.Line) ? null : new Plot
        {
            Title = "Impulse response",
            Description = "Amplitude over time around the direct sound, one curve per channel.",
            X = Axis.Span("time", "ms", traces.SelectMany(t => t.X)),
            Y = Axis.Linear("amplitude", "FS", traces.SelectMany(t => t.Y), 0.001),
            Traces = traces,
        };
    }

    public static Plot? GroupDelay(ReportModel report, FormatEvidence evidence)
    {
        var traces = PlotGallery.Lines(report, evidence, CurveKind.GroupDelay);
        return !traces.Any(t => t.Style == TraceStyle.Line) ? null : new Plot
        {
            Title = "Group delay",
            Description = "Delay beyond the alignment delay over frequency, one curve per channel.",
            X = Axis.Frequency(traces.SelectMany(t => t.X)),
            Y = Axis.Linear("group delay", "ms", Middle(traces.SelectMany(t => t.Y)), 0.1),
            Traces = traces,
        };
    }

    /// <summary>Harmonics 2 … 5 over the frequency of the fundamental: one colour per order, of the worst channel only, else they hide each other.</summary>
    public static Plot? Harmonics(ReportModel report, FormatEvidence evidence)
    {
        var shown = evidence.Curves
            .Where(c => c.Kind.StartsWith(CurveKind.Harmonic + "-", StringComparison.Ordinal) && c.Y.Count > 0)
            .GroupBy(c => c.Kind)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select((g, i) => (Curve: g.MaxBy(c => c.Y.Max())!, Colour: i))
            .ToList();
        var before = report.BaselineOf(evidence.Format)?.Curves ?? [];
        List<Trace> traces =
        [
            .. shown.SelectMany(x => before.Where(c => c.Kind == x.Curve.Kind && c.Channel == x.Curve.Channel && c.Y.Count > 0)
                .Select(c => new Trace(report.NameBaseline(NameOf(c)), c.X, c.Y, TraceStyle.Baseline, x.Colour))),
            .. shown.Select(x => new Trace(NameOf(x.Curve), x.Curve.X, x.Curve.Y, TraceStyle.Line, x.Colour)),
        ];
        return shown.Count == 0 ? null : new Plot
        {
            Title = "Harmonic levels",
            Description = "Level of each harmonic relative to the fundamental, over the frequency of the fundamental; the channel with the highest level.",
            X = Axis.Frequency(traces.SelectMany(t => t.X)),
            Y = Axis.Linear("level", "dB", traces.SelectMany(t => t.Y), 20),
            Traces = traces,
        };
    }

    public static Plot? ToneSpectrum(ReportModel report, FormatEvidence evidence)
    {
        var traces = PlotGallery.Lines(report, evidence, CurveKind.ToneSpectrum);
        return !traces.Any(t => t.Style == TraceStyle.Line) ? null : new Plot
        {
            Title = "Spectrum of the tone",
            Description = "Level over frequency while the test tone sounds, one curve per channel.",
            X = Axis.Frequency(traces.SelectMany(t => t.X).Where(x => x >= 10)),
            Y = Axis.Linear("level", "dBFS", traces.SelectMany(t => t.Y).Append(0), 60),
            Traces = traces,
        };
    }

    private static string NameOf(Curve harmonic) => $"H{harmonic.Kind[(CurveKind.Harmonic.Length + 1)..]}, {PlotGallery.Channel(harmonic.Channel)}";

    // At the edges of the band, where next to nothing is carried, a delay may be anything: the outermost percents would hide the rest.
    private static List<double> Middle(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.GetRange(sorted.Count / 100, sorted.Count - 2 * (sorted.Count / 100));
    }
}
