namespace KosSound.Conformance.Reports.Html.Plots;

/// <summary>Writes a plot as inline SVG. Looks are presentation attributes first, so that it reads without the style sheet too;
/// the plot area is a nested viewport, so that zooming is a change of one attribute.</summary>
internal static class SvgPlot
{
    private const int PlotWidth = PlotAxes.Width, PlotHeight = PlotAxes.Height;

    private static readonly string[] Colours =
        ["#0b6bcb", "#d1500a", "#12855b", "#a3388f", "#7a6a00", "#5b5bd6", "#b3261e", "#3f6b7a"];

    private static readonly string?[] Dashes = [null, "7 4", "2 3", "10 3 2 3", "4 4", "12 4", "1 4", "8 2 2 2 2 2"];

    /// <summary>Writes a figure: title, drawing, legend.</summary>
    /// <param name="html">Receives it.</param>
    /// <param name="shapes">What plots of this page have in common.</param>
    /// <param name="plot">What to draw.</param>
    /// <param name="mostPoints">Most points of a trace.</param>
    public static void Write(Markup html, SharedShapes shapes, Plot plot, int mostPoints)
    {
        html.Open("figure", ("class", "plot"));
        html.Element("figcaption", plot.Title);
        html.Open("svg", ("class", "chart"), ("viewBox", Invariant($"0 0 {PlotWidth} {PlotHeight}")), ("width", Invariant($"{PlotWidth}")),
            ("height", Invariant($"{PlotHeight}")), ("role", "img"), ("aria-label", $"{plot.Title}. {plot.Description}"),
            ("data-x", Scale(plot.X)), ("data-y", Scale(plot.Y)), ("data-lanes", plot.Lanes.Count > 0 ? Invariant($"{plot.Lanes.Count}") : null),
            ("font-family", "sans-serif"), ("font-size", "11"));
        html.Open("defs");
        var axes = PlotAxes.Define(html, shapes, plot);
        var swatches = plot.Traces.Select(t => Swatch(html, shapes, t)).ToList();
        html.Close();
        PlotAxes.Labels(html, plot, axes);
        html.Open("svg", [("class", "area"), .. PlotAxes.Box, ("viewBox", Invariant($"0 0 {TracePath.Units} {TracePath.Units}")),
            ("preserveAspectRatio", "none"), ("overflow", "hidden"), ("fill", "none")]);
        PlotAxes.Grid(html, axes);
        foreach (var trace in plot.Traces)
            Draw(html, plot, trace, mostPoints);
        html.Close();
        html.Open("rect", [("class", "frame"), .. PlotAxes.Box, ("fill", "none"), ("stroke", "#888")]).Close();
        html.Close();
        Legend(html, plot, swatches);
        html.Close();
    }

    private static void Draw(Markup html, Plot plot, Trace trace, int mostPoints)
    {
        var filled = trace.Style is TraceStyle.Envelope or TraceStyle.Marks or TraceStyle.Ceiling or TraceStyle.Floor;
        html.Open("path", ("class", trace.Css), ("data-name", trace.Name), ("data-lane", trace.Lane is { } lane ? Invariant($"{lane}") : null),
            ("d", TracePath.Of(plot, trace, mostPoints)), ("fill", filled ? Colour(trace) : null),
            ("fill-opacity", trace.Style is TraceStyle.Envelope ? "0.5" : filled ? "0.12" : null), ("stroke", Colour(trace)),
            ("stroke-dasharray", Dash(trace)), ("stroke-width", Width(trace)), ("stroke-opacity", Opacity(trace)), ("vector-effect", "non-scaling-stroke")).Close();
        if (trace.Style is TraceStyle.Stems)
            Dots(html, plot, trace);
    }

    // A circle would be squeezed by the stretched viewport: a line of no length with round ends is not.
    private static void Dots(Markup html, Plot plot, Trace trace)
    {
        var d = string.Concat(trace.X.Zip(trace.Y).Select(p =>
            Invariant($"M{plot.X.Fraction(p.First) * TracePath.Units:F0} {plot.Row(p.Second, trace.Lane):F0}h0")));
        html.Open("path", ("class", Invariant($"dots c{trace.Colour % 8}")), ("d", d), ("stroke", Colour(trace)), ("stroke-width", "8"),
            ("stroke-linecap", "round"), ("vector-effect", "non-scaling-stroke")).Close();
    }

    private static void Legend(Markup html, Plot plot, List<string> swatches)
    {
        html.Open("ul", ("class", "legend"));
        foreach (var (trace, swatch) in plot.Traces.Zip(swatches))
        {
            html.Open("li").Open("svg", ("class", "swatch"), ("width", "22"), ("height", "10"), ("aria-hidden", "true"));
            html.Open("use", ("href", swatch)).Close().Close().Element("span", trace.Name).Close();
        }
        html.Close();
    }

    private static string Swatch(Markup html, SharedShapes shapes, Trace trace) => shapes.Define(html, $"swatch {trace.Css}", id =>
        html.Open("path", ("id", id), ("class", "sw " + trace.Css), ("d", "M0 5h22"), ("stroke", Colour(trace)), ("stroke-dasharray", Dash(trace)),
            ("stroke-width", Width(trace)), ("stroke-opacity", Opacity(trace))).Close());

    private static string Colour(Trace trace) => trace.Style switch
    {
        TraceStyle.Ceiling or TraceStyle.Floor or TraceStyle.Marks => "#c8201a",
        TraceStyle.Reference => "#888",
        _ => Colours[trace.Colour % 8],
    };

    private static string? Dash(Trace trace) => trace.Style switch
    {
        TraceStyle.Line => Dashes[trace.Colour % 8],
        TraceStyle.Reference => "2 2",
        _ => null,
    };

    // A baseline is a broad pale band under the new curve, so that both are seen where they agree.
    private static string? Width(Trace trace) => trace.Style == TraceStyle.Baseline ? "5" : null;

    private static string? Opacity(Trace trace) => trace.Style == TraceStyle.Baseline ? "0.35" : null;

    private static string Scale(Axis axis) =>
        Invariant($"{(axis.Log ? "log" : axis.Whole ? "whole" : "linear")}|{axis.Min:R}|{axis.Max:R}|{axis.Name}|{axis.Unit}");

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
