using System.Globalization;
using KosSound.Analysis.Metrics;
using KosSound.Conformance.Records;

namespace KosSound.Conformance.Verdicts;

/// <summary>Compares measured values with limits.</summary>
public static class Judge
{
    /// <summary>Judges every metric of a measurement.</summary>
    public static IReadOnlyList<MeasurementRecord> Measurements(Measurement measurement, Profile profile)
    {
        ArgumentNullException.ThrowIfNull(measurement);
        ArgumentNullException.ThrowIfNull(profile);
        return [.. measurement.Metrics.Select(m => Metric(m, profile.Limits.GetValueOrDefault(m.Id)))];
    }

    /// <summary>Judges one metric; without a limit a value passes, and a value that could not be had is skipped.</summary>
    public static MeasurementRecord Metric(Metric metric, Limit? limit)
    {
        ArgumentNullException.ThrowIfNull(metric);
        return new MeasurementRecord
        {
            Id = metric.Id,
            Channel = metric.Channel,
            Value = metric.Value,
            Unit = metric.Unit,
            Low = limit?.Low,
            High = limit?.High,
            Uncertainty = metric.Uncertainty,
            Outcome = OutcomeOf(metric, limit),
            Marginal = IsMarginal(metric, limit),
            Note = metric.Note,
            NotMeasurable = metric.NotMeasurable,
            NotApplicable = metric.NotApplicable,
        };
    }

    /// <summary>One line for people: what missed which limit, with unit.</summary>
    public static string Sentence(MeasurementRecord judged)
    {
        ArgumentNullException.ThrowIfNull(judged);
        var subject = judged.Channel is { } channel ? $"{judged.Id} (channel {channel})" : judged.Id;
        if (judged.Value is not { } value)
            return $"{subject} could not be measured {judged.NotMeasurable}";
        var text = $"{subject} is {Number(value, judged.Unit)}{Plus(judged)}, allowed {Range(judged)}";
        return judged.Note is null ? text : $"{text}: {judged.Note}";
    }

    private static Outcome OutcomeOf(Metric metric, Limit? limit)
    {
        if (metric.Value is { } value)
            return limit is null || limit.Allows(value) ? Outcome.Pass : Outcome.Fail;
        return limit is null || metric.NotApplicable ? Outcome.Skip : Outcome.Inconclusive;
    }

    // Two standard uncertainties: about one chance in twenty that the true value lies on the other side.
    private static bool IsMarginal(Metric metric, Limit? limit) =>
        metric is { Value: { } value, Uncertainty: { } u }
        && (Math.Abs(value - limit?.Low ?? double.PositiveInfinity) < 2 * u || Math.Abs(value - limit?.High ?? double.PositiveInfinity) < 2 * u);

    private static string Range(MeasurementRecord judged) => (judged.Low, judged.High) switch
    {
        ({ } low, { } high) when low.Equals(high) => Number(low, judged.Unit),
        ({ } low, { } high) => $"{Number(low, "")} … {Number(high, judged.Unit)}",
        ({ } low, null) => $"at least {Number(low, judged.Unit)}",
        (null, { } high) => $"at most {Number(high, judged.Unit)}",
        _ => "anything",
    };

    private static string Plus(MeasurementRecord judged) =>
        judged.Uncertainty is { } u and > 0 ? string.Create(CultureInfo.InvariantCulture, $" ± {u:G2}") : "";

    private static string Number(double value, string unit)
    {
        var text = value.ToString(Math.Abs(value) >= 1000 ? "F0" : "G4", CultureInfo.InvariantCulture);
        return unit.Length == 0 ? text : $"{text} {unit}";
    }
}
