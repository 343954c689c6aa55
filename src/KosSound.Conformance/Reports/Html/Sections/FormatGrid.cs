using KosSound.Conformance.Records;
using KosSound.Signals;

namespace KosSound.Conformance.Reports.Html.Sections;

/// <summary>What stands in a cell of the grid.</summary>
/// <param name="Format">The format it leads to.</param>
/// <param name="Css">Class of its colour.</param>
/// <param name="Letter">What is read where colours are not seen.</param>
/// <param name="Word">The letter in full.</param>
/// <param name="Anchor">Where the format stands in the page.</param>
internal sealed record GridCell(string Format, string Css, string Letter, string Word, string Anchor);

/// <summary>Rate × depth × channels as a table of links.</summary>
internal static class FormatGrid
{
    /// <summary>Class of the first column of a depth but the first: a gap sets depths apart.</summary>
    private const string First = "first";

    /// <summary>Writes one grid, or one for each side when formats differ between playing and recording.</summary>
    /// <param name="html">Receives it.</param>
    /// <param name="formats">Formats that have a cell.</param>
    /// <param name="capabilities">What the device claims, so that gaps show; null when unknown.</param>
    /// <param name="cell">Sums up the formats that share a cell.</param>
    public static void Write(Markup html, IReadOnlyList<FormatRecord> formats, CapabilitiesRecord? capabilities, Func<IReadOnlyList<FormatRecord>, GridCell> cell)
    {
        if (formats.All(f => f.Playback == f.Recording))
        {
            Table(html, "Played and recorded", formats.ToLookup(f => f.Playback), capabilities?.Playback, cell);
        }
        else
        {
            Table(html, "Playback formats", formats.ToLookup(f => f.Playback), capabilities?.Playback, cell);
            Table(html, "Recording formats", formats.ToLookup(f => f.Recording), capabilities?.Recording, cell);
        }
    }

    private static void Table(Markup html, string caption, ILookup<PcmFormat, FormatRecord> cells, SideRecord? advertised, Func<IReadOnlyList<FormatRecord>, GridCell> cell)
    {
        var rates = Axis(f => f.RateHz, advertised?.RatesHz);
        var depths = Axis(f => f.BitDepth, advertised?.BitDepths);
        var channels = Axis(f => f.Channels, advertised?.Channels);
        html.Open("div", ("class", "scroll"), ("tabindex", "0"), ("role", "region"), ("aria-label", caption));
        html.Open("table", ("class", "grid")).Element("caption", caption).Open("thead");
        html.Open("tr").Element("th", "Rate", ("rowspan", "2"), ("scope", "col"));
        foreach (var depth in depths)
            html.Element("th", $"{Figures.Integer(depth)} bit", ("class", depth == depths[0] ? null : First), ("colspan", Figures.Integer(channels.Count)), ("scope", "colgroup"));
        html.Close().Open("tr");
        foreach (var (depth, count) in depths.SelectMany(d => channels.Select(c => (d, c))))
            html.Element("th", $"{Figures.Integer(count)} ch", ("class", Starts(depth, count) ? First : null), ("scope", "col"));
        html.Close().Close().Open("tbody");
        foreach (var rate in rates)
        {
            html.Open("tr").Element("th", Figures.Rate(rate), ("scope", "row"));
            foreach (var (depth, count) in depths.SelectMany(d => channels.Select(c => (d, c))))
                Cell(html, [.. cells[new PcmFormat(rate, depth, count)]], cell, Starts(depth, count) ? $" {First}" : "");
            html.Close();
        }
        html.Close().Close().Close();

        bool Starts(int depth, int count) => depth != depths[0] && count == channels[0];

        List<int> Axis(Func<PcmFormat, int> part, IReadOnlyList<int>? also) =>
            [.. cells.Select(c => part(c.Key)).Concat(also ?? []).Distinct().Order()];
    }

    private static void Cell(Markup html, IReadOnlyList<FormatRecord> formats, Func<IReadOnlyList<FormatRecord>, GridCell> sum, string first)
    {
        if (formats.Count == 0)
        {
            html.Element("td", "·", ("class", "untried" + first), ("title", "not tried"));
            return;
        }
        var cell = sum(formats);
        var several = formats.Count > 1 ? $" (worst of {Figures.Integer(formats.Count)} pairs)" : "";
        html.Open("td", ("class", cell.Css + first));
        html.Open("a", ("href", "#" + cell.Anchor), ("title", $"{cell.Format}: {cell.Word}{several}"), ("aria-label", $"{cell.Format}: {cell.Word}{several}"));
        html.Text(cell.Letter).Close().Close();
    }
}
