using System.Globalization;
using KosSound.Conformance.Records;

namespace KosSound.Conformance.Reports;

/// <summary>Words a measurement for people: value, uncertainty, unit, limits.</summary>
public static class MeasurementText
{
    /// <summary>For example <c>response.deviation_db, channel 1: 2.38 ± 0.018 dB, allowed -1 … 1 dB: fail</c>; the uncertainty is k = 1.</summary>
    public static string Line(MeasurementRecord measurement)
    {
        ArgumentNullException.ThrowIfNull(measurement);
        var channel = measurement.Channel is { } c ? string.Create(CultureInfo.InvariantCulture, $", channel {c}") : "";
        var note = measurement.Note is { } text ? $" ({text})" : "";
        var marginal = measurement.Marginal ? ", marginal" : "";
        return $"{measurement.Id}{channel}: {Value(measurement)}{Allowed(measurement)}: {Word(measurement.Outcome)}{marginal}{note}";
    }

    /// <summary>Value with uncertainty and unit, or why there is none.</summary>
    public static string Value(MeasurementRecord measurement)
    {
        ArgumentNullException.ThrowIfNull(measurement);
        if (measurement.Value is not { } value)
            return $"not measurable, {measurement.NotMeasurable ?? "no reason given"}";
        var uncertainty = measurement.Uncertainty is { } u ? $" ± {Number(u)}" : "";
        return $"{Number(value)}{uncertainty}{Unit(measurement)}";
    }

    /// <summary>A number of six significant digits, invariant.</summary>
    public static string Number(double value) => value.ToString("G6", CultureInfo.InvariantCulture);

    /// <summary>Outcome as results.json spells it.</summary>
    public static string Word(Outcome outcome) => outcome switch
    {
        Outcome.Pass => "pass",
        Outcome.Fail => "fail",
        Outcome.Error => "error",
        Outcome.Inconclusive => "inconclusive",
        Outcome.Skip => "skip",
        Outcome.Waived => "waived",
        _ => "not-run",
    };

    private static string Allowed(MeasurementRecord m) => (m.Low, m.High) switch
    {
        (null, null) => "",
        ({ } low, null) => $", allowed ≥ {Number(low)}{Unit(m)}",
        (null, { } high) => $", allowed ≤ {Number(high)}{Unit(m)}",
        ({ } low, { } high) => $", allowed {Number(low)} … {Number(high)}{Unit(m)}",
    };

    private static string Unit(MeasurementRecord measurement) => measurement.Unit.Length > 0 ? " " + measurement.Unit : "";
}
