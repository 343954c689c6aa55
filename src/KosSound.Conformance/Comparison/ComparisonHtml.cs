using KosSound.Conformance.Bundles;
using KosSound.Conformance.Records;
using KosSound.Conformance.Reports.Html;
using KosSound.Conformance.Reports.Html.Plots;

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
        Page.Begin(html, $"{comparison.Verdict.Word()}: {comparison.New.Header.Target.Serial ?? comparison.New.Header.Target.Endpoint} – comparison");
        Head(html, comparison);
        Identities(html, comparison);
        List(html, "Why the runs cannot be compared", comparison.Obstacles);
        List(html, "Formats", [.. comparison.Formats.Select(f => $"{f.Change.Word()}: {f.Id}: {f.Reason}")]);
        Tests(html, "What changed", comparison.Tests.Where(t => t.Change != Change.Same).OrderByDescending(t => t.Change), open: true);
        Tests(html, "What stayed the same", comparison.Tests.Where(t => t.Change == Change.Same), open: false);
        Curves(html, comparison, before, after);
        List(html, "Notes", comparison.Notes);
        Page.End(html);
    }

    private static void Head(Markup html, RunComparison comparison)
    {
        html.Open("header", ("class", $"verdict {Css(comparison.Verdict)}"));
        html.Element("p", "Sound conformance, new run against baseline", ("class", "eyebrow"));
        html.Element("h1", Capital(comparison.Verdict.Word()));
        html.Element("p", Sentence(comparison), ("class", "why"));
        html.Open("ul", ("class", "counts"));
        foreach (var count in comparison.Tests.CountBy(t => t.Change).OrderByDescending(c => c.Key))
            html.Open("li", ("class", Css(count.Key))).Element("b", Figures.Integer(count.Value)).Text($" {count.Key.Word()}").Close();
        html.Close().Close();
    }

    private static string Sentence(RunComparison comparison)
    {
        if (comparison.Obstacles.Count > 0)
            return comparison.Obstacles[0];
        var test = comparison.Tests.Where(t => t.Change == comparison.Verdict && t.Change != Change.Same).FirstOrDefault();
        var format = comparison.Formats.FirstOrDefault(f => f.Change == comparison.Verdict);
        return (test, format) switch
        {
            ({ } t, _) => $"First: {t.Id} – {t.Reason}",
            (_, { } f) => $"{f.Id}: {f.Reason}",
            _ => comparison.Tests.Count == 0 ? "There is no test to compare." : "Every test and every metric is as it was, within tolerance and uncertainty.",
        };
    }

    private static void Identities(Markup html, RunComparison comparison)
    {
        html.Open("section").Element("h2", "Identity").Open("div", ("class", "scroll")).Open("table").Open("thead").Open("tr");
        foreach (var column in (ReadOnlySpan<string>)["", "Baseline", "New run"])
            html.Element("th", column, ("scope", "col"));
        html.Close().Close().Open("tbody");
        Row("Run", h => h.Header.RunId);
        Row("Target", r => $"{r.Header.Target.Endpoint} ({r.Header.Target.Kind})");
        Row("Serial", r => r.Header.Target.Serial);
        Row("Firmware", r => r.Header.Target.Firmware);
        Row("Judged under", r => $"{r.Header.Loopback.ToString().ToLowerInvariant()} loopback, profile {r.Header.Profile}{(r.Header.Strict ? ", strict" : "")}");
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

    private static void List(Markup html, string title, IReadOnlyList<string> lines)
    {
        if (lines.Count == 0)
            return;
        html.Open("section").Element("h2", title).Open("ul", ("class", "findings"));
        foreach (var line in lines)
            html.Element("li", line);
        html.Close().Close();
    }

    private static void Tests(Markup html, string title, IEnumerable<TestChange> which, bool open)
    {
        var tests = which.ToList();
        if (tests.Count == 0)
            return;
        html.Open("section").Open("details", ("open", open ? "" : null));
        html.Open("summary").Element("strong", $"{title} ({Figures.Integer(tests.Count)})").Close();
        html.Open("div", ("class", "scroll")).Open("table").Open("thead").Open("tr");
        foreach (var column in (ReadOnlySpan<string>)["Test or measurement", "Baseline", "New run", "Difference", "Ordinary", "Change"])
            html.Element("th", column, ("scope", "col"));
        html.Close().Close().Open("tbody");
        foreach (var test in tests)
            TestRows(html, test);
        html.Close().Close().Close().Close().Close();
    }

    private static void TestRows(Markup html, TestChange test)
    {
        html.Open("tr", ("class", $"check {Tint(test.Change)}")).Open("th", ("scope", "row")).Open("code").Name(test.Id).Close().Close();
        Outcome(html, test.Base);
        Outcome(html, test.New);
        html.Element("td", test.Reason, ("colspan", "2")).Open("td");
        Badge(html, test.Change).Close().Close();
        foreach (var metric in test.Metrics)
            MetricRow(html, metric);
    }

    private static void Outcome(Markup html, TestRecord? test)
    {
        html.Open("td");
        if (test is null)
            html.Element("span", "absent", ("class", "absent"));
        else
            html.Badge(Standings.Of(test.Outcome));
        html.Close();
    }

    private static void MetricRow(Markup html, MetricChange metric)
    {
        html.Open("tr", ("class", Tint(metric.Change))).Open("th", ("scope", "row")).Open("code").Name(metric.Id).Close();
        if (metric.Channel is { } channel)
            html.Element("span", $" ch\u00A0{Figures.Integer(channel)}", ("class", "ch"));
        html.Close();
        html.Element("td", metric.Base is { } before ? Figures.Value(before) : "absent", ("class", "n"));
        html.Element("td", metric.New is { } after ? Figures.Value(after) : "absent", ("class", "n"));
        html.Element("td", metric.Difference is { } difference ? Significant(difference, metric.Unit, sign: true) : "", ("class", "n"));
        html.Element("td", metric.Tolerance is { } tolerance ? $"± {Significant(tolerance, metric.Unit, sign: false)}" : "", ("class", "n"));
        html.Open("td");
        if (metric.Change != Change.Same)
            Badge(html, metric.Change).Text(" ").Element("small", metric.Reason);
        html.Close().Close();
    }

    private static void Curves(Markup html, RunComparison comparison, Bundle before, Bundle after)
    {
        var formats = comparison.New.Header.Formats.Where(f => before.Evidence.Any(e => e.Format == f.Id) && after.Evidence.Any(e => e.Format == f.Id)).ToList();
        if (comparison.Obstacles.Count > 0 || formats.Count == 0)
            return;
        var report = new ReportModel(new HtmlReportInput
        {
            Run = after.Run,
            Evidence = after.Evidence,
            Baseline = new HtmlBaseline($"baseline {before.Run.Header.RunId}", before.Evidence),
        });
        html.Open("section").Element("h2", "Curves, the baseline dotted");
        foreach (var format in formats)
        {
            var worst = comparison.Tests.Where(t => t.Format == format.Id).Select(t => t.Change).DefaultIfEmpty().Max();
            html.Open("details", ("class", $"format {Css(worst)}")).Open("summary").Element("span", format.Id, ("class", "headline"));
            Badge(html, worst).Close().Open("div", ("class", "body"));
            PlotGallery.Write(html, report, format);
            html.Close().Close();
        }

        html.Close();
    }

    private static Markup Badge(Markup html, Change change) => html.Element("span", change.Word(), ("class", $"badge {Css(change)}"));

    /// <summary>Rows are tinted only where something is to be looked at.</summary>
    private static string? Tint(Change change) => change is Change.Regressed or Change.NotComparable ? Css(change) : null;

    private static string Css(Change change) => change switch
    {
        Change.Regressed => "fail",
        Change.NotComparable => "inconclusive",
        Change.New => "skip",
        _ => "pass",
    };

    /// <summary>Three significant digits: a difference is never known better.</summary>
    private static string Significant(double value, string unit, bool sign)
    {
        var decimals = value == 0 ? 0 : Math.Clamp(2 - (int)Math.Floor(Math.Log10(Math.Abs(value))), 0, 9);
        return Figures.WithUnit((sign && value > 0 ? "+" : "") + Figures.Number(value, decimals), unit);
    }

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];
}
