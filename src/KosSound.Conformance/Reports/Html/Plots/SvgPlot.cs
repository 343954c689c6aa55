using System.Globalization;

namespace KosSound.Conformance.Reports.Html.Plots;

/// <summary>Writes a plot as inline SVG. Looks are presentation attributes first, so that it reads without the style sheet too;
/// the plot area is a nested viewport, so that zooming is a change of one attribute.</summary>
internal static class SvgPlot
{
    private const int Width = 560, Height = 270;
    private const int Left = 54, Right = 12, Top = 12, Bottom = 46;
    private const int AreaWidth = Width - Left - Right, AreaHeight = Height - Top - Bottom;

    private static readonly string[] Colours =
        ["#0b6bcb", "#d1500a", "#12855b", "#a3388f", "#7a6a00", "#5b5bd6", "#b3261e", "#3f6b7a"];

    private static readonly string?[] Dashes = [null, "7 4", "2 3", "10 3 2 3", "4 4", "12 4", "1 4", "8 2 2 2 2 2"];

    public static void Write(Markup html, Plot plot, int mostPoints)
    {
        html.Open("figure", ("class", "plot"));
        html.Element("figcaption", plot.Title);
        html.Open("svg", ("class", "chart"), ("viewBox", Invariant($"0 0 {Width} {Height}")), ("width", Invariant($"{Width}")),
            ("height", Invariant($"{Height}")), ("role", "img"), ("aria-label", $"{plot.Title}. {plot.Description}"),
            ("data-x", Scale(plot.X)), ("data-y", Scale(plot.Y)), ("font-family", "sans-serif"), ("font-size", "11"));
        var ticksX = plot.X.Ticks(11);
        var ticksY = plot.Y.Ticks(7);
        Labels(html, plot, ticksX, ticksY);
        html.Open("svg", ("class", "area"), ("x", Invariant($"{Left}")), ("y", Invariant($"{Top}")), ("width", Invariant($"{AreaWidth}")),
            ("height", Invariant($"{AreaHeight}")), ("viewBox", Invariant($"0 0 {TracePath.Units} {TracePath.Units}")),
            ("preserveAspectRatio", "none"), ("overflow", "hidden"));
        Grid(html, plot, ticksX, ticksY);
        foreach (var trace in plot.Traces)
            Draw(html, plot, trace, mostPoints);
        html.Close();
        html.Open("rect", ("class", "frame"), ("x", Invariant($"{Left}")), ("y", Invariant($"{Top}")), ("width", Invariant($"{AreaWidth}")),
            ("height", Invariant($"{AreaHeight}")), ("fill", "none"), ("stroke", "#888")).Close();
        html.Close();
        Legend(html, plot);
        html.Close();
    }

    private static void Labels(Markup html, Plot plot, IReadOnlyList<(double Value, string Label)> x, IReadOnlyList<(double Value, string Label)> y)
    {
        html.Open("g", ("class", "tx"), ("text-anchor", "middle"), ("fill", "#666"));
        foreach (var (value, label) in x)
            html.Element("text", label, ("x", Decimal(Left + plot.X.Fraction(value) * AreaWidth)), ("y", Invariant($"{Height - Bottom + 16}")));
        html.Close().Open("g", ("class", "ty"), ("text-anchor", "end"), ("fill", "#666"));
        foreach (var (value, label) in y)
            html.Element("text", label, ("x", Invariant($"{Left - 6}")), ("y", Decimal(Top + (1 - plot.Y.Fraction(value)) * AreaHeight + 4)));
        html.Close().Open("g", ("class", "titles"), ("text-anchor", "middle"), ("fill", "#666"));
        html.Element("text", plot.X.Title, ("x", Invariant($"{Left + AreaWidth / 2}")), ("y", Invariant($"{Height - 8}")));
        html.Element("text", plot.Y.Title, ("transform", Invariant($"translate(12 {Top + AreaHeight / 2}) rotate(-90)")));
        html.Close();
    }

    private static void Grid(Markup html, Plot plot, IReadOnlyList<(double Value, string Label)> x, IReadOnlyList<(double Value, string Label)> y)
    {
        var minor = string.Concat(plot.X.MinorTicks().Select(v => Vertical(plot, v)));
        var major = string.Concat(x.Select(t => Vertical(plot, t.Value)))
            + string.Concat(y.Select(t => Invariant($"M0 {Unit(1 - plot.Y.Fraction(t.Value))}h{TracePath.Units}")));
        if (minor.Length > 0)
            Path(html, minor, "minor", "#eee");
        Path(html, major, "major", "#ddd");
    }

    private static void Draw(Markup html, Plot plot, Trace trace, int mostPoints)
    {
        var css = trace.Style.ToString().ToLowerInvariant();
        var filled = trace.Style is TraceStyle.Envelope;
        var colour = trace.Style is TraceStyle.Limit or TraceStyle.Marks ? "#c8201a" : trace.Style is TraceStyle.Reference ? "#888" : Colours[trace.Colour % 8];
        var dash = trace.Style is TraceStyle.Line ? Dashes[trace.Colour % 8] : trace.Style is TraceStyle.Reference ? "2 2" : null;
        html.Open("path", ("class", $"{css} c{Invariant($"{trace.Colour % 8}")}"), ("data-name", trace.Name),
            ("d", TracePath.Of(plot, trace, mostPoints)), ("fill", filled ? colour : "none"), ("stroke", colour),
            ("stroke-dasharray", dash), ("vector-effect", "non-scaling-stroke")).Close();
        if (trace.Style is TraceStyle.Stems)
            Dots(html, plot, trace, colour);
    }

    // A circle would be squeezed by the stretched viewport: a line of no length with round ends is not.
    private static void Dots(Markup html, Plot plot, Trace trace, string colour)
    {
        var d = string.Concat(trace.X.Zip(trace.Y).Select(p =>
            Invariant($"M{Unit(plot.X.Fraction(p.First))} {Unit(1 - plot.Y.Fraction(p.Second))}h0")));
        html.Open("path", ("class", Invariant($"dots c{trace.Colour % 8}")), ("d", d), ("fill", "none"), ("stroke", colour), ("stroke-width", "8"),
            ("stroke-linecap", "round"), ("vector-effect", "non-scaling-stroke")).Close();
    }

    private static void Legend(Markup html, Plot plot)
    {
        html.Open("ul", ("class", "legend"));
        foreach (var trace in plot.Traces.DistinctBy(t => t.Name))
        {
            html.Open("li", ("class", Invariant($"{trace.Style.ToString().ToLowerInvariant()} c{trace.Colour % 8}")));
            html.Text(trace.Name).Close();
        }
        html.Close();
    }

    private static void Path(Markup html, string d, string css, string stroke) =>
        html.Open("path", ("class", css), ("d", d), ("fill", "none"), ("stroke", stroke), ("vector-effect", "non-scaling-stroke")).Close();

    private static string Vertical(Plot plot, double value) => Invariant($"M{Unit(plot.X.Fraction(value))} 0v{TracePath.Units}");

    private static int Unit(double fraction) => (int)Math.Round(fraction * TracePath.Units);

    private static string Scale(Axis axis) =>
        Invariant($"{(axis.Log ? "log" : "lin")}|{axis.Min:R}|{axis.Max:R}|{axis.Name}|{axis.Unit}");

    private static string Decimal(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
