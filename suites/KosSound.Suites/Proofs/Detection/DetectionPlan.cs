using KosSound.Signals;
using KosSound.Simulator.Faults;
using KosSound.Simulator.SignalPath.Events;

namespace KosSound.Suites.Proofs.Detection;

/// <summary>Which faults are tried on which loops, in which formats, and how many clean runs.</summary>
public sealed record DetectionPlan
{
    private static readonly PcmFormat Usual = new(48_000, 16, 2);
    private static readonly PcmFormat Deep = new(48_000, 24, 2);
    private static readonly Schedule WithinTheBand = new() { At = [Extent.Milliseconds(2_125)] };
    private static readonly LoopbackKind[] All = [LoopbackKind.Digital, LoopbackKind.Electrical, LoopbackKind.Acoustic];

    /// <summary>What is tried.</summary>
    public required IReadOnlyList<DetectionCase> Cases { get; init; }

    /// <summary>Loops that are tried without a fault.</summary>
    public required IReadOnlyList<LoopbackKind> Loops { get; init; }

    /// <summary>Runs without a fault per loop.</summary>
    public required int CleanRuns { get; init; }

    /// <summary>Formats of such a run.</summary>
    public required IReadOnlyList<PcmFormat> CleanFormats { get; init; }

    /// <summary>Every fault on every loop it is claimed for, at the smallest size claimed there, or at its usual size where none is claimed anywhere.</summary>
    /// <param name="full">True for the figures that are published; false for the quick form.</param>
    public static DetectionPlan Of(bool full) => new()
    {
        Cases = [.. from loopback in All from kind in FaultCatalog.All from tried in CasesOf(kind, loopback) select tried],
        Loops = All,
        CleanRuns = full ? 20 : 3,
        CleanFormats = full ? [Usual, Deep] : [Usual],
    };

    /// <summary>The size of a fault that must be found over a loop; null when none is claimed there.</summary>
    public static FaultSize? SmallestOf(FaultKind kind, LoopbackKind loopback)
    {
        ArgumentNullException.ThrowIfNull(kind);
        return loopback switch
        {
            LoopbackKind.Digital => kind.SmallestDigital,
            LoopbackKind.Electrical => kind.SmallestElectrical,
            _ => kind.SmallestAcoustic,
        };
    }

    private static IEnumerable<DetectionCase> CasesOf(FaultKind kind, LoopbackKind loopback)
    {
        var unclaimed = All.All(l => SmallestOf(kind, l) is null);
        if (SmallestOf(kind, loopback) is not { } size)
        {
            if (!unclaimed)
                yield break;
            size = kind.Default;
        }

        yield return new DetectionCase { Loopback = loopback, Fault = Moved(kind.Sized(size), loopback), IsClaimed = !unclaimed, Formats = [Telling(kind)] };
        if (loopback == LoopbackKind.Digital && kind.SmallestDeep is { } deep)
            yield return new DetectionCase { Loopback = loopback, Fault = kind.Sized(deep), IsClaimed = true, Formats = [Deep] };
    }

    // Dropouts count by the sound they take: over a room, they happen while the sweep is within the band a small speaker carries.
    private static Fault Moved(Fault fault, LoopbackKind loopback) =>
        loopback == LoopbackKind.Acoustic && fault.Kind is { IsTimed: true, FoundBy: ["dropouts.count", ..] } ? fault with { When = WithinTheBand } : fault;

    // Bits can only be missing, and samples only be packed wrongly, where there are more than 16.
    private static PcmFormat Telling(FaultKind kind) => kind.Name is "fake-bits" or "wrong-packing" or "high-packing" ? Deep : Usual;
}
