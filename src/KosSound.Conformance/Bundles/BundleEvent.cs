using KosSound.Conformance.Records;

namespace KosSound.Conformance.Bundles;

/// <summary>What a line of events.jsonl tells.</summary>
public enum BundleEventKind
{
    /// <summary>First line: the header of the run.</summary>
    Start,

    /// <summary>Second line: every planned test.</summary>
    Plan,

    /// <summary>A test's result.</summary>
    Test,

    /// <summary>What a later finding makes of a test's result.</summary>
    Revision,

    /// <summary>What there is to draw for a format.</summary>
    Evidence,

    /// <summary>What another run gave for a format, to be laid under this run's curves.</summary>
    Baseline,

    /// <summary>A capture or another file was put into the bundle.</summary>
    File,

    /// <summary>The suite went wrong.</summary>
    Defect,

    /// <summary>Last line: how the run ended.</summary>
    End,
}

/// <summary>One line of events.jsonl.</summary>
public sealed record BundleEvent
{
    /// <summary>Counts from 0 without a gap, so that a lost line shows.</summary>
    public required int Seq { get; init; }
    public required DateTimeOffset AtUtc { get; init; }
    public required BundleEventKind Kind { get; init; }

    /// <summary>Set on the first line.</summary>
    public int? SchemaVersion { get; init; }
    public RunHeader? Header { get; init; }
    public IReadOnlyList<PlannedTest>? Plan { get; init; }
    public TestRecord? Test { get; init; }
    public FormatEvidence? Evidence { get; init; }

    /// <summary>Run the evidence comes from when it is not this one.</summary>
    public string? BaselineRunId { get; init; }
    public AttachmentRecord? File { get; init; }
    public string? Defect { get; init; }
    public RunEnd? End { get; init; }
}

/// <summary>How a run ended, beside what its tests say.</summary>
public sealed record RunEnd
{
    public required RunStatus Status { get; init; }

    /// <summary>When the measuring ended; null for the time of the last event.</summary>
    public DateTimeOffset? EndedUtc { get; init; }

    /// <summary>What is to be said about the run as a whole.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Waivers that are expired, matched nothing, or whose test passed: exit 5.</summary>
    public IReadOnlyList<string> StaleWaivers { get; init; } = [];

    /// <summary>Why the target or the station could not be used at all: exit 3; null when it could.</summary>
    public string? Unusable { get; init; }
}
