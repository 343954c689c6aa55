using KosSound.Conformance.Records;

namespace KosSound.Conformance.Reports.Html.Sections;

/// <summary>What needs attention, causes first. The same check of several formats is one group: that it fails everywhere, or in
/// some formats only, is the first thing to know about it.</summary>
internal static class FailureSection
{
    /// <summary>How many groups show their first card without a click.</summary>
    private const int OpenGroups = 6;

    public static void Write(Markup html, ReportModel report)
    {
        html.Open("section", ("class", "failures"), ("aria-labelledby", "failures"));
        html.Element("h2", "What needs attention", ("id", "failures"));
        if (report.Causes.Count == 0)
            html.Element("p", "Nothing: no check failed, none was in error or inconclusive.", ("class", "calm"));
        else
            html.Element("p", Summary(report), ("class", "calm"));
        var groups = report.Causes.GroupBy(t => (Standing: report.StandingOf(t), Check: CheckOf(t))).ToList();
        for (var i = 0; i < groups.Count; i++)
            Group(html, report, groups[i].Key.Check, [.. groups[i]], i < OpenGroups);
        html.Close();
    }

    private static string Summary(ReportModel report)
    {
        var following = report.Attention - report.Causes.Count;
        var causes = report.Causes.Count == 1 ? "One finding" : $"{Figures.Integer(report.Causes.Count)} findings";
        return following > 0 ? $"{causes}, and {Figures.Integer(following)} that follow from them." : $"{causes}.";
    }

    private static void Group(Markup html, ReportModel report, string check, List<TestRecord> tests, bool open)
    {
        if (tests.Count == 1)
        {
            FindingCard.Write(html, report, tests[0], open);
            return;
        }
        var standing = report.StandingOf(tests[0]);
        html.Open("details", ("class", $"group {standing.Css()}"), ("open", open ? "" : null));
        html.Open("summary").Badge(standing).Text(" ").Element("b", check);
        html.Text($" in {Figures.Integer(tests.Count)} of {Formats(report)}");
        html.Text(" ").Element("span", FindingCard.Headline(tests[0]), ("class", "headline")).Close();
        for (var i = 0; i < tests.Count; i++)
            FindingCard.Write(html, report, tests[i], open && i == 0);
        html.Close();
    }

    /// <summary>How many formats were tried, in words.</summary>
    public static string Formats(ReportModel report) =>
        $"{Figures.Integer(report.Run.Header.Formats.Count)} {(report.Run.Header.Formats.Count == 1 ? "format" : "formats")}";

    /// <summary>What findings are grouped by: the check of a format, or the clause.</summary>
    public static string CheckOf(TestRecord test) => test.Format is null ? test.Id : CheckTable.NameOf(test);
}
