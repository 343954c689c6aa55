using System.Globalization;
using KosSound.Conformance.Reports.Html;

namespace KosSound.Suites.Proofs.Detection;

/// <summary>The detection report as one page without network.</summary>
internal static class DetectionHtml
{
    /// <summary>Writes the page.</summary>
    /// <param name="writer">Receives UTF-8 safe text; neither flushed nor closed here.</param>
    public static void Write(TextWriter writer, DetectionReport report)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(report);
        var html = new Markup(writer);
        Page.Begin(html, "What this suite finds");
        Head(html, report);
        foreach (var loop in report.Rows.GroupBy(row => row.Loopback))
            Loop(html, DetectionText.Word(loop.Key), [.. loop]);
        Clean(html, report.Clean);
        Page.End(html);
    }

    private static void Head(Markup html, DetectionReport report)
    {
        html.Open("header", ("class", report.Holds ? "verdict pass" : "verdict fail"));
        html.Element("p", "Sound conformance, detection proof", ("class", "eyebrow"));
        html.Element("h1", report.Holds ? "Every fault found" : "Gaps");
        html.Element("p", DetectionText.Head(report), ("class", "why"));
        html.Element("p", string.Create(CultureInfo.InvariantCulture,
            $"{Figures.Instant(report.StartedUtc)}, commit {report.Commit ?? "unknown"}, seed {report.Seed}, {(report.Full ? "full" : "quick")} form. Each fault was given to a simulated device, at the smallest size claimed for its loop, and the suite ran against it over gRPC. A size in parentheses is the usual one of a fault without a claim."));
        html.Close();
    }

    private static void Loop(Markup html, string name, IReadOnlyList<DetectionRow> rows)
    {
        html.Open("section").Element("h2", $"Loop: {name}").Open("div", ("class", "scroll")).Open("table");
        Columns(html, "Fault", "Size", "Result", "What found it");
        html.Open("tbody");
        foreach (var row in rows)
        {
            html.Open("tr", ("class", row.IsGood ? null : "fail"));
            html.Open("th", ("scope", "row")).Name(row.Fault).Close();
            html.Element("td", DetectionText.SizeOf(row));
            html.Open("td").Element("span", DetectionText.Word(row.Outcome), ("class", $"badge {Css(row)}")).Close();
            html.Open("td");
            Evidence(html, row);
            html.Close().Close();
        }

        html.Close().Close().Close().Close();
    }

    private static void Evidence(Markup html, DetectionRow row)
    {
        if (row.Failed.Count == 0)
        {
            html.Text(row.Evidence);
            return;
        }

        html.Open("details").Element("summary", row.Evidence).Open("ul");
        foreach (var test in row.Failed)
        {
            html.Open("li").Open("code").Name(test.Id).Close();
            html.Text($" {Role(test)}: {test.Message}").Close();
        }

        html.Close().Close();
    }

    private static void Clean(Markup html, IReadOnlyList<CleanRuns> clean)
    {
        html.Open("section").Element("h2", "Devices without fault").Open("div", ("class", "scroll")).Open("table");
        Columns(html, "Loop", "Runs", "Result");
        html.Open("tbody");
        foreach (var runs in clean)
        {
            html.Open("tr", ("class", runs.AreClean ? null : "fail"));
            html.Element("th", DetectionText.Word(runs.Loopback), ("scope", "row")).Element("td", Figures.Integer(runs.Runs), ("class", "n"));
            html.Open("td").Text(DetectionText.Alarms(runs));
            foreach (var alarm in runs.Alarms.Concat(runs.BaselineAlarms))
                html.Element("p", alarm);
            html.Close().Close();
        }

        html.Close().Close().Close().Close();
    }

    private static void Columns(Markup html, params ReadOnlySpan<string> names)
    {
        html.Open("thead").Open("tr");
        foreach (var name in names)
            html.Element("th", name, ("scope", "col"));
        html.Close().Close();
    }

    private static string Role(FailedTest test) => test.Role switch
    {
        FailureRole.Names => "names it",
        FailureRole.Follows => test.ExplainedBy is { } cause ? $"follows from {cause}" : "follows",
        _ => "blames something else",
    };

    private static string Css(DetectionRow row) => !row.IsGood ? "fail" : row.Outcome == DetectionOutcome.Killed ? "pass" : "skip";
}
