using KosSound.Conformance.Records;

namespace KosSound.Conformance.Reports.Html.Sections;

/// <summary>The clauses of the wire contract and other tests of the device as a whole.</summary>
internal static class ContractSection
{
    public static void Write(Markup html, ReportModel report)
    {
        var tests = report.DeviceTests.ToList();
        if (tests.Count == 0)
            return;
        html.Open("section", ("class", "contract"), ("aria-labelledby", "contract"));
        html.Element("h2", "Contract and device", ("id", "contract"));
        html.Open("div", ("class", "scroll")).Open("table", ("class", "stack")).Open("thead").Open("tr");
        foreach (var column in (ReadOnlySpan<string>)["Clause", "Level", "Outcome", "What it asks", "Time"])
            html.Element("th", column, ("scope", "col"));
        html.Close().Close().Open("tbody");
        foreach (var test in tests)
            Row(html, report, test);
        html.Close().Close().Close().Close();
    }

    private static void Row(Markup html, ReportModel report, TestRecord test)
    {
        var standing = report.StandingOf(test);
        var card = report.NeedsAttention(test);
        html.Open("tr", ("class", standing >= Standing.Waived ? standing.Css() : null), ("id", card ? null : report.AnchorOf(test)));
        html.Open("th", ("scope", "row")).Open("code");
        if (card)
            html.Open("a", ("href", "#" + report.AnchorOf(test))).Name(test.Id).Close();
        else
            html.Name(test.Id);
        html.Close().Close();
        html.Element("td", test.Level.ToString().ToLowerInvariant());
        html.Open("td", ("class", "o")).Badge(standing).Close();
        html.Open("td", ("class", "w")).Text(test.Clause);
        if ((test.Message ?? test.Reason) is { } why)
            html.Open("br").Element("small", why);
        html.Close();
        html.Element("td", Figures.Duration(TimeSpan.FromMilliseconds(test.DurationMs)), ("class", "n")).Close();
    }
}
