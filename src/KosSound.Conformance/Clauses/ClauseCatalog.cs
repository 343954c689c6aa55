using KosSound.Conformance.Clauses.Duplex;
using KosSound.Conformance.Clauses.Info;
using KosSound.Conformance.Clauses.Life;
using KosSound.Conformance.Clauses.Play;
using KosSound.Conformance.Clauses.Record;
using KosSound.Conformance.Clauses.Refusals;
using KosSound.Conformance.Clauses.Wire;

namespace KosSound.Conformance.Clauses;

/// <summary>Every clause of the contract.</summary>
public static class ClauseCatalog
{
    /// <summary>All clauses in the order people read them; <see cref="Clause.Phase"/> gives the order of proving.</summary>
    public static IReadOnlyList<Clause> All { get; } =
    [
        new WellFormed(),
        new UnavailableRefuses(),
        new Stable(),
        new NoError(),
        new AnswerTime(),
        new EveryFormat(),
        new PlayConfigRequired(),
        new PlayEmptyStream(),
        new UnadvertisedRefused("play"),
        new FirstMessageAudio(),
        new AnyChunking(),
        new PartialFrame(),
        new AnswerAfterLastFrame(),
        new LastFrameHeard(),
        new RepeatedConfig(),
        new Cancel(),
        new BackPressure(),
        new SlowSender(),
        new Concurrent(),
        new EveryRecordingFormat(),
        new RecordConfigRequired(),
        new UnadvertisedRefused("record"),
        new DurationExact(),
        new RealTime(),
        new UntilStopped(),
        new StopIdle(),
        new CancelRecording(),
        new SlowReader(),
        new ConcurrentRecording(),
        new PlayWhileRecording(),
        new DifferentFormats(),
        new CodeAndMessage(),
        new UnavailableCode(),
        new Encoding(),
        new UnknownFields(),
        new Malformed(),
        new Disconnect(),
        new Deadline(),
        new Unimplemented(),
        new StateLeak(),
        new RestartSpread(),
        new Soak(),
    ];

    /// <summary>The clause of an id, with or without <c>contract/</c> before it; null when there is none.</summary>
    public static Clause? Find(string id) => All.FirstOrDefault(clause => clause.Id == id || clause.TestId == id);

    /// <summary>The clauses of a phase.</summary>
    public static IEnumerable<Clause> Of(ClausePhase phase) => All.Where(clause => clause.Phase == phase);
}
