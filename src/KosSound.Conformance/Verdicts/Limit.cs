namespace KosSound.Conformance.Verdicts;

/// <summary>The allowed range of one metric.</summary>
public sealed record Limit
{
    /// <summary>Metric id.</summary>
    public required string Metric { get; init; }

    /// <summary>Smallest allowed value in the metric's unit; null when unbounded.</summary>
    public double? Low { get; init; }

    /// <summary>Largest allowed value in the metric's unit; null when unbounded.</summary>
    public double? High { get; init; }

    /// <summary>Where the number comes from: a standard, a measurement, a decision.</summary>
    public required string Source { get; init; }

    /// <summary>True when the value lies within the range, ends included.</summary>
    public bool Allows(double value) => !(value < Low) && !(value > High);
}
