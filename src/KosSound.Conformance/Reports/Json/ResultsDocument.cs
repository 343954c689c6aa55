using KosSound.Conformance.Records;
using KosSound.Signals;

namespace KosSound.Conformance.Reports.Json;

/// <summary>The flat shape of results.json, in the order of its keys.</summary>
internal sealed record ResultsDocument
{
    public required int SchemaVersion { get; init; }
    public required string RunId { get; init; }
    public required DateTimeOffset StartedUtc { get; init; }
    public required DateTimeOffset EndedUtc { get; init; }
    public required RunStatus Status { get; init; }
    public required string Verdict { get; init; }
    public required int ExitCode { get; init; }
    public required IReadOnlyList<string> Notes { get; init; }
    public required SuiteRecord Suite { get; init; }
    public required string Profile { get; init; }
    public required LoopbackKind Loopback { get; init; }
    public required bool Strict { get; init; }
    public required int MinimumTests { get; init; }
    public required int Seed { get; init; }
    public string? Stimulus { get; init; }
    public BandRecord? Band { get; init; }
    public required IReadOnlyList<string> Argv { get; init; }
    public required HostRecord Host { get; init; }
    public required TargetRecord Target { get; init; }
    public required StationRecord Station { get; init; }
    public required IReadOnlyList<InputRecord> Inputs { get; init; }
    public required string Coverage { get; init; }

    /// <summary>Absent for a whole run.</summary>
    public IReadOnlyList<string>? Only { get; init; }
    public required IReadOnlyList<FormatRecord> Formats { get; init; }
    public required IReadOnlyList<TestRecord> Tests { get; init; }
    public required CountsRecord Counts { get; init; }

    public static ResultsDocument Of(RunRecord run) => new()
    {
        SchemaVersion = ResultsJson.SchemaVersion,
        RunId = run.Header.RunId,
        StartedUtc = run.Header.StartedUtc,
        EndedUtc = run.EndedUtc,
        Status = run.Status,
        Verdict = run.ExitCode.Verdict(),
        ExitCode = (int)run.ExitCode,
        Notes = run.Notes,
        Suite = run.Header.Suite,
        Profile = run.Header.Profile,
        Loopback = run.Header.Loopback,
        Strict = run.Header.Strict,
        MinimumTests = run.Header.MinimumTests,
        Seed = run.Header.Seed,
        Stimulus = run.Header.Stimulus,
        Band = run.Header.Band,
        Argv = run.Header.Argv,
        Host = run.Header.Host,
        Target = run.Header.Target,
        Station = run.Header.Station,
        Inputs = run.Header.Inputs,
        Coverage = run.Header.Coverage,
        Only = run.Header.Only is { Count: > 0 } only ? only : null,
        Formats = run.Header.Formats,
        Tests = run.Tests,
        Counts = run.Counts,
    };

    public RunRecord ToRun() => new()
    {
        Header = new RunHeader
        {
            RunId = RunId,
            StartedUtc = StartedUtc,
            Suite = Suite,
            Profile = Profile,
            Loopback = Loopback,
            Strict = Strict,
            MinimumTests = MinimumTests,
            Seed = Seed,
            Stimulus = Stimulus,
            Band = Band,
            Argv = Argv,
            Host = Host,
            Target = Target,
            Station = Station,
            Inputs = Inputs,
            Coverage = Coverage,
            Only = Only ?? [],
            Formats = Formats,
        },
        EndedUtc = EndedUtc,
        Status = Status,
        ExitCode = (ExitCode)ExitCode,
        Notes = Notes,
        Tests = Tests,
    };
}
