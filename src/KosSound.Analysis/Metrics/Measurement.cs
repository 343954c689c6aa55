namespace KosSound.Analysis.Metrics;

/// <summary>Everything one capture tells: metrics, dropout events, curves.</summary>
public sealed record Measurement
{
    /// <summary>Every metric of <see cref="MetricCatalog"/> that applies, measured or with its reason.</summary>
    public required IReadOnlyList<Metric> Metrics { get; init; }

    /// <summary>Dropout events in order of time.</summary>
    public IReadOnlyList<DropoutEvent> Events { get; init; } = [];

    /// <summary>Curves for plots, at most about a thousand points each.</summary>
    public IReadOnlyList<Curve> Curves { get; init; } = [];

    /// <summary>First-sound latency of every play of the capture in ms, the cold one first; empty when there were no time stamps.</summary>
    public IReadOnlyList<double> PlayLatenciesMs { get; init; } = [];

    /// <summary>Where the parts of the stimulus lie in the capture, in order; empty when the stimulus was not found.</summary>
    public IReadOnlyList<HeardPart> Parts { get; init; } = [];

    /// <summary>What the capture as a whole is, before any number: null when it is the stimulus as assumed; otherwise a sentence
    /// such as "24-bit samples arrive in 4-byte containers", "the capture is silent", "the stimulus is not the one played".</summary>
    public string? Diagnosis { get; init; }

    /// <summary>False when nothing of the stimulus could be found, so that no metric has a value.</summary>
    public bool Heard { get; init; } = true;
}
