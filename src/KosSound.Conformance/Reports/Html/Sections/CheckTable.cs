using KosSound.Conformance.Records;

namespace KosSound.Conformance.Reports.Html.Sections;

/// <summary>How every check ended over all formats: one line per check, one for the contract.</summary>
internal static class CheckTable
{
    public static void Write(Markup html, ReportModel report)
    {
        var checks = report.Run.Tests.GroupBy(NameOf).ToList();
        if (checks.Count < 2)
            return;
        html.Open("table", ("class", "checks")).Element("caption", "By check").Open("tbody");
        foreach (var check in checks)
        {
            html.Open("tr").Element("th", check.Key, ("scope", "row")).Open("td");
            foreach (var outcome in check.GroupBy(report.StandingOf).OrderByDescending(g => g.Key))
            {
                html.Open("span").Element("b", outcome.Key.Letter(), ("class", $"key {outcome.Key.Css()}"));
                html.Text($" {Figures.Integer(outcome.Count())} {outcome.Key.Plural()}").Close().Text(" ");
            }
            html.Close().Close();
        }
        html.Close().Close();
    }

    /// <summary>The last part of an id that belongs to a format; the first part of any other: "contract".</summary>
    public static string NameOf(TestRecord test) =>
        test.Format is null ? test.Id.Split('/')[0] : test.Id[(test.Id.LastIndexOf('/') + 1)..];
}
