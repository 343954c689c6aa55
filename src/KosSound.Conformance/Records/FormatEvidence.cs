using KosSound.Analysis.Metrics;

namespace KosSound.Conformance.Records;

/// <summary>What the report draws for one format.</summary>
public sealed record FormatEvidence
{
    /// <summary>Id of the format, see <see cref="FormatRecord.Id"/>.</summary>
    public required string Format { get; init; }

    /// <summary>Curves as measured, kinds by <see cref="CurveKind"/>.</summary>
    public IReadOnlyList<Curve> Curves { get; init; } = [];

    /// <summary>The tolerance mask the response was judged by; empty when none applied.</summary>
    public IReadOnlyList<MaskPoint> Mask { get; init; } = [];

    /// <summary>First-sound latency of every play of the trial, cold one first, in ms.</summary>
    public IReadOnlyList<double> PlayLatenciesMs { get; init; } = [];

    /// <summary>Where the parts of the stimulus lie in the capture; empty when it was not found, and in bundles of older suites.</summary>
    public IReadOnlyList<HeardPart> Parts { get; init; } = [];
}

/// <summary>Corner of a response mask; straight lines over log frequency between corners.</summary>
/// <param name="FrequencyHz">Frequency of the corner.</param>
/// <param name="LowDb">Smallest allowed deviation; null where unbounded.</param>
/// <param name="HighDb">Largest allowed deviation; null where unbounded.</param>
public sealed record MaskPoint(double FrequencyHz, double? LowDb, double? HighDb);
