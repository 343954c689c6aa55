using System.Globalization;
using System.Text;

namespace KosSound.Conformance.Reports.Html.Plots;

/// <summary>Turns points into SVG path data on a grid of 10 000 × 10 000 units over the plot area, y downwards. Steps are
/// relative and whole, so they are short and add up without rounding error.</summary>
internal static class TracePath
{
    /// <summary>Units along either axis.</summary>
    public const int Units = 10_000;

    /// <summary>Leaves out points that lie within this many units (0.05 % of the height) of the line through their neighbours.</summary>
    private const double Tolerance = 5;

    /// <summary>Path data of a trace.</summary>
    /// <param name="plot">Gives the axes.</param>
    /// <param name="trace">Points; those that are not finite are left out.</param>
    /// <param name="mostPoints">Beyond this many, each column keeps its smallest and largest value only.</param>
    public static string Of(Plot plot, Trace trace, int mostPoints)
    {
        if (trace.Style == TraceStyle.Marks)
            return Marks(plot, trace);
        var points = Project(plot, trace);
        return trace.Style switch
        {
            TraceStyle.Stems => Stems(points, Round(plot.Row(Math.Clamp(0, plot.Y.Min, plot.Y.Max), trace.Lane))),
            TraceStyle.Envelope => Envelope(Columns(points, mostPoints), Round(plot.Row(0, trace.Lane))),
            TraceStyle.Ceiling => Closed(points, -Units),
            TraceStyle.Floor => Closed(points, 2 * Units),
            _ => Line(Columns(Simplify(points), mostPoints)),
        };
    }

    private static List<(int X, int Y)> Project(Plot plot, Trace trace)
    {
        var points = new List<(int X, int Y)>(trace.X.Count);
        for (var i = 0; i < Math.Min(trace.X.Count, trace.Y.Count); i++)
        {
            if (double.IsFinite(trace.X[i]) && double.IsFinite(trace.Y[i]))
                points.Add((Round(plot.X.Fraction(trace.X[i]) * Units), Round(plot.Row(trace.Y[i], trace.Lane))));
        }
        return points;
    }

    // So far outside is as good as anywhere outside, and the numbers stay whole.
    private static int Round(double units) => (int)Math.Round(Math.Clamp(units, -1000 * Units, 1000 * Units));

    /// <summary>Drops points as long as the line between those kept passes within the tolerance of all that were dropped.</summary>
    private static List<(int X, int Y)> Simplify(List<(int X, int Y)> points)
    {
        if (points.Count < 3)
            return points;
        var kept = new List<(int X, int Y)> { points[0] };
        var (low, high) = (double.NegativeInfinity, double.PositiveInfinity);
        for (var i = 1; i < points.Count; i++)
        {
            var (x, y) = points[i];
            var dx = x - kept[^1].X;
            var slope = (double)(y - kept[^1].Y) / dx;
            if (i > 1 && (dx <= 0 || slope < low || slope > high))
            {
                kept.Add(points[i - 1]);
                dx = x - kept[^1].X;
                (low, high) = (double.NegativeInfinity, double.PositiveInfinity);
            }
            if (dx <= 0)
                continue;
            low = Math.Max(low, (y - kept[^1].Y - Tolerance) / dx);
            high = Math.Min(high, (y - kept[^1].Y + Tolerance) / dx);
        }
        kept.Add(points[^1]);
        return kept;
    }

    private static List<(int X, int Y)> Columns(List<(int X, int Y)> points, int mostPoints)
    {
        if (points.Count <= mostPoints)
            return points;
        var width = Math.Max(1, Units / Math.Max(1, mostPoints / 2));
        var kept = new List<(int X, int Y)>(mostPoints + 2);
        for (int from = 0, to; from < points.Count; from = to)
        {
            var (low, high) = (from, from);
            for (to = from + 1; to < points.Count && points[to].X / width == points[from].X / width; to++)
            {
                low = points[to].Y < points[low].Y ? to : low;
                high = points[to].Y > points[high].Y ? to : high;
            }
            kept.Add(points[Math.Min(low, high)]);
            if (low != high)
                kept.Add(points[Math.Max(low, high)]);
        }
        return kept;
    }

    private static string Line(List<(int X, int Y)> points)
    {
        var d = new StringBuilder(points.Count * 8);
        for (var i = 0; i < points.Count; i++)
        {
            if (i == 0)
                d.Append(CultureInfo.InvariantCulture, $"M{points[0].X} {points[0].Y}l");
            else
                Step(d, points[i].X - points[i - 1].X, points[i].Y - points[i - 1].Y);
        }
        return points.Count == 0 ? "" : points.Count == 1 ? d.Append("0 0").ToString() : d.ToString();
    }

    private static string Envelope(List<(int X, int Y)> points, int zero)
    {
        if (points.Count == 0)
            return "";
        var mirrored = points.AsEnumerable().Reverse().Select(p => (p.X, Y: 2 * zero - p.Y)).ToList();
        return $"{Line(points)}L{Line(mirrored)[1..]}z";
    }

    private static string Closed(List<(int X, int Y)> points, int beyond) => points.Count == 0
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $"{Line(points)}V{beyond}H{points[0].X}z");

    private static string Stems(List<(int X, int Y)> points, int zero) =>
        string.Concat(points.Select(p => string.Create(CultureInfo.InvariantCulture, $"M{p.X} {zero}V{p.Y}")));

    private static string Marks(Plot plot, Trace trace)
    {
        var height = trace.Lane is null || plot.Lanes.Count == 0 ? Units : Units / plot.Lanes.Count;
        var top = (trace.Lane ?? 0) * height;
        return string.Concat(trace.X.Zip(trace.Y, (from, to) =>
        {
            var (start, end) = (Round(plot.X.Fraction(from) * Units), Round(plot.X.Fraction(to) * Units));
            return string.Create(CultureInfo.InvariantCulture, $"M{start} {top}h{Math.Max(0, end - start)}v{height}H{start}z");
        }));
    }

    private static void Step(StringBuilder d, int dx, int dy)
    {
        if (dx >= 0 && d[^1] != 'l')
            d.Append(' ');
        Append(d, dx);
        if (dy >= 0)
            d.Append(' ');
        Append(d, dy);
    }

    private static void Append(StringBuilder d, int number)
    {
        Span<char> digits = stackalloc char[11];
        number.TryFormat(digits, out var length, default, CultureInfo.InvariantCulture);
        d.Append(digits[..length]);
    }
}
