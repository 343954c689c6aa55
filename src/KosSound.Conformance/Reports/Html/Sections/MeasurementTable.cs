using KosSound.Conformance.Records;

namespace KosSound.Conformance.Reports.Html.Sections;

/// <summary>Value, uncertainty, limit, outcome: one row per measurement.</summary>
internal static class MeasurementTable
{
    /// <summary>From here on channels that are well share a row.</summary>
    private const int ManyChannels = 3;

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

    /// <summary>Writes a row per measurement; many channels that are all well share one, with the smallest and the largest value.</summary>
    public static void BriefRows(Markup html, TestRecord test)
    {
        for (int from = 0, to; from < test.Measurements.Count; from = to)
        {
            for (to = from + 1; to < test.Measurements.Count && Alike(test.Measurements[from], test.Measurements[to]); to++)
            {
            }

            if (to - from >= ManyChannels)
                ChannelsRow(html, [.. test.Measurements.Skip(from).Take(to - from)]);
            else
                Rows(html, test with { Measurements = [.. test.Measurements.Skip(from).Take(to - from)] }, gauges: false);
        }
    }

    private static bool Alike(MeasurementRecord a, MeasurementRecord b) =>
        a is { Outcome: Outcome.Pass, Marginal: false, Channel: not null, Value: not null } && b is { Outcome: Outcome.Pass, Marginal: false, Channel: not null, Value: not null }
        && (a.Id, a.Low, a.High, a.Unit) == (b.Id, b.Low, b.High, b.Unit);

    private static void ChannelsRow(Markup html, IReadOnlyList<MeasurementRecord> channels)
    {
        var (least, most) = (channels.MinBy(m => m.Value)!, channels.MaxBy(m => m.Value)!);
        var (from, to) = (Figures.Value(least), Figures.Value(most));
        html.Open("tr").Open("th", ("scope", "row")).Open("code").Name(least.Id).Close();
        html.Element("span", $" {Figures.Integer(channels.Count)}\u00A0channels", ("class", "ch")).Close();
        html.Element("td", from == to ? from : $"{from} … {to}", ("class", "n"));
        html.Element("td", Figures.Uncertainty(channels.MaxBy(m => m.Uncertainty ?? 0)!), ("class", "n u"));
        html.Element("td", Figures.Limit(least.Low, least.High, least.Unit), ("class", "n l"));
        html.Open("td", ("class", "o")).Badge(Standing.Pass).Close().Close();
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
