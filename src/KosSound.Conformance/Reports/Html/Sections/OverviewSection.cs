using KosSound.Conformance.Records;

namespace KosSound.Conformance.Reports.Html.Sections;

/// <summary>Every metric of the run in one line: limit, how often judged, and the value closest to (or furthest beyond) its limit.</summary>
internal static class OverviewSection
{
    /// <summary>From here on the rows are set closer on paper, to stay on one sheet.</summary>
    private const int DenseRows = 16;

    public static void Write(Markup html, ReportModel report)
    {
        var judged = report.Run.Tests
            .SelectMany(test => test.Measurements.Select(m => (Test: test, M: m)))
            .Where(x => x.M.Low is not null || x.M.High is not null)
            .GroupBy(x => x.M.Id)
            .ToList();
        if (judged.Count == 0)
            return;
        html.Open("section", ("class", judged.Count > DenseRows ? "overview dense" : "overview"), ("aria-labelledby", "overview"));
        html.Element("h2", "Limits and worst values", ("id", "overview"));
        html.Open("div", ("class", "scroll")).Open("table", ("class", "values stack")).Open("thead").Open("tr");
        foreach (var column in (ReadOnlySpan<string>)["Measurement", "Limit", Gauge.Title, "Worst value", "± u (k = 1)", "Where", "Judged", "Failed"])
            html.Element("th", column, ("scope", "col"), ("class", column == Gauge.Title ? "g" : null));
        html.Close().Close().Open("tbody");
        foreach (var metric in judged)
            Row(html, report, [.. metric]);
        html.Close().Close().Close().Close();
    }

    private static void Row(Markup html, ReportModel report, List<(TestRecord Test, MeasurementRecord M)> all)
    {
        var measured = all.Where(x => x.M.Value is not null).ToList();
        var failed = all.Count(x => x.M.Outcome == Outcome.Fail);
        html.Open("tr", ("class", failed > 0 ? "fail" : null));
        html.Open("th", ("scope", "row")).Open("code").Name(all[0].M.Id).Close().Close();
        if (measured.Count == 0)
        {
            html.Element("td", Limits(all), ("class", "n"));
            // The gauge's column is not printed, so it is not part of the span.
            html.Element("td", "", ("class", "g"));
            html.Element("td", all[0].M.NotMeasurable ?? "not measured", ("colspan", "3"), ("class", "w"));
        }
        else
        {
            var (test, worst) = measured.MinBy(x => Margin(x.M));
            html.Element("td", Limits(all), ("class", "n l"));
            Gauge.Cell(html, worst);
            html.Element("td", Figures.Value(worst), ("class", "n"));
            html.Element("td", Figures.Uncertainty(worst), ("class", "n u"));
            html.Open("td", ("class", "w"));
            if (test.Format is { } format)
                html.Open("a", ("href", "#" + report.AnchorOf(format))).Name(format).Close();
            else
                html.Open("a", ("href", "#" + report.AnchorOf(test))).Name(test.Id).Close();
            if (worst.Channel is { } channel)
                html.Text($" ch\u00A0{Figures.Integer(channel)}");
            html.Close();
        }
        html.Element("td", Figures.Integer(measured.Count), ("class", "n j"), ("data-name", "judged"));
        html.Element("td", Figures.Integer(failed), ("class", "n j"), ("data-name", "failed")).Close();
    }

    private static string Limits(List<(TestRecord Test, MeasurementRecord M)> all)
    {
        var distinct = all.Select(x => Figures.Limit(x.M.Low, x.M.High, x.M.Unit)).Distinct().ToList();
        return distinct.Count == 1 ? distinct[0] : $"{distinct[0]} (and {Figures.Integer(distinct.Count - 1)} more, by format)";
    }

    /// <summary>Distance to the nearer limit, negative beyond it.</summary>
    private static double Margin(MeasurementRecord m) =>
        Math.Min((m.High ?? double.PositiveInfinity) - m.Value!.Value, m.Value.Value - (m.Low ?? double.NegativeInfinity));
}
