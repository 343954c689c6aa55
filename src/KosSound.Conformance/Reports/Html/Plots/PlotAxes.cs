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

    /// <summary>Defines what other plots have too: grid and labels of either axis. To be called within <c>defs</c>.</summary>
    public static AxisShapes Define(Markup html, SharedShapes shapes, Plot plot) => new(
        Texts(html, shapes, "middle", [.. plot.X.Ticks(TicksX).Select(t => (Left + plot.X.Fraction(t.Value) * AreaWidth, Height - Bottom + 15.0, t.Label))]),
        Texts(html, shapes, "end", [.. Rows(plot).Select(r => (Left - 6.0, Top + r.Row / TracePath.Units * AreaHeight + 4, r.Label))]),
        Lines(html, shapes, "minor", "#eee", plot.X.MinorTicks().Select(v => Vertical(plot, v))),
        Lines(html, shapes, "major", "#ddd", plot.X.Ticks(TicksX).Select(t => Vertical(plot, t.Value))),
        Lines(html, shapes, "major", "#ddd", GridRows(plot).Select(r => FormattableString.Invariant($"M0 {r:F0}h{TracePath.Units}"))));

    /// <summary>What is written along the axes.</summary>
    public static void Labels(Markup html, Plot plot, AxisShapes shapes)
    {
        Use(html, "tx", shapes.LabelsX);
        Use(html, "ty", shapes.LabelsY);
        html.Open("g", ("class", "titles"), ("text-anchor", "middle"), ("fill", "#666"));
        html.Element("text", plot.X.Title, ("x", Decimal(Left + AreaWidth / 2)), ("y", Decimal(Height - 8)));
        html.Element("text", plot.Y.Title, ("transform", $"translate(11 {Decimal(Top + AreaHeight / 2)}) rotate(-90)"));
        html.Close();
    }

    /// <summary>The grid; the script replaces the part called <c>grid</c> while zooming.</summary>
    public static void Grid(Markup html, AxisShapes shapes)
    {
        Use(html, null, shapes.Minor);
        Use(html, "grid", shapes.Columns, shapes.Rows);
    }

    private static void Use(Markup html, string? css, params ReadOnlySpan<string?> shapes)
    {
        html.Open("g", ("class", css));
        foreach (var shape in shapes)
        {
            if (shape is not null)
                html.Open("use", ("href", shape)).Close();
        }

        html.Close();
    }

    private static string Texts(Markup html, SharedShapes shapes, string anchor, IReadOnlyList<(double X, double Y, string Label)> texts) =>
        shapes.Define(html, $"{anchor} {string.Join('|', texts)}", id =>
        {
            html.Open("g", ("id", id), ("class", "tick"), ("text-anchor", anchor), ("fill", "#666"));
            foreach (var (x, y, label) in texts)
                html.Element("text", label, ("x", Decimal(x)), ("y", Decimal(y)));
            html.Close();
        });

    private static string? Lines(Markup html, SharedShapes shapes, string css, string stroke, IEnumerable<string> steps)
    {
        var d = string.Concat(steps);
        return d.Length == 0 ? null : shapes.Define(html, $"{css} {d}", id =>
            html.Open("path", ("id", id), ("class", css), ("d", d), ("stroke", stroke), ("vector-effect", "non-scaling-stroke")).Close());
    }

    private static IEnumerable<double> GridRows(Plot plot) => plot.Lanes.Count == 0
        ? Rows(plot).Select(r => r.Row)
        : Enumerable.Range(1, plot.Lanes.Count - 1).Select(n => (double)n * TracePath.Units / plot.Lanes.Count);

    /// <summary>Labelled heights: the ticks of the axis, or the middle of every lane.</summary>
    private static IEnumerable<(double Row, string Label)> Rows(Plot plot) => plot.Lanes.Count == 0
        ? plot.Y.Ticks(TicksY).Select(t => (plot.Row(t.Value, null), t.Label))
        : plot.Lanes.Select((name, n) => ((n + 0.5) * TracePath.Units / plot.Lanes.Count, name));

    private static string Vertical(Plot plot, double value) =>
        FormattableString.Invariant($"M{plot.X.Fraction(value) * TracePath.Units:F0} 0v{TracePath.Units}");

    private static string Decimal(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}

/// <summary>References to the shared shapes of a plot's axes.</summary>
internal sealed record AxisShapes(string LabelsX, string LabelsY, string? Minor, string? Columns, string? Rows);
