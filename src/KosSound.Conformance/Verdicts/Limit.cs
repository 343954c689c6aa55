namespace KosSound.Conformance.Verdicts;

/// <summary>The allowed range of one metric.</summary>
public sealed record Limit
{
    /// <summary>Metric id.</summary>
    public required string Metric { get; init; }

    /// <summary>Smallest allowed value in the metric's unit; null when unbounded.</summary>
    public double? Low { get; init; }

    /// <summary>Smallest allowed value as a part of the lower of both rates, for metrics in Hz; null when <see cref="Low"/> says it.</summary>
    public double? LowRate { get; init; }

    /// <summary>Largest allowed value in the metric's unit; null when unbounded.</summary>
    public double? High { get; init; }

    /// <summary>Where the number comes from: a standard, a measurement, a decision.</summary>
    public required string Source { get; init; }

    /// <summary>The same limit with every bound in the metric's unit.</summary>
    /// <param name="rateHz">The lower of both rates.</param>
    public Limit At(int rateHz) => LowRate is { } share ? this with { Low = share * rateHz, LowRate = null } : this;

    /// <summary>True when the value lies within the range, ends included.</summary>
    public bool Allows(double value) => !(value < Low) && !(value > High);
}
