using KosSound.Conformance.Bundles;
using KosSound.Conformance.Records;
using KosSound.Conformance.Reports.Html;
using KosSound.Conformance.Reports.Html.Plots;
using KosSound.Conformance.Reports.Html.Sections;

namespace KosSound.Conformance.Comparison;

/// <summary>Writes a comparison as one HTML page: verdict, both identities, what changed with its numbers, curves overlaid.</summary>
public static class ComparisonHtml
{
    /// <summary>Writes the page.</summary>
    /// <param name="writer">Receives UTF-8 safe text; neither flushed nor closed here.</param>
    /// <param name="comparison">What was found.</param>
    /// <param name="before">The baseline, for its curves.</param>
    /// <param name="after">The new run, for its curves.</param>
    public static void Write(TextWriter writer, RunComparison comparison, Bundle before, Bundle after)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(comparison);
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var html = new Markup(writer);
        var report = new ReportModel(new HtmlReportInput { Run = after.Run, Evidence = after.Evidence, Baseline = new HtmlBaseline("baseline", before.Evidence) });
        Page.Begin(html, $"{comparison.Verdict.Word()}: {comparison.New.Header.Target.Serial ?? comparison.New.Header.Target.Endpoint} – comparison");
        Head(html, comparison);
        List(html, "Why the runs cannot be compared", comparison.Obstacles);
        Identities(html, comparison);
        Matrix(html, comparison, report);
        ComparisonTables.Changed(html, comparison);
        Curves(html, comparison, report, before);
        ComparisonTables.Same(html, comparison);
        List(html, "Notes", comparison.Notes);
        Page.End(html);
    }

    private static void Head(Markup html, RunComparison comparison)
    {
        html.Open("header", ("class", $"verdict {comparison.Verdict.Css()}"));
        html.Element("p", "Sound conformance, new run against baseline", ("class", "eyebrow"));
        html.Element("h1", Capital(comparison.Verdict.Word()));
        html.Element("p", Sentence(comparison), ("class", "why"));
        html.Open("ul", ("class", "counts"));
        foreach (var count in comparison.Tests.CountBy(t => t.Change).OrderByDescending(c => c.Key))
            html.Open("li", ("class", count.Key.Css())).Element("b", Figures.Integer(count.Value)).Text($" {count.Key.Word()}").Close();
        html.Close().Close();
    }

    private static string Sentence(RunComparison comparison)
    {
        if (comparison.Obstacles.Count > 0)
            return comparison.Obstacles[0];
        var tests = comparison.Tests.Where(t => t.Change == comparison.Verdict && t.Change != Change.Same).ToList();
        var format = comparison.Formats.FirstOrDefault(f => f.Change == comparison.Verdict);
        return (tests, format) switch
        {
            ([var first, ..], _) => $"{Figures.Integer(tests.Count)} of {Figures.Integer(comparison.Tests.Count)} tests: {ComparisonTables.Named(comparison, tests)}. First: {first.Id} – {first.Reason}",
            (_, { } f) => $"{f.Id}: {f.Reason}",
            _ => comparison.Tests.Count == 0 ? "There is no test to compare." : "Every test and every metric is as it was, within tolerance and uncertainty.",
        };
    }

    private static void Identities(Markup html, RunComparison comparison)
    {
        html.Open("section", ("class", "identity")).Element("h2", "Identity").Open("div", ("class", "scroll")).Open("table", ("class", "identities")).Open("thead").Open("tr");
        foreach (var column in (ReadOnlySpan<string>)["", "Baseline", "New run"])
            html.Element("th", column, ("scope", "col"));
        html.Close().Close().Open("tbody");
        Row("Run", r => r.Header.RunId);
        Row("Target", r => $"{r.Header.Target.Endpoint} ({r.Header.Target.Kind})");
        Row("Serial", r => r.Header.Target.Serial);
        Row("Firmware", r => r.Header.Target.Firmware);
        Row("Judged under", r => $"{r.Header.Loopback.ToString().ToLowerInvariant()} loopback, profile {r.Header.Profile}{(r.Header.Strict ? ", strict" : "")}");
        Row("Formats", r => Figures.Integer(r.Header.Formats.Count));
        Row("Verdict", r => $"{r.ExitCode.Verdict()} (exit code {Figures.Integer((int)r.ExitCode)})");
        Row("Started", r => Figures.Instant(r.Header.StartedUtc));
        Row("Suite", r => r.Header.Suite.Version);
        html.Close().Close().Close().Close();

        void Row(string name, Func<RunRecord, string?> value)
        {
            html.Open("tr").Element("th", name, ("scope", "row"));
            html.Element("td", value(comparison.Base) ?? "not stated").Element("td", value(comparison.New) ?? "not stated").Close();
        }
    }

    private static void Matrix(Markup html, RunComparison comparison, ReportModel report)
    {
        var formats = comparison.New.Header.Formats.Union(comparison.Base.Header.Formats).ToList();
        if (comparison.Obstacles.Count > 0 || formats.Count == 0)
            return;
        var changes = formats.ToDictionary(f => f.Id, f => WorstOf(comparison, f.Id));
        html.Open("section", ("class", formats.Count > MatrixSection.ManyFormats ? "matrix many" : "matrix"), ("aria-labelledby", "matrix")).Element("h2", "Formats", ("id", "matrix"));
        FormatGrid.Write(html, formats, comparison.New.Header.Target.Capabilities, cell =>
        {
            var (id, change) = cell.Select(f => (f.Id, Change: changes[f.Id])).MaxBy(c => c.Change);
            return new GridCell(id, change.Css(), change.Letter(), change.Word(), report.AnchorOf(id));
        });
        html.Open("p", ("class", "legend"));
        foreach (var change in Enum.GetValues<Change>().OrderDescending())
            html.Open("span").Element("b", change.Letter(), ("class", $"key {change.Css()}")).Text($" {change.Word()}").Close().Text(" ");
        html.Close();
        foreach (var format in comparison.Formats)
            html.Open("p").Badge(format.Change).Text($" {format.Id}: {format.Reason}").Close();
        html.Close();
    }

    private static Change WorstOf(RunComparison comparison, string format) =>
        comparison.Tests.Where(t => t.Format == format).Select(t => t.Change)
            .Concat(comparison.Formats.Where(f => f.Id == format).Select(f => f.Change)).DefaultIfEmpty().Max();

    private static void List(Markup html, string title, IReadOnlyList<string> lines)
    {
        if (lines.Count == 0)
            return;
        html.Open("section").Element("h2", title).Open("ul", ("class", "findings"));
        foreach (var line in lines)
            html.Element("li", line);
        html.Close().Close();
    }

    private static void Curves(Markup html, RunComparison comparison, ReportModel report, Bundle before)
    {
        var formats = comparison.New.Header.Formats.Union(comparison.Base.Header.Formats).ToList();
        if (comparison.Obstacles.Count > 0 || formats.Count == 0)
            return;
        html.Open("section", ("class", "formats"), ("data-filter", "details.format")).Element("h2", "Curves, the baseline as a broad pale line").Open("div", ("class", "folds"));
        foreach (var format in formats)
        {
            var worst = WorstOf(comparison, format.Id);
            html.Open("details", ("class", $"format {worst.Css()}")).Open("summary").Badge(worst).Text(" ").Element("span", format.Id, ("class", "headline")).Close();
            html.Open("div", ("class", "body"), ("id", report.AnchorOf(format.Id)));
            if (report.EvidenceOf(format.Id) is null || before.Evidence.All(e => e.Format != format.Id))
                html.Element("p", "Only one of the runs has curves of this format.", ("class", "calm"));
            PlotGallery.Write(html, report, format);
            html.Close().Close();
        }

        html.Close().Close();
    }

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];
}
