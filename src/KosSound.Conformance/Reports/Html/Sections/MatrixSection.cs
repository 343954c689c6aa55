using KosSound.Conformance.Records;
using KosSound.Signals;

namespace KosSound.Conformance.Reports.Html.Sections;

/// <summary>Rate × depth × channels, each cell coloured and lettered by its worst outcome and linked to its format.</summary>
internal static class MatrixSection
{
    /// <summary>From here on the matrix has the full width of the page.</summary>
    private const int ManyFormats = 40;

    public static void Write(Markup html, ReportModel report)
    {
        var header = report.Run.Header;
        if (header.Formats.Count == 0)
            return;
        html.Open("section", ("class", header.Formats.Count > ManyFormats ? "matrix many" : "matrix"), ("aria-labelledby", "matrix"));
        html.Element("h2", "Formats", ("id", "matrix"));
        var capabilities = header.Target.Capabilities;
        if (header.Formats.All(f => f.Playback == f.Recording))
        {
            Table(html, report, "Played and recorded", f => f.Playback, capabilities?.Playback);
        }
        else
        {
            Table(html, report, "Playback formats", f => f.Playback, capabilities?.Playback);
            Table(html, report, "Recording formats", f => f.Recording, capabilities?.Recording);
        }
        Legend(html);
        CheckTable.Write(html, report);
        html.Close();
    }

    private static void Table(Markup html, ReportModel report, string caption, Func<FormatRecord, PcmFormat> side, SideRecord? advertised)
    {
        var cells = report.Run.Header.Formats.ToLookup(side);
        var rates = Axis(f => f.RateHz, advertised?.RatesHz);
        var depths = Axis(f => f.BitDepth, advertised?.BitDepths);
        var channels = Axis(f => f.Channels, advertised?.Channels);
        html.Open("div", ("class", "scroll"), ("tabindex", "0"), ("role", "region"), ("aria-label", caption));
        html.Open("table", ("class", "grid")).Element("caption", caption).Open("thead");
        html.Open("tr").Element("th", "Rate", ("rowspan", "2"), ("scope", "col"));
        foreach (var depth in depths)
            html.Element("th", $"{Figures.Integer(depth)} bit", ("colspan", Figures.Integer(channels.Count)), ("scope", "colgroup"));
        html.Close().Open("tr");
        foreach (var _ in depths)
        {
            foreach (var count in channels)
                html.Element("th", $"{Figures.Integer(count)} ch", ("scope", "col"));
        }
        html.Close().Close().Open("tbody");
        foreach (var rate in rates)
        {
            html.Open("tr").Element("th", Figures.Rate(rate), ("scope", "row"));
            foreach (var depth in depths)
            {
                foreach (var count in channels)
                    Cell(html, report, [.. cells[new PcmFormat(rate, depth, count)]]);
            }
            html.Close();
        }
        html.Close().Close().Close();

        List<int> Axis(Func<PcmFormat, int> part, IReadOnlyList<int>? also) =>
            [.. cells.Select(c => part(c.Key)).Concat(also ?? []).Distinct().Order()];
    }

    private static void Cell(Markup html, ReportModel report, IReadOnlyList<FormatRecord> formats)
    {
        if (formats.Count == 0)
        {
            html.Element("td", "·", ("class", "untried"), ("title", "not tried"));
            return;
        }
        var (format, standing) = formats
            .Select(f => (f.Id, Standing: report.Worst(report.TestsOf(f.Id)) ?? Standing.NotRun))
            .MaxBy(f => f.Standing);
        var several = formats.Count > 1 ? $" (worst of {Figures.Integer(formats.Count)} pairs)" : "";
        html.Open("td", ("class", standing.Css()));
        html.Open("a", ("href", "#" + report.AnchorOf(format)), ("title", $"{format}: {standing.Word()}{several}"),
            ("aria-label", $"{format}: {standing.Word()}{several}"));
        html.Text(standing.Letter()).Close().Close();
    }

    private static void Legend(Markup html)
    {
        html.Open("p", ("class", "legend"));
        foreach (var standing in Enum.GetValues<Standing>().OrderDescending())
            Key(standing.Letter(), standing.Css(), standing.Word());
        Key("·", "untried", "not tried");
        html.Close();

        void Key(string letter, string css, string word) =>
            html.Open("span").Element("b", letter, ("class", $"key {css}")).Text($" {word}").Close().Text(" ");
    }
}
