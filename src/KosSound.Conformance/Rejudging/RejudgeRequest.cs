using KosSound.Conformance.Bundles;
using KosSound.Conformance.Records;
using KosSound.Conformance.Verdicts;
using KosSound.Conformance.Waivers;

namespace KosSound.Conformance.Rejudging;

/// <summary>What to judge again, by what, and where the new bundle goes.</summary>
public sealed record RejudgeRequest
{
    /// <summary>Folder of the bundle; it is not changed.</summary>
    public required string Bundle { get; init; }

    /// <summary>The new limits.</summary>
    public required Profile Profile { get; init; }

    /// <summary>Where the new bundle goes.</summary>
    public required BundleLocation Location { get; init; }

    /// <summary>The waivers that hold now; what an earlier waiver excused fails again without them.</summary>
    public WaiverBook Waivers { get; init; } = WaiverBook.Empty;

    /// <summary>The file the waivers come from; null for none.</summary>
    public InputRecord? WaiverInput { get; init; }

    /// <summary>Clock; the system's when null.</summary>
    public TimeProvider? Time { get; init; }
}
