using KosSound.Conformance.Records;

namespace KosSound.Conformance.Reports.Html.Sections;

/// <summary>Rate × depth × channels, each cell coloured and lettered by its worst outcome and linked to its format.</summary>
internal static class MatrixSection
{
    /// <summary>From here on the matrix has the full width of the page.</summary>
    public const int ManyFormats = 40;

    public static void Write(Markup html, ReportModel report)
    {
        var header = report.Run.Header;
        if (header.Formats.Count == 0)
            return;
        html.Open("section", ("class", header.Formats.Count > ManyFormats ? "matrix many" : "matrix"), ("aria-labelledby", "matrix"));
        html.Element("h2", "Formats", ("id", "matrix"));
        FormatGrid.Write(html, header.Formats, header.Target.Capabilities, cell => Worst(report, cell));
        Legend(html);
        CheckTable.Write(html, report);
        html.Close();
    }

    private static GridCell Worst(ReportModel report, IReadOnlyList<FormatRecord> formats)
    {
        var (format, standing) = formats
            .Select(f => (f.Id, Standing: report.Worst(report.TestsOf(f.Id)) ?? Standing.NotRun))
            .MaxBy(f => f.Standing);
        return new GridCell(format, standing.Css(), standing.Letter(), standing.Word(), report.AnchorOf(format));
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
