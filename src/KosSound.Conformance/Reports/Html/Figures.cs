using System.Globalization;
using KosSound.Conformance.Records;

namespace KosSound.Conformance.Reports.Html;

/// <summary>Numbers for people: as many digits as the uncertainty supports, a true minus sign, never a comma.</summary>
internal static class Figures
{
    private const int MostDecimals = 9;

    /// <summary>Below this, zeros after the point outnumber what is to be read.</summary>
    private const double Tiny = 1e-4;

    /// <summary>Below this lies nothing that any unit of the catalogue can mean: the dust of floating-point numbers.</summary>
    private const double Dust = 1e-9;

    /// <summary>The value of a measurement with its unit; a dash where there is none.</summary>
    public static string Value(MeasurementRecord m) =>
        m.Value is { } value ? WithUnit(Shown(value, m), m.Unit) : "–";

    /// <summary>The standard uncertainty with its unit, two digits; empty when none can be given.</summary>
    public static string Uncertainty(MeasurementRecord m) => m is { Uncertainty: { } u, Value: not null }
        ? WithUnit(u == 0 ? "0" : u < Tiny ? Scientific(u, 1) : Number(u, DecimalsOf(u)), m.Unit)
        : "";

    /// <summary>The limit as a condition: "≤ 1 ppm", "−1 … 1 dB", "= 0"; empty when there is none.</summary>
    public static string Limit(double? low, double? high, string unit) => (low, high) switch
    {
        (null, null) => "",
        ({ } l, null) => WithUnit($"≥ {Exact(l)}", unit),
        (null, { } h) => WithUnit($"≤ {Exact(h)}", unit),
        ({ } l, { } h) when l.Equals(h) => WithUnit($"= {Exact(l)}", unit),
        ({ } l, { } h) => WithUnit($"{Exact(l)} … {Exact(h)}", unit),
    };

    /// <summary>All digits that matter, for limits and settings.</summary>
    public static string Exact(double value) => Minus(value.ToString("0.##########", CultureInfo.InvariantCulture));

    public static string Integer(long value) => Minus(value.ToString(CultureInfo.InvariantCulture));

    /// <summary>File size.</summary>
    public static string Bytes(long bytes) => bytes switch
    {
        < 1000 => $"{Integer(bytes)} B",
        < 1_000_000 => $"{Exact(Math.Round(bytes / 1e3, 1))} kB",
        _ => $"{Exact(Math.Round(bytes / 1e6, 1))} MB",
    };

    /// <summary>Wall time in the unit that reads best.</summary>
    public static string Duration(TimeSpan time) => time.TotalSeconds switch
    {
        < 1 => $"{Exact(Math.Round(time.TotalMilliseconds))} ms",
        < 120 => $"{Exact(Math.Round(time.TotalSeconds, 1))} s",
        _ => string.Create(CultureInfo.InvariantCulture, $"{(long)time.TotalMinutes} min {time.Seconds} s"),
    };

    /// <summary>Instant in UTC, to the second.</summary>
    public static string Instant(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + " UTC";

    /// <summary>Rate as musicians write it: "44.1 kHz".</summary>
    public static string Rate(int rateHz) => $"{Exact(rateHz / 1000.0)} kHz";

    public static string Number(double value, int decimals) =>
        Minus(Math.Round(value, decimals).ToString($"F{decimals}", CultureInfo.InvariantCulture));

    public static string WithUnit(string number, string unit) => unit.Length == 0 ? number : $"{number}\u00A0{unit}";

    private static string Shown(double value, MeasurementRecord m)
    {
        if (value == 0)
            return "0";
        if (Math.Abs(value) < Dust && m is { Uncertainty: null, Outcome: not Outcome.Fail })
            return "≈ 0";
        return Math.Abs(value) < Tiny && !(m.Uncertainty > Tiny)
            ? Distinct(value, m, 2, Scientific)
            : Distinct(value, m, DecimalsOf(value, m.Uncertainty), Number);
    }

    /// <summary>Adds digits until a value beyond its limit also looks it: never prints "1.00" where 1.0004 missed 1.</summary>
    private static string Distinct(double value, MeasurementRecord m, int digits, Func<double, int, string> format)
    {
        while (digits < MostDecimals && (Hides(m.Low) || Hides(m.High)))
            digits++;
        return format(value, digits);

        bool Hides(double? limit) =>
            limit is { } l && value != l && Math.Sign(Parse(format(value, digits)).CompareTo(l)) != Math.Sign(value.CompareTo(l));
    }

    /// <summary>Decimals down to the second digit of the uncertainty; without one, four digits of the value.</summary>
    private static int DecimalsOf(double value, double? uncertainty) =>
        uncertainty is > Tiny ? DecimalsOf(uncertainty.Value)
        : value == Math.Floor(value) && Math.Abs(value) < 1e9 ? 0
        : Math.Clamp(3 - (int)Math.Floor(Math.Log10(Math.Abs(value))), 0, MostDecimals);

    private static int DecimalsOf(double uncertainty) => Math.Clamp(1 - (int)Math.Floor(Math.Log10(uncertainty)), 0, MostDecimals);

    private static string Scientific(double value, int decimals)
    {
        var parts = value.ToString($"E{decimals}", CultureInfo.InvariantCulture).Split('E');
        return $"{Minus(parts[0])}e{Minus(int.Parse(parts[1], CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture))}";
    }

    private static double Parse(string shown) => double.Parse(shown.Replace('\u2212', '-'), CultureInfo.InvariantCulture);

    private static string Minus(string number)
    {
        if (number[0] != '-')
            return number;
        var digits = number[1..];
        return digits.AsSpan().IndexOfAnyExcept("0.") < 0 ? digits : "\u2212" + digits;
    }
}
