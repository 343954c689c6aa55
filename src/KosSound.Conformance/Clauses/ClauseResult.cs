using KosSound.Conformance.Records;
using KosSound.Signals;

namespace KosSound.Conformance.Clauses;

/// <summary>What became of a clause.</summary>
public sealed record ClauseResult
{
    /// <summary><see cref="Reason"/> of a result that says nothing of the device, because this machine was late.</summary>
    public const string MachineTooSlow = "machine too slow";

    /// <summary>Pass, Fail, Inconclusive, Skip, or Error when this machine was not up to it.</summary>
    public required Outcome Outcome { get; init; }

    /// <summary>One line with values, limits and units.</summary>
    public required string Message { get; init; }

    /// <summary>Short stable reason of a skip or an inconclusive outcome.</summary>
    public string? Reason { get; init; }

    /// <summary>Level of this finding when it differs from the clause's: a part of a must that is only a should.</summary>
    public ClauseLevel? Level { get; init; }

    /// <summary>True when the failure is that nothing is heard, which a missing cable explains as well.</summary>
    public bool NothingHeard { get; init; }

    /// <summary>True when the device had vanished when the clause ended.</summary>
    public bool DeviceLost { get; init; }

    /// <summary>Values worth keeping.</summary>
    public IReadOnlyList<MeasurementRecord> Measurements { get; init; } = [];

    /// <summary>What was recorded while it was proven; kept for failures.</summary>
    public IReadOnlyList<ClauseCapture> Captures { get; init; } = [];

    /// <summary>What went over the wire, line by line.</summary>
    public IReadOnlyList<string> Trace { get; init; } = [];

    /// <summary>Tries in order, when there was more than one.</summary>
    public IReadOnlyList<AttemptRecord> Attempts { get; init; } = [];

    /// <summary>Longest time by which this machine ran late what was due while the clause was proven, sender and receiver alike.</summary>
    public TimeSpan OwnLateness { get; init; }

    /// <summary>How long the proof took.</summary>
    public TimeSpan Duration { get; init; }

    internal static ClauseResult Of(Outcome outcome, string message) => new() { Outcome = outcome, Message = message };

    /// <summary>The record of the results.</summary>
    public TestRecord ToRecord(Clause clause)
    {
        ArgumentNullException.ThrowIfNull(clause);
        return new TestRecord
        {
            Id = clause.TestId,
            Clause = clause.Text,
            Level = Level ?? clause.Level,
            Outcome = Outcome,
            Reason = Reason,
            Message = Message,
            Infrastructure = NothingHeard || Reason == MachineTooSlow,
            DurationMs = Duration.TotalMilliseconds,
            Attempts = Attempts,
            Measurements = Measurements,
        };
    }
}

/// <summary>A recording made while a clause was proven.</summary>
/// <param name="Name">Kebab-case, unique within the clause.</param>
/// <param name="Format">How it was recorded.</param>
/// <param name="Pcm">Interleaved PCM.</param>
public sealed record ClauseCapture(string Name, PcmFormat Format, ReadOnlyMemory<byte> Pcm);
