namespace KosSound.Analysis.Metrics;

/// <summary>One measured quantity, or the reason why it could not be measured.</summary>
public sealed record Metric
{
    /// <summary>Stable id of the measurement specification, for example <c>latency.first_sound_ms</c>; see <see cref="MetricCatalog"/>.</summary>
    public required string Id { get; init; }

    /// <summary>The recorded channel it belongs to, zero based; null for the whole capture.</summary>
    public int? Channel { get; init; }

    /// <summary>The value in <see cref="Unit"/>, always finite; null when <see cref="NotMeasurable"/> says why.</summary>
    public double? Value { get; init; }

    /// <summary>Unit of value and uncertainty, for example <c>ms</c>, <c>dB</c>, <c>Hz</c>; empty for counts and flags.</summary>
    public required string Unit { get; init; }

    /// <summary>Standard uncertainty (k = 1) in <see cref="Unit"/>; null where none can be given.</summary>
    public double? Uncertainty { get; init; }

    /// <summary>Text for people beside the number, for example "channels 0 and 1 are swapped"; null when the number says it all.</summary>
    public string? Note { get; init; }

    /// <summary>"because …": set exactly when <see cref="Value"/> is null.</summary>
    public string? NotMeasurable { get; init; }

    /// <summary>True when the format or the loop cannot show this metric by its nature (−60 dBFS vanishes at 8 bit, bit-exactness needs
    /// equal formats): nobody expects a value. False when this capture failed to give one that was expected.</summary>
    public bool NotApplicable { get; init; }
}
