using KosSound.Signals;

namespace KosSound.Conformance.Records;

/// <summary>What became of one test.</summary>
public enum Outcome
{
    Pass,
    Fail,

    /// <summary>The suite, the station or the link went wrong: never the device's failure.</summary>
    Error,
    Inconclusive,
    Skip,
    Waived,
    NotRun,
}

/// <summary>How binding a contract clause or check is.</summary>
public enum ClauseLevel
{
    Must,

    /// <summary>Fails only under <c>--strict</c>.</summary>
    Should,
    Info,
}

/// <summary>A test that will be reported whatever happens to it.</summary>
/// <param name="Id">Path that never changes meaning: <c>contract/play/config-required</c>, <c>audio/48000Hz-16bit-2ch/dropouts</c>.</param>
/// <param name="Clause">The clause or check it proves, as a sentence.</param>
/// <param name="Level">How binding it is.</param>
/// <param name="Format">Id of the format (<see cref="FormatRecord.Id"/>) it belongs to; null for the device as a whole.</param>
public sealed record PlannedTest(string Id, string Clause, ClauseLevel Level, string? Format);

/// <summary>The result of one test.</summary>
public sealed record TestRecord
{
    public required string Id { get; init; }
    public required string Clause { get; init; }
    public required ClauseLevel Level { get; init; }
    public string? Format { get; init; }
    public required Outcome Outcome { get; init; }

    /// <summary>Short machine-stable reason of a skip, error, waiver or inconclusive outcome, for example "device lost".</summary>
    public string? Reason { get; init; }

    /// <summary>What is wrong, with value, limit and unit; one line.</summary>
    public string? Message { get; init; }

    /// <summary>Id of the test whose cause explains this failure; null when this is a cause itself.</summary>
    public string? ExplainedBy { get; init; }

    /// <summary>True when a failure of this test is caused by the target vanishing or by nothing being heard with an unproven loop: exit 3.</summary>
    public bool Infrastructure { get; init; }
    public required double DurationMs { get; init; }
    public IReadOnlyList<AttemptRecord> Attempts { get; init; } = [];
    public IReadOnlyList<MeasurementRecord> Measurements { get; init; } = [];
    public IReadOnlyList<EventRecord> Events { get; init; } = [];
    public IReadOnlyList<AttachmentRecord> Attachments { get; init; } = [];

    /// <summary>One command line that runs just this test against this target.</summary>
    public string? Reproduce { get; init; }
}

/// <summary>One try of a test that was tried more than once.</summary>
public sealed record AttemptRecord(Outcome Outcome, string? Message, double DurationMs);

/// <summary>One judged value.</summary>
public sealed record MeasurementRecord
{
    public required string Id { get; init; }
    public int? Channel { get; init; }

    /// <summary>Absent when not measurable.</summary>
    public double? Value { get; init; }
    public required string Unit { get; init; }

    /// <summary>Smallest allowed value; absent when unbounded.</summary>
    public double? Low { get; init; }

    /// <summary>Largest allowed value; absent when unbounded.</summary>
    public double? High { get; init; }

    /// <summary>Standard uncertainty (k = 1).</summary>
    public double? Uncertainty { get; init; }
    public required Outcome Outcome { get; init; }

    /// <summary>True when the limit lies within twice the uncertainty of the value.</summary>
    public bool Marginal { get; init; }
    public string? Note { get; init; }

    /// <summary>Why there is no value.</summary>
    public string? NotMeasurable { get; init; }

    /// <summary>True when no value was to be expected in this format or over this loop, so that its absence leaves nothing open.</summary>
    public bool NotApplicable { get; init; }
}

/// <summary>A dropout event.</summary>
/// <param name="Kind">Kebab-case kind, for example <c>zero-fill</c>.</param>
/// <param name="AtSeconds">Time in the stimulus.</param>
/// <param name="CaptureSeconds">Time in the capture.</param>
public sealed record EventRecord(string Kind, double AtSeconds, double CaptureSeconds, long Frames, int? Channel)
{
    /// <summary>The most that both times are off by, in s, where the sound does not tell the moment; null where it does.</summary>
    public double? PlusMinusSeconds { get; init; }
}

/// <summary>A file of the bundle.</summary>
/// <param name="Path">Relative to the bundle, with forward slashes.</param>
public sealed record AttachmentRecord(string Path, string Mime, string Sha256, long Bytes);

/// <summary>A pair of formats that is tried; both are the same on symmetric devices.</summary>
public sealed record FormatRecord(PcmFormat Playback, PcmFormat Recording)
{
    /// <summary><c>48000Hz-16bit-2ch</c>, or <c>PLAYBACK~RECORDING</c> where they differ.</summary>
    public string Id => Playback == Recording ? Playback.Id : $"{Playback.Id}~{Recording.Id}";
}
