using KosSound.Conformance.Records;
using KosSound.Conformance.Reports.Html;

namespace KosSound.Conformance.Comparison;

/// <summary>The tests of a comparison as tables: what changed, grouped by check, and what did not.</summary>
internal static class ComparisonTables
{
    private const int NamedGroups = 4, OpenGroups = 6;

    /// <summary>One fold per check that changed in some format; the same change of several formats is one finding.</summary>
    public static void Changed(Markup html, RunComparison comparison)
    {
        var groups = comparison.Tests.Where(t => t.Change != Change.Same).OrderByDescending(t => t.Change).GroupBy(t => (t.Change, t.Check)).ToList();
        if (groups.Count == 0)
            return;
        html.Open("section", ("class", "failures changes"), ("aria-labelledby", "changed")).Element("h2", "What changed", ("id", "changed"));
        for (var i = 0; i < groups.Count; i++)
        {
            var tests = groups[i].ToList();
            html.Open("details", ("class", $"group {groups[i].Key.Change.Css()}"), ("open", i < OpenGroups ? "" : null)).Open("summary").Badge(groups[i].Key.Change).Text(" ");
            html.Element("b", Name(comparison, tests)).Text(" ").Element("span", tests[0].Reason, ("class", "headline")).Close();
            Table(html, tests, brief: true);
            html.Close();
        }

        html.Close();
    }

    /// <summary>Everything that is as it was, with its differences, folded.</summary>
    public static void Same(Markup html, RunComparison comparison)
    {
        var tests = comparison.Tests.Where(t => t.Change == Change.Same).ToList();
        if (tests.Count == 0)
            return;
        html.Open("section").Element("h2", "What stayed the same");
        html.Open("details").Element("summary", tests.Count == 1 ? "One test" : $"{Figures.Integer(tests.Count)} tests");
        Table(html, tests, brief: false);
        html.Close().Close();
    }

    /// <summary>Names tests by check and number of formats.</summary>
    public static string Named(RunComparison comparison, IReadOnlyList<TestChange> tests)
    {
        var groups = tests.GroupBy(t => t.Check).Select(g => Name(comparison, [.. g])).ToList();
        return string.Join(", ", groups.Take(NamedGroups)) + (groups.Count > NamedGroups ? $" and {Figures.Integer(groups.Count - NamedGroups)} more" : "");
    }

    private static string Name(RunComparison comparison, List<TestChange> tests) => tests switch
    {
        [{ } only] => only.Id,
        [{ Format: null, New: null }, ..] => $"{Figures.Integer(tests.Count)} tests that only the baseline has",
        [{ Format: null } test, ..] => test.Id,
        _ => $"{tests[0].Check} in {Figures.Integer(tests.Count)} of {Figures.Integer(comparison.New.Header.Formats.Count)} formats",
    };

    private static void Table(Markup html, List<TestChange> tests, bool brief)
    {
        html.Open("div", ("class", "scroll")).Open("table", ("class", "values stack compare")).Open("thead").Open("tr");
        foreach (var column in (ReadOnlySpan<string>)["Test or measurement", "Baseline", "New run", "Difference", "Ordinary", "Change"])
            html.Element("th", column, ("scope", "col"));
        html.Close().Close().Open("tbody");
        foreach (var test in tests)
            TestRows(html, test, brief);
        html.Close().Close().Close();
    }

    private static void TestRows(Markup html, TestChange test, bool brief)
    {
        html.Open("tr", ("class", $"check {Tint(test.Change)}")).Open("th", ("scope", "row")).Open("code").Name(test.Id).Close().Close();
        Outcome(html, test.Base, "b");
        Outcome(html, test.New, "a");
        html.Element("td", test.Reason, ("colspan", "2"), ("class", "w")).Open("td", ("class", "o")).Badge(test.Change).Close().Close();
        var shown = brief ? test.Metrics.Where(m => m.Change != Change.Same).ToList() : test.Metrics;
        foreach (var metric in shown)
            MetricRow(html, metric);
        if (test.Metrics.Count - shown.Count is > 0 and var rest)
            html.Open("tr").Open("td", ("colspan", "6"), ("class", "w")).Element("small", rest == 1 ? "one more measurement stayed the same" : $"{Figures.Integer(rest)} more measurements stayed the same").Close().Close();
    }

    private static void Outcome(Markup html, TestRecord? test, string css)
    {
        html.Open("td", ("class", css));
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
        html.Element("td", metric.Base is { } before ? Figures.Value(before) : "absent", ("class", "n b"));
        html.Element("td", metric.New is { } after ? Figures.Value(after) : "absent", ("class", "n a"));
        html.Element("td", metric.Difference is { } difference ? Significant(difference, metric.Unit, sign: true) : "", ("class", "n"));
        if (metric.Tolerance is { } tolerance)
            html.Element("td", $"± {Significant(tolerance, metric.Unit, sign: false)}", ("class", "n"));
        else
            html.Open("td").Element("small", metric.Change == Change.Same ? "" : metric.Reason).Close();
        html.Open("td", ("class", "o"));
        if (metric.Change != Change.Same)
            html.Badge(metric.Change);
        html.Close().Close();
    }

    /// <summary>Rows are tinted only where something is to be looked at.</summary>
    private static string? Tint(Change change) => change is Change.Regressed or Change.NotComparable ? change.Css() : null;

    /// <summary>Three significant digits: a difference is never known better.</summary>
    private static string Significant(double value, string unit, bool sign)
    {
        var decimals = value == 0 ? 0 : Math.Clamp(2 - (int)Math.Floor(Math.Log10(Math.Abs(value))), 0, 9);
        return Figures.WithUnit((sign && value > 0 ? "+" : "") + Figures.Number(value, decimals), unit);
    }
}
