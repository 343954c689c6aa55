using System.Globalization;

namespace KosSound.Conformance.Reports.Html.Plots;

/// <summary>One axis of a plot: a range on a linear or logarithmic scale, with its name and unit.</summary>
internal sealed record Axis
{
    private static readonly double[] NiceSteps = [1, 2, 5, 10];

    public required string Name { get; init; }

    /// <summary>Unit for labels and read-out; empty for none.</summary>
    public required string Unit { get; init; }
    public required double Min { get; init; }
    public required double Max { get; init; }
    public bool Log { get; init; }

    /// <summary>True where only whole numbers have a meaning.</summary>
    public bool Whole { get; init; }

    /// <summary>Name with unit, as written along the axis.</summary>
    public string Title => Unit.Length == 0 ? Name : $"{Name} ({Unit})";

    /// <summary>A linear axis over some values, widened to round numbers and to at least <paramref name="least"/> wide.</summary>
    public static Axis Linear(string name, string unit, IEnumerable<double> values, double least)
    {
        var (min, max) = Range(values);
        if (max - min < least)
            (min, max) = ((min + max - least) / 2, (min + max + least) / 2);
        var step = Step(max - min, 6);
        return new Axis { Name = name, Unit = unit, Min = Math.Floor(min / step + 1e-9) * step, Max = Math.Ceiling(max / step - 1e-9) * step };
    }

    /// <summary>A linear axis from the first to the last of some values, not widened.</summary>
    public static Axis Span(string name, string unit, IEnumerable<double> values)
    {
        var (min, max) = Range(values);
        return new Axis { Name = name, Unit = unit, Min = min, Max = max > min ? max : min + 1 };
    }

    /// <summary>A frequency axis over some values; values at or below zero are left out.</summary>
    public static Axis Frequency(IEnumerable<double> valuesHz)
    {
        var (min, max) = Range(valuesHz.Where(v => v > 0));
        min = Math.Max(min, 1);
        max = max <= min ? min * 10 : max;
        return new Axis { Name = "frequency", Unit = "Hz", Min = min, Max = max, Log = true };
    }

    /// <summary>Position of a value, 0 at the start and 1 at the end; not clamped.</summary>
    public double Fraction(double value) => Log
        ? Math.Log(Math.Max(value, Min * 1e-3) / Min) / Math.Log(Max / Min)
        : (value - Min) / (Max - Min);

    /// <summary>Labelled positions, about as many as asked for.</summary>
    public IReadOnlyList<(double Value, string Label)> Ticks(int about) =>
        [.. (Log ? LogTicks(about) : LinearTicks(about)).Select(v => (v, Label(v)))];

    /// <summary>Unlabelled grid positions between the ticks; only logarithmic axes have them.</summary>
    public IEnumerable<double> MinorTicks() => Log ? Decades([1, 2, 3, 4, 5, 6, 7, 8, 9]) : [];

    private IEnumerable<double> LogTicks(int about)
    {
        foreach (var steps in (IEnumerable<double[]>)[[1, 2, 3, 5, 7], [1, 2, 5], [1, 3]])
        {
            var ticks = Decades(steps).ToList();
            if (ticks.Count <= about)
                return ticks;
        }
        return Decades([1]);
    }

    private IEnumerable<double> Decades(double[] steps)
    {
        for (var decade = Math.Pow(10, Math.Floor(Math.Log10(Min) + 1e-9)); decade <= Max; decade *= 10)
        {
            foreach (var step in steps)
            {
                if (decade * step >= Min * (1 - 1e-9) && decade * step <= Max * (1 + 1e-9))
                    yield return decade * step;
            }
        }
    }

    private IEnumerable<double> LinearTicks(int about)
    {
        var step = Math.Max(Step(Max - Min, about), Whole ? 1 : 0);
        for (var n = Math.Ceiling(Min / step - 1e-9); n * step <= Max + step * 1e-9; n++)
            yield return n * step;
    }

    private static double Step(double span, int about)
    {
        var raw = span / about;
        var decade = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        return decade * NiceSteps.First(s => s * decade >= raw * (1 - 1e-9));
    }

    private static (double Min, double Max) Range(IEnumerable<double> values)
    {
        var (min, max) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var value in values.Where(double.IsFinite))
            (min, max) = (Math.Min(min, value), Math.Max(max, value));
        return min > max ? (0, 1) : (min, max);
    }

    private static string Label(double value)
    {
        var (scaled, suffix) = Math.Abs(value) >= 1000 ? (value / 1000, "k") : (value, "");
        var text = Math.Round(scaled, 6).ToString("0.######", CultureInfo.InvariantCulture);
        return (text.StartsWith('-') && text != "-0" ? "\u2212" + text[1..] : text.TrimStart('-')) + suffix;
    }
}
