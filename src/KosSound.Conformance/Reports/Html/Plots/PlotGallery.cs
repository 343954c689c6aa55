using KosSound.Conformance.Records;

namespace KosSound.Conformance.Reports.Html.Plots;

/// <summary>The plots of one format, in reading order; what was not measured has no plot.</summary>
internal static class PlotGallery
{
    public static void Write(Markup html, ReportModel report, FormatRecord format)
    {
        if (report.EvidenceOf(format.Id) is not { } evidence)
            return;
        var tests = report.TestsOf(format.Id).ToList();
        var plots = new[]
        {
            ResponsePlot.Of(report, evidence, tests),
            CurvePlots.Impulse(evidence),
            CurvePlots.GroupDelay(evidence),
            CurvePlots.Harmonics(evidence),
            CurvePlots.ToneSpectrum(evidence),
            WaveformPlot.Of(format, evidence, tests),
            LatencyPlot.Of(evidence, tests),
        }.OfType<Plot>().ToList();
        if (plots.Count == 0)
            return;
        html.Open("div", ("class", "plots"));
        foreach (var plot in plots)
            SvgPlot.Write(html, plot, report.PointsPerTrace);
        html.Close();
    }

    /// <summary>Curves of a kind as lines, one colour per channel.</summary>
    public static IReadOnlyList<Trace> Lines(FormatEvidence evidence, string kind) =>
        [.. evidence.Curves.Where(c => c.Kind == kind).Select(c => new Trace(Channel(c.Channel), c.X, c.Y, TraceStyle.Line, c.Channel))];

    public static string Channel(int channel) => $"channel {Figures.Integer(channel)}";
}
