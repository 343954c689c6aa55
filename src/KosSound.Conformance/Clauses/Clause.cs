using KosSound.Conformance.Records;

namespace KosSound.Conformance.Clauses;

/// <summary>What a clause cannot be proven without.</summary>
[Flags]
public enum ClauseNeeds
{
    None = 0,

    /// <summary>The device claims to play.</summary>
    Playback = 1,

    /// <summary>The device claims to record.</summary>
    Recording = 2,

    /// <summary>What is played is heard in the recording.</summary>
    Loop = Playback | Recording | 4,
}

/// <summary>When a clause's turn comes: cheap and safe ones first, hostile ones last.</summary>
public enum ClausePhase
{
    /// <summary>Asks what the device can.</summary>
    Capabilities,

    /// <summary>Uses the device as any client may.</summary>
    Safe,

    /// <summary>Breaks off, floods, or says what no client should.</summary>
    Hostile,
}

/// <summary>One clause of the SoundService contract and how it is proven.</summary>
public abstract class Clause
{
    /// <summary>Stable id without the leading <c>contract/</c>, for example <c>play/config-required</c>.</summary>
    public abstract string Id { get; }

    /// <summary>How binding it is.</summary>
    public virtual ClauseLevel Level => ClauseLevel.Must;

    /// <summary>What a device does that keeps it, as a sentence without full stop.</summary>
    public abstract string Text { get; }

    /// <summary>How it is proven: what is sent, and what is looked at, as a clause of a sentence without full stop.</summary>
    public abstract string Proof { get; }

    /// <summary>When its turn comes.</summary>
    public virtual ClausePhase Phase => ClausePhase.Safe;

    /// <summary>What it cannot be proven without.</summary>
    public virtual ClauseNeeds Needs => ClauseNeeds.None;

    /// <summary>True when it is about pauses, cancels or deadlines by the wall clock, or speaks past the client, so that simulated time proves nothing.</summary>
    public virtual bool IsWallClock => false;

    /// <summary>
    /// Lateness of this machine from which on a failure may be its own doing and says nothing of the device: half of the tightest limit in
    /// the proof. Null when no lateness explains a failure.
    /// </summary>
    public virtual TimeSpan? SpoiltBy => IsWallClock ? TimeSpan.FromMilliseconds(50) : Needs.HasFlag(ClauseNeeds.Loop) ? TimeSpan.FromMilliseconds(100) : null;

    /// <summary>Id of its test in the results.</summary>
    public string TestId => "contract/" + Id;

    /// <summary>The test as it is planned.</summary>
    public PlannedTest Planned => new(TestId, Text, Level, null);

    /// <summary>Proves it against a device.</summary>
    /// <remarks>Failures of calls that must succeed are thrown; <see cref="ClauseBench"/> makes them the clause's failure.</remarks>
    public abstract Task<ClauseResult> ProveAsync(ClauseContext context, CancellationToken cancellationToken);

    protected static ClauseResult Pass(FormattableString message) => ClauseResult.Of(Outcome.Pass, FormattableString.Invariant(message));

    protected static ClauseResult Fail(FormattableString message) => ClauseResult.Of(Outcome.Fail, FormattableString.Invariant(message));

    protected static ClauseResult Skip(string reason) => ClauseResult.Of(Outcome.Skip, reason) with { Reason = reason };

    protected static ClauseResult Inconclusive(FormattableString reason) => ClauseResult.Of(Outcome.Inconclusive, FormattableString.Invariant(reason)) with { Reason = FormattableString.Invariant(reason) };
}
