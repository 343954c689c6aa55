using System.Globalization;
using KosSound.Conformance.Reports.Html;

namespace KosSound.Suites.Proofs.Boundaries;

/// <summary>The boundary report as one page without network.</summary>
internal static class BoundaryHtml
{
    /// <summary>Writes the page.</summary>
    /// <param name="writer">Receives UTF-8 safe text; neither flushed nor closed here.</param>
    public static void Write(TextWriter writer, BoundaryReport report)
    {
        var html = new Markup(writer);
        Page.Begin(html, "Where the limits lie");
        html.Open("header", ("class", report.Holds ? "verdict pass" : "verdict fail"));
        html.Element("p", "Sound conformance, boundary proof", ("class", "eyebrow"));
        html.Element("h1", report.Holds ? "Every limit holds" : "Gaps");
        html.Element("p", BoundaryText.Head(report), ("class", "why"));
        html.Element("p", string.Create(CultureInfo.InvariantCulture,
            $"{Figures.Instant(report.StartedUtc)}, seed {report.Seed}. For each end of each limit a simulated device was put just inside and another just outside, and the suite measured and judged both over gRPC."));
        html.Close();
        foreach (var loop in report.Rows.GroupBy(row => row.Loopback))
            Loop(html, loop.Key.ToString().ToLowerInvariant(), loop);
        Page.End(html);
    }

    private static void Loop(Markup html, string name, IEnumerable<BoundaryRow> rows)
    {
        html.Open("section").Element("h2", $"Loop: {name}").Open("div", ("class", "scroll")).Open("table").Open("thead").Open("tr");
        foreach (var column in (string[])["Metric", "Limit", "Result", "Inside", "Outside", "Proven by"])
            html.Element("th", column, ("scope", "col"));
        html.Close().Close().Open("tbody");
        foreach (var row in rows)
        {
            html.Open("tr", ("class", row.Holds ? null : "fail")).Open("th", ("scope", "row")).Name(row.Metric).Close();
            html.Element("td", BoundaryText.Bound(row));
            html.Open("td").Element("span", row.Holds ? "holds" : "broken", ("class", $"badge {(row.Holds ? "pass" : "fail")}")).Close();
            html.Element("td", BoundaryText.Reading(row.Inside, row.Unit)).Element("td", BoundaryText.Reading(row.Outside, row.Unit));
            html.Element("td", row.OnlyJudged is { } why ? $"judging alone: {why}" : string.Create(CultureInfo.InvariantCulture, $"devices {row.Distance:G3} {row.Unit} from the limit")).Close();
        }

        html.Close().Close().Close().Close();
    }
}
