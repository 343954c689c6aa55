using KosSound.Analysis.Metrics;
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
        Write(html, report,
        [
            ResponsePlot.Of(report, evidence, tests),
            DifferencePlot.Of(report, evidence),
            CurvePlots.Impulse(report, evidence),
            CurvePlots.GroupDelay(report, evidence),
            CurvePlots.Harmonics(report, evidence),
            CurvePlots.ToneSpectrum(report, evidence),
            WaveformPlot.Of(format, evidence, tests),
            LatencyPlot.Of(report, evidence, tests),
        ]);
    }

    /// <summary>What shows a failure of this check best; nothing for checks that no curve shows.</summary>
    public static IEnumerable<Plot> Of(ReportModel report, TestRecord test)
    {
        if (test.Format is not { } id || report.EvidenceOf(id) is not { } evidence || report.Run.Header.Formats.FirstOrDefault(f => f.Id == id) is not { } format)
            return [];
        var tests = report.TestsOf(id).ToList();
        Plot?[] plots = Sections.CheckTable.NameOf(test) switch
        {
            "response" => [ResponsePlot.Of(report, evidence, tests), CurvePlots.Impulse(report, evidence)],
            "bandwidth" => [ResponsePlot.Of(report, evidence, tests)],
            "distortion" => [CurvePlots.Harmonics(report, evidence), CurvePlots.ToneSpectrum(report, evidence)],
            "latency" => [LatencyPlot.Of(report, evidence, tests)],
            "heard" or "dropouts" or "channels" or "level" or "noise" or "crosstalk" or "clock" => [WaveformPlot.Of(format, evidence, tests)],
            _ => [],
        };
        return plots.OfType<Plot>();
    }

    private static void Write(Markup html, ReportModel report, IReadOnlyList<Plot?> plots)
    {
        if (plots.All(p => p is null))
            return;
        html.Open("div", ("class", "plots"));
        foreach (var plot in plots.OfType<Plot>())
            SvgPlot.Write(html, report.Shapes, plot, report.PointsPerTrace);
        html.Close();
    }

    /// <summary>Curves of a kind as lines, one colour per channel, over those of the baseline.</summary>
    public static IReadOnlyList<Trace> Lines(ReportModel report, FormatEvidence evidence, string kind) =>
    [
        .. Of(report.BaselineOf(evidence.Format), kind).Select(c => new Trace(report.NameBaseline(Channel(c.Channel)), c.X, c.Y, TraceStyle.Baseline, c.Channel)),
        .. Of(evidence, kind).Select(c => new Trace(Channel(c.Channel), c.X, c.Y, TraceStyle.Line, c.Channel)),
    ];

    /// <summary>Curves of a kind that hold points.</summary>
    public static IEnumerable<Curve> Of(FormatEvidence? evidence, string kind) => evidence?.Curves.Where(c => c.Kind == kind && c.Y.Count > 0) ?? [];

    public static string Channel(int channel) => $"channel {Figures.Integer(channel)}";
}
