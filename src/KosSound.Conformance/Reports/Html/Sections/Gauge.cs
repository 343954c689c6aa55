using System.Globalization;
using KosSound.Conformance.Records;

namespace KosSound.Conformance.Reports.Html.Sections;

/// <summary>A value between its limits, drawn in the height of a line: the allowed stretch, the value, twice its uncertainty.</summary>
internal static class Gauge
{
    /// <summary>Heading of its column.</summary>
    public const string Title = "Where it lies";

    private const int Width = 120, Height = 16;

    /// <summary>Writes it as a cell of a table; empty where there is no value or no limit.</summary>
    public static void Cell(Markup html, MeasurementRecord m)
    {
        html.Open("td", ("class", "g"));
        Draw(html, m);
        html.Close();
    }

    private static void Draw(Markup html, MeasurementRecord m)
    {
        if (m.Value is not { } value || (m.Low is null && m.High is null))
            return;
        var spread = 2 * (m.Uncertainty ?? 0);
        double[] shown = [value - spread, value + spread, m.Low ?? value, m.High ?? value];
        var span = Math.Max(shown.Max() - shown.Min(), Math.Max(Math.Abs(value) * 1e-6, 1e-9));
        var (left, right) = (shown.Min() - 0.15 * span, shown.Max() + 0.15 * span);
        var (low, high) = (X(m.Low ?? left), X(m.High ?? right));
        html.Open("svg", ("class", $"gauge {Standings.Of(m.Outcome).Css()}"), ("viewBox", $"0 0 {Width} {Height}"), ("width", Units(Width)), ("height", Units(Height)), ("aria-hidden", "true"));
        Path(html, "rail", $"M0 8H{Width}", "#ccc", "1");
        Path(html, "allowed", $"M{Units(low)} 8H{Units(Math.Max(high, low + 2))}", "#7bb894", "6");
        if (spread > 0)
            Path(html, "spread", $"M{Units(X(value - spread))} 8H{Units(X(value + spread))}M{Units(X(value - spread))} 5v6M{Units(X(value + spread))} 5v6", "#333", "1.2");
        Path(html, "value", $"M{Units(X(value))} 1v14", "#333", "3");
        html.Close();

        double X(double v) => (v - left) / (right - left) * Width;
    }

    private static void Path(Markup html, string css, string d, string stroke, string width) =>
        html.Open("path", ("class", css), ("d", d), ("fill", "none"), ("stroke", stroke), ("stroke-width", width)).Close();

    private static string Units(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
