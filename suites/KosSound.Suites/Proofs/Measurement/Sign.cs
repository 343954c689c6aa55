using KosSound.Analysis.Metrics;
using AnalysedCapture = KosSound.Analysis.Metrics.Measurement;

namespace KosSound.Suites.Proofs.Measurement;

/// <summary>
/// What gives a fault away: a metric that differs from a run of the same loop without it, by more than a tolerance and by more
/// than both captures' stated uncertainties explain.
/// </summary>
/// <param name="Metric">Id of the metric; any channel counts.</param>
/// <param name="Tolerance">Difference, in the metric's unit, that is not yet a sign.</param>
public sealed record Sign(string Metric, double Tolerance)
{
    /// <summary>Of a hundred metrics of a capture without fault one differs by four standard uncertainties in 160 captures.</summary>
    private const double LeastSigmas = 4;

    /// <summary>True where a value that could not be measured before and can be now is a sign: a stream that ends before the speaker does.</summary>
    public bool Appears { get; init; }

    /// <summary>What the metric must read for the sign to count, within the tolerance; null where any difference is one.</summary>
    public double? Reads { get; init; }

    /// <summary>Whether it shows. A value that was measured before and is not any more is a sign too.</summary>
    public bool Shows(AnalysedCapture now, AnalysedCapture before)
    {
        ArgumentNullException.ThrowIfNull(now);
        ArgumentNullException.ThrowIfNull(before);
        if (Reads is { } reads)
            return now.Metrics.Any(m => m.Id == Metric && m.Value is { } value && Math.Abs(value - reads) <= Tolerance);
        return before.Metrics.Where(m => m.Id == Metric).Any(m => m.Value is { } value
            ? Differs(Like(now, m), value, m.Uncertainty)
            : Appears && Like(now, m)?.Value is not null);
    }

    private bool Differs(Metric? now, double before, double? uncertainty) => now?.Value is not { } value
        || Math.Abs(value - before) is var difference
            && difference > Tolerance && difference > LeastSigmas * double.Hypot(now.Uncertainty ?? 0, uncertainty ?? 0);

    private static Metric? Like(AnalysedCapture measurement, Metric like) =>
        measurement.Metrics.FirstOrDefault(m => m.Id == like.Id && m.Channel == like.Channel);
}
