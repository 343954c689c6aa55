using KosSound.Conformance.Records;

namespace KosSound.Conformance.Reports.Html.Sections;

/// <summary>What needs attention, causes first; what follows from a cause is listed within it.</summary>
internal static class FailureSection
{
    /// <summary>How many cards lie open, and how many are in sight; the rest is one click away.</summary>
    private const int OpenCards = 8, CardsInSight = 30;

    public static void Write(Markup html, ReportModel report)
    {
        html.Open("section", ("class", "failures"), ("aria-labelledby", "failures"));
        html.Element("h2", "What needs attention", ("id", "failures"));
        if (report.Causes.Count == 0)
            html.Element("p", "Nothing: no check failed, none was in error or inconclusive.", ("class", "calm"));
        else
            html.Element("p", Summary(report), ("class", "calm"));
        for (var i = 0; i < report.Causes.Count; i++)
        {
            if (i == CardsInSight)
                html.Open("details", ("class", "more")).Element("summary", $"{Figures.Integer(report.Causes.Count - i)} more findings");
            Card(html, report, report.Causes[i], i < OpenCards);
        }
        if (report.Causes.Count > CardsInSight)
            html.Close();
        html.Close();
    }

    private static string Summary(ReportModel report)
    {
        var following = report.Attention - report.Causes.Count;
        var causes = report.Causes.Count == 1 ? "One finding" : $"{Figures.Integer(report.Causes.Count)} findings";
        return following > 0 ? $"{causes}, and {Figures.Integer(following)} that follow from them." : $"{causes}.";
    }

    private static void Card(Markup html, ReportModel report, TestRecord test, bool open)
    {
        var standing = report.StandingOf(test);
        html.Open("details", ("class", $"card {standing.Css()}"), ("open", open ? "" : null));
        html.Open("summary").Badge(standing).Text(" ").Open("code").Name(test.Id).Close();
        html.Element("span", test.Message ?? test.Reason ?? test.Clause, ("class", "headline")).Close();
        html.Open("div", ("class", "body"), ("id", report.AnchorOf(test)));
        CardBody.Write(html, report, test);
        Consequences(html, report, test);
        html.Close().Close();
    }

    private static void Consequences(Markup html, ReportModel report, TestRecord test)
    {
        var all = report.ConsequencesOf(test).ToList();
        if (all.Count == 0)
            return;
        html.Open("details", ("class", "consequences"));
        html.Element("summary", $"{Figures.Integer(all.Count)} more follow from this");
        foreach (var other in all)
        {
            html.Open("div", ("class", "consequence"), ("id", report.AnchorOf(other)));
            html.Open("p").Badge(report.StandingOf(other)).Text(" ").Open("code").Name(other.Id).Close().Close();
            html.Element("p", other.Message ?? other.Reason, ("class", "message"));
            CardBody.Write(html, report, other);
            html.Close();
        }
        html.Close();
    }
}
