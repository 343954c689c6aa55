using KosSound.Conformance.Records;

namespace KosSound.Conformance.Reports.Html.Sections;

/// <summary>One finding with everything that is known about it and everything that follows from it.</summary>
internal static class FindingCard
{
    public static void Write(Markup html, ReportModel report, TestRecord test, bool open)
    {
        var standing = report.StandingOf(test);
        html.Open("details", ("class", $"card {standing.Css()}"), ("open", open ? "" : null));
        html.Open("summary").Badge(standing).Text(" ").Open("code").Name(test.Id).Close();
        html.Text(" ").Element("span", Headline(test), ("class", "headline")).Close();
        html.Open("div", ("class", "body"), ("id", report.AnchorOf(test)));
        CardBody.Write(html, report, test, isCause: true);
        Consequences(html, report, test);
        html.Close().Close();
    }

    /// <summary>What is wrong, in the words of the test.</summary>
    public static string Headline(TestRecord test) => test.Message ?? test.Reason ?? test.Clause;

    private static void Consequences(Markup html, ReportModel report, TestRecord test)
    {
        var all = report.ConsequencesOf(test).ToList();
        if (all.Count == 0)
            return;
        html.Open("details", ("class", "consequences"));
        html.Element("summary", all.Count == 1 ? "One more follows from this" : $"{Figures.Integer(all.Count)} more follow from this");
        foreach (var other in all)
        {
            html.Open("div", ("class", "consequence"), ("id", report.AnchorOf(other)));
            html.Open("p").Badge(report.StandingOf(other)).Text(" ").Open("code").Name(other.Id).Close().Close();
            html.Element("p", Headline(other), ("class", "message"));
            CardBody.Write(html, report, other, isCause: false);
            html.Close();
        }
        html.Close();
    }
}
