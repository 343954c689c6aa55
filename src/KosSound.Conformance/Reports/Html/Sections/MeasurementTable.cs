using KosSound.Conformance.Records;

namespace KosSound.Conformance.Reports.Html.Sections;

/// <summary>Value, uncertainty, limit, outcome: one row per measurement.</summary>
internal static class MeasurementTable
{
    public static void Head(Markup html)
    {
        html.Open("thead").Open("tr");
        foreach (var column in (ReadOnlySpan<string>)["Measurement", "Value", "± u (k = 1)", "Limit", "Outcome"])
            html.Element("th", column, ("scope", "col"));
        html.Close().Close();
    }

    public static void Rows(Markup html, TestRecord test)
    {
        foreach (var m in test.Measurements)
            Row(html, m);
    }

    private static void Row(Markup html, MeasurementRecord m)
    {
        var standing = Standings.Of(m.Outcome);
        html.Open("tr", ("class", standing >= Standing.Waived ? standing.Css() : null));
        html.Open("th", ("scope", "row")).Open("code").Name(m.Id).Close();
        if (m.Channel is { } channel)
            html.Element("span", $" ch\u00A0{Figures.Integer(channel)}", ("class", "ch"));
        html.Close();
        html.Open("td", ("class", "n")).Text(Figures.Value(m));
        html.Close();
        html.Element("td", Figures.Uncertainty(m), ("class", "n"));
        html.Element("td", Figures.Limit(m.Low, m.High, m.Unit), ("class", "n"));
        html.Open("td").Badge(standing);
        if (m.Marginal)
            html.Text(" ").Element("span", "marginal", ("class", "badge marginal"), ("title", "the limit lies within twice the uncertainty"));
        if (m.NotMeasurable is { } reason)
            html.Text(" ").Element("small", $"not measurable: {reason}");
        if (m.Note is { } note)
            html.Text(" ").Element("small", note);
        html.Close().Close();
    }
}
