using KosSound.Analysis.Metrics;
using KosSound.Conformance.Bundles;
using KosSound.Conformance.Records;
using KosSound.Signals;

namespace KosSound.SelfTests.Conformance.Bundles;

/// <summary>A small invented run, piece by piece.</summary>
internal static class SampleRun
{
    public static readonly PcmFormat Pcm = new(48_000, 16, 2);

    public static readonly FormatRecord Format = new(Pcm, Pcm);

    public static RunHeader Header(string runId = "20260102T030405Z-sample") => new()
    {
        RunId = runId,
        StartedUtc = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
        Suite = new SuiteRecord("0.1.0", null),
        Profile = "digital",
        Loopback = LoopbackKind.Digital,
        Strict = false,
        Seed = 7,
        Argv = ["./run.sh"],
        Host = new HostRecord("Linux", "sample", "10.0"),
        Target = new TargetRecord("127.0.0.1:50051", "simulator", "S-1", "1.2.3", null),
        Station = new StationRecord(null, null, null, null),
        Coverage = "all",
        Formats = [Format],
    };

    public static PlannedTest Planned(string id, ClauseLevel level = ClauseLevel.Must) => new(id, $"the clause of {id}", level, id.StartsWith("audio/", StringComparison.Ordinal) ? Format.Id : null);

    public static TestRecord Record(string id, Outcome outcome = Outcome.Pass, ClauseLevel level = ClauseLevel.Must) => new()
    {
        Id = id,
        Clause = $"the clause of {id}",
        Level = level,
        Format = Planned(id).Format,
        Outcome = outcome,
        Message = outcome == Outcome.Fail ? "3 dropouts, allowed 0" : null,
        DurationMs = 12.5,
    };

    public static FormatEvidence Evidence() => new()
    {
        Format = Format.Id,
        Curves = [new Curve(CurveKind.Response, 0, [20, 1000, 20_000], [-0.5, 0, -3.0103])],
        Mask = [new MaskPoint(40, -1, null)],
        PlayLatenciesMs = [41.25, 40.5],
    };

    public static BundleLocation In(string root) => new() { ReportsRoot = root };

    public static RunEnd Completed { get; } = new() { Status = RunStatus.Completed };
}
