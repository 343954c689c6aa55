using System.Globalization;

namespace KosSound.Conformance.Reports.Html.Plots;

/// <summary>The geometry of a plot: where its area lies, its grid, and the labels around it.</summary>
internal static class PlotAxes
{
    public const int Width = 560, Height = 270;
    private const int Left = 64, Right = 10, Top = 8, Bottom = 44;
    private const int AreaWidth = Width - Left - Right, AreaHeight = Height - Top - Bottom;
    private const int TicksX = 11, TicksY = 7;

    /// <summary>Attributes that place something over the plot area.</summary>
    public static IReadOnlyList<(string Name, string? Value)> Box { get; } =
        [("x", Decimal(Left)), ("y", Decimal(Top)), ("width", Decimal(AreaWidth)), ("height", Decimal(AreaHeight))];

    public static void Labels(Markup html, Plot plot)
    {
        html.Open("g", ("class", "tx"), ("text-anchor", "middle"), ("fill", "#666"));
        foreach (var (value, label) in plot.X.Ticks(TicksX))
            html.Element("text", label, ("x", Decimal(Left + plot.X.Fraction(value) * AreaWidth)), ("y", Decimal(Height - Bottom + 15)));
        html.Close().Open("g", ("class", "ty"), ("text-anchor", "end"), ("fill", "#666"));
        foreach (var (row, label) in Rows(plot))
            html.Element("text", label, ("x", Decimal(Left - 6)), ("y", Decimal(Top + row / TracePath.Units * AreaHeight + 4)));
        html.Close().Open("g", ("class", "titles"), ("text-anchor", "middle"), ("fill", "#666"));
        html.Element("text", plot.X.Title, ("x", Decimal(Left + AreaWidth / 2)), ("y", Decimal(Height - 8)));
        html.Element("text", plot.Y.Title, ("transform", $"translate(11 {Decimal(Top + AreaHeight / 2)}) rotate(-90)"));
        html.Close();
    }

    public static void Grid(Markup html, Plot plot)
    {
        var minor = string.Concat(plot.X.MinorTicks().Select(v => Vertical(plot, v)));
        var rows = plot.Lanes.Count == 0
            ? Rows(plot).Select(r => r.Row)
            : Enumerable.Range(1, plot.Lanes.Count - 1).Select(n => (double)n * TracePath.Units / plot.Lanes.Count);
        var major = string.Concat(plot.X.Ticks(TicksX).Select(t => Vertical(plot, t.Value)))
            + string.Concat(rows.Select(r => FormattableString.Invariant($"M0 {r:F0}h{TracePath.Units}")));
        Path(html, minor, "minor", "#eee");
        Path(html, major, "major", "#ddd");
    }

    /// <summary>Labelled heights: the ticks of the axis, or the middle of every lane.</summary>
    private static IEnumerable<(double Row, string Label)> Rows(Plot plot) => plot.Lanes.Count == 0
        ? plot.Y.Ticks(TicksY).Select(t => (plot.Row(t.Value, null), t.Label))
        : plot.Lanes.Select((name, n) => ((n + 0.5) * TracePath.Units / plot.Lanes.Count, name));

    private static void Path(Markup html, string d, string css, string stroke)
    {
        if (d.Length > 0)
            html.Open("path", ("class", css), ("d", d), ("fill", "none"), ("stroke", stroke), ("vector-effect", "non-scaling-stroke")).Close();
    }

    private static string Vertical(Plot plot, double value) =>
        FormattableString.Invariant($"M{plot.X.Fraction(value) * TracePath.Units:F0} 0v{TracePath.Units}");

    private static string Decimal(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
