using System.Globalization;
using KosSound.Conformance.Records;

namespace KosSound.Conformance.Reports.Html;

/// <summary>Numbers for people: as many digits as the uncertainty supports, a true minus sign, never a comma.</summary>
internal static class Figures
{
    private const int MostDecimals = 9;

    /// <summary>The value of a measurement with its uncertainty and unit, or why there is none.</summary>
    public static string Value(MeasurementRecord m) =>
        m.Value is { } value ? WithUnit(Number(value, Decimals(m, value)), m.Unit) : "–";

    /// <summary>The standard uncertainty with its unit; empty when none can be given.</summary>
    public static string Uncertainty(MeasurementRecord m) =>
        m is { Uncertainty: { } u, Value: { } value } ? WithUnit(Number(u, Decimals(m, value)), m.Unit) : "";

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

    private static int Decimals(MeasurementRecord m, double value)
    {
        var decimals = m.Uncertainty is > 0 and { } u
            ? 1 - (int)Math.Floor(Math.Log10(u))
            : value == Math.Floor(value) && Math.Abs(value) < 1e9 ? 0 : 4 - (int)Math.Floor(Math.Log10(Math.Max(Math.Abs(value), 1e-5))) - 1;
        decimals = Math.Clamp(decimals, 0, MostDecimals);

        // A value beyond its limit must also look it: never print "1.00" where 1.0004 missed 1.
        while (decimals < MostDecimals && (Hides(value, m.Low, decimals) || Hides(value, m.High, decimals)))
            decimals++;
        return decimals;
    }

    private static bool Hides(double value, double? limit, int decimals) =>
        limit is { } l && Math.Sign(value.CompareTo(l)) != Math.Sign(Math.Round(value, decimals).CompareTo(l));

    private static string Minus(string number)
    {
        if (number[0] != '-')
            return number;
        var digits = number[1..];
        return digits.AsSpan().IndexOfAnyExcept("0.") < 0 ? digits : "\u2212" + digits;
    }
}
