using KosSound.Conformance.Records;

namespace KosSound.Conformance.Reports.Html.Sections;

/// <summary>Value, uncertainty, limit, outcome: one row per measurement.</summary>
internal static class MeasurementTable
{
    /// <summary>Begins the table with its head; bodies of <see cref="Rows"/> follow.</summary>
    /// <param name="html">Receives it.</param>
    /// <param name="gauges">Whether each value is drawn between its limits too.</param>
    public static void Begin(Markup html, bool gauges)
    {
        html.Open("div", ("class", "scroll")).Open("table", ("class", "values stack")).Open("thead").Open("tr");
        foreach (var column in gauges ? ["Measurement", "Value", "± u (k = 1)", "Limit", Gauge.Title, "Outcome"] : (ReadOnlySpan<string>)["Measurement", "Value", "± u (k = 1)", "Limit", "Outcome"])
            html.Element("th", column, ("scope", "col"), ("class", column == Gauge.Title ? "g" : null));
        html.Close().Close();
    }

    public static void End(Markup html) => html.Close().Close();

    /// <summary>Writes a row per measurement.</summary>
    public static void Rows(Markup html, TestRecord test, bool gauges)
    {
        foreach (var m in test.Measurements)
            Row(html, m, gauges);
    }

    private static void Row(Markup html, MeasurementRecord m, bool gauge)
    {
        var standing = Standings.Of(m.Outcome);
        html.Open("tr", ("class", standing >= Standing.Waived ? standing.Css() : null));
        html.Open("th", ("scope", "row")).Open("code").Name(m.Id).Close();
        if (m.Channel is { } channel)
            html.Element("span", $" ch\u00A0{Figures.Integer(channel)}", ("class", "ch"));
        if (m.Note is { } note)
            html.Text(" ").Element("small", note, ("class", "note"));
        html.Close();
        if (m.NotMeasurable is { } reason)
            html.Open("td", ("colspan", "2"), ("class", "w")).Element("small", $"not measurable: {reason}").Close();
        else
            html.Element("td", Figures.Value(m), ("class", "n")).Element("td", Figures.Uncertainty(m), ("class", "n u"));
        html.Element("td", Figures.Limit(m.Low, m.High, m.Unit), ("class", "n l"));
        if (gauge)
            Gauge.Cell(html, m);
        html.Open("td", ("class", "o")).Badge(standing);
        if (m.Marginal)
            html.Text(" ").Element("span", "marginal", ("class", "badge marginal"), ("title", "the limit lies within twice the uncertainty"));
        html.Close().Close();
    }
}
