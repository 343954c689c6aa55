using KosSound.Conformance.Records;
using KosSound.Conformance.Reports.Html.Plots;

namespace KosSound.Conformance.Reports.Html.Sections;

/// <summary>One fold per format: its checks, failing ones first, its values, its plots.</summary>
internal static class FormatSection
{
    public static void Write(Markup html, ReportModel report)
    {
        var formats = report.Run.Header.Formats;
        if (formats.Count == 0)
            return;
        html.Open("section", ("class", "formats"), ("aria-labelledby", "formats"), ("data-filter", "details.format"));
        html.Element("h2", "Format by format", ("id", "formats"));
        html.Open("div", ("class", "folds"));
        foreach (var format in formats)
            Fold(html, report, format);
        html.Close().Close();
    }

    private static void Fold(Markup html, ReportModel report, FormatRecord format)
    {
        var tests = report.TestsOf(format.Id).ToList();
        var standing = report.Worst(tests) ?? Standing.NotRun;
        html.Open("details", ("class", $"format {standing.Css()}"));
        html.Open("summary").Badge(standing).Text(" ").Element("span", format.Id, ("class", "headline")).Text(" ").Element("small", Summary(report, tests)).Close();
        html.Open("div", ("class", "body"), ("id", report.AnchorOf(format.Id)));
        Findings(html, report, tests);
        PlotGallery.Write(html, report, format);
        Checks(html, report, tests);
        CardBody.Attachments(html, tests.SelectMany(t => t.Attachments).DistinctBy(a => a.Path));
        html.Close().Close();
    }

    private static string Summary(ReportModel report, List<TestRecord> tests) =>
        $"{Figures.Integer(tests.Count(t => report.StandingOf(t) == Standing.Pass))} of {Figures.Integer(tests.Count)} pass";

    private static void Findings(Markup html, ReportModel report, List<TestRecord> tests)
    {
        var findings = tests.Where(report.NeedsAttention).OrderByDescending(report.StandingOf).ToList();
        if (findings.Count == 0)
            return;
        html.Open("ul", ("class", "findings"));
        foreach (var test in findings)
        {
            html.Open("li").Badge(report.StandingOf(test)).Text(" ");
            html.Open("a", ("href", "#" + report.AnchorOf(test))).Name(test.Id).Close();
            html.Text($" {test.Message ?? test.Reason}").Close();
        }
        html.Close();
    }

    private static void Checks(Markup html, ReportModel report, List<TestRecord> tests)
    {
        MeasurementTable.Begin(html, gauges: false);
        foreach (var test in tests)
        {
            html.Open("tbody", ("id", report.NeedsAttention(test) ? null : report.AnchorOf(test)));
            html.Open("tr", ("class", "check")).Open("th", ("colspan", "4"), ("scope", "rowgroup")).Open("code").Name(test.Id).Close();
            html.Element("small", " " + test.Clause).Close();
            html.Open("td", ("class", "o")).Badge(report.StandingOf(test));
            if (test.Reason is { } reason)
                html.Element("small", " " + reason);
            html.Close().Close();
            MeasurementTable.BriefRows(html, test);
            html.Close();
        }
        MeasurementTable.End(html);
    }
}
