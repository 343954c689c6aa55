using KosSound.Signals;

namespace KosSound.Conformance.Records;

/// <summary>Whether a run came to its end.</summary>
public enum RunStatus
{
    Completed,

    /// <summary>The suite gave up: defect, lost device, or evidence could not be written.</summary>
    Aborted,

    /// <summary>Ctrl-C, SIGTERM, or killed.</summary>
    Interrupted,
}

/// <summary>What is known when a run begins; immutable afterwards.</summary>
public sealed record RunHeader
{
    public required string RunId { get; init; }
    public required DateTimeOffset StartedUtc { get; init; }
    public required SuiteRecord Suite { get; init; }
    public required string Profile { get; init; }
    public required LoopbackKind Loopback { get; init; }
    public required bool Strict { get; init; }

    /// <summary>Fewer executed tests than this make the run inconclusive, at least 1.</summary>
    public int MinimumTests { get; init; } = 1;
    public required int Seed { get; init; }

    /// <summary>Names what is played, formats apart: two runs with the same text played the same; null when unknown.</summary>
    public string? Stimulus { get; init; }

    /// <summary>The judged band; null when unknown.</summary>
    public BandRecord? Band { get; init; }
    public required IReadOnlyList<string> Argv { get; init; }
    public required HostRecord Host { get; init; }
    public required TargetRecord Target { get; init; }
    public required StationRecord Station { get; init; }
    public IReadOnlyList<InputRecord> Inputs { get; init; } = [];

    /// <summary>What junit.xml puts before the paths of attachments: the bundle as seen from where a CI system resolves them; empty for paths
    /// within the bundle. Kept among the events, not in results.json.</summary>
    public string AttachmentBase { get; init; } = "";

    /// <summary><c>all</c>, <c>pairwise</c> or <c>extremes</c>.</summary>
    public required string Coverage { get; init; }

    /// <summary>Patterns the tests were picked by, as of <c>--only</c>; empty for a whole run.</summary>
    public IReadOnlyList<string> Only { get; init; } = [];
    public required IReadOnlyList<FormatRecord> Formats { get; init; }
}

/// <summary>What is judged of the frequencies, formats apart.</summary>
/// <param name="LowHz">Lower end.</param>
/// <param name="HighHz">Upper end, unless <paramref name="HighRate"/> gives a lower one.</param>
/// <param name="HighRate">Upper end as a part of the lower of both rates.</param>
public sealed record BandRecord(double LowHz, double HighHz, double HighRate);

public sealed record SuiteRecord(string Version, string? Commit);

public sealed record HostRecord(string Os, string Cpu, string Dotnet);

/// <summary>The device under test.</summary>
/// <param name="Kind"><c>device</c>, <c>simulator</c> or <c>container</c>.</param>
public sealed record TargetRecord(string Endpoint, string Kind, string? Serial, string? Firmware, CapabilitiesRecord? Capabilities);

public sealed record CapabilitiesRecord(SideRecord Playback, SideRecord Recording);

/// <summary>What one side advertises.</summary>
public sealed record SideRecord(bool Available, IReadOnlyList<int> RatesHz, IReadOnlyList<int> BitDepths, IReadOnlyList<int> Channels);

public sealed record StationRecord(string? Id, string? Operator, string? Fixture, DateOnly? CalibrationDueUtc);

/// <summary>A file that decided something: limits, device, waivers.</summary>
public sealed record InputRecord(string Path, string Sha256);

/// <summary>A finished run: what results.json holds.</summary>
public sealed record RunRecord
{
    public required RunHeader Header { get; init; }
    public required DateTimeOffset EndedUtc { get; init; }
    public required RunStatus Status { get; init; }
    public required ExitCode ExitCode { get; init; }

    /// <summary>Notes about the run as a whole, for example why it is an infrastructure problem.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Every planned test, in planned order.</summary>
    public required IReadOnlyList<TestRecord> Tests { get; init; }

    public CountsRecord Counts => CountsRecord.Of(Tests);
}

/// <summary>How many tests ended how. executed + skipped + notRun = planned.</summary>
public sealed record CountsRecord(int Planned, int Executed, int Passed, int Failed, int Error, int Inconclusive, int Skipped, int Waived, int NotRun)
{
    public static CountsRecord Of(IReadOnlyList<TestRecord> tests)
    {
        ArgumentNullException.ThrowIfNull(tests);
        var skipped = Count(Outcome.Skip);
        var notRun = Count(Outcome.NotRun);
        return new CountsRecord(tests.Count, tests.Count - skipped - notRun, Count(Outcome.Pass), Count(Outcome.Fail),
            Count(Outcome.Error), Count(Outcome.Inconclusive), skipped, Count(Outcome.Waived), notRun);

        int Count(Outcome outcome) => tests.Count(t => t.Outcome == outcome);
    }
}
