using KosSound.Signals;
using KosSound.Simulator.Faults;
using KosSound.Suites.Proofs.Detection;

namespace KosSound.SelfTests.Suites.Proofs.Detection;

/// <summary>Reports as a proof may give them.</summary>
internal static class Rows
{
    public static DetectionRow Killed(FaultKind kind, LoopbackKind loopback) => new()
    {
        Loopback = loopback,
        Fault = kind.Name,
        Size = kind.Default.ToString(),
        IsClaimed = true,
        Formats = ["48000Hz-16bit-2ch"],
        NamedBy = kind.FoundBy,
        Outcome = kind.Allowed is null ? DetectionOutcome.Killed : DetectionOutcome.Allowed,
        Evidence = "audio/48000Hz-16bit-2ch/dropouts: dropouts.count is 1, allowed at most 0",
        Failed = [new FailedTest("audio/48000Hz-16bit-2ch/dropouts", FailureRole.Names, null, "dropouts.count is 1, allowed at most 0")],
    };

    public static DetectionReport Report(params DetectionRow[] rows) => new()
    {
        StartedUtc = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
        Duration = TimeSpan.FromSeconds(61),
        Commit = "0123456789abcdef0123456789abcdef01234567",
        Full = true,
        Seed = 1,
        Rows = rows.Length > 0 ? rows : [.. from loopback in Enum.GetValues<LoopbackKind>() from kind in FaultCatalog.All select Killed(kind, loopback)],
        Clean = [new CleanRuns { Loopback = LoopbackKind.Digital, Device = "reference", Runs = 20, Formats = ["48000Hz-16bit-2ch"], Alarms = [], BaselineAlarms = [], OpenChecks = [] }],
    };
}
