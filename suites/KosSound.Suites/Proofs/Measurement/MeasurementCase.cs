using KosSound.Signals;
using KosSound.Simulator.Faults;

namespace KosSound.Suites.Proofs.Measurement;

/// <summary>A fault of the smallest size that must be found, on one kind of loop.</summary>
public sealed record MeasurementCase
{
    /// <summary>How the sound comes back.</summary>
    public required LoopbackKind Loopback { get; init; }

    /// <summary>What is played and recorded.</summary>
    public required PcmFormat Format { get; init; }

    /// <summary>The fault.</summary>
    public required FaultKind Kind { get; init; }

    /// <summary>Its size.</summary>
    public required FaultSize Size { get; init; }

    /// <summary>What gives it away; one is enough.</summary>
    public required IReadOnlyList<Sign> Signs { get; init; }

    /// <summary>
    /// Frames of a tone at the set level whose energy the fault takes away or changes at least: it is placed where it does. 0 where it
    /// may lie anywhere.
    /// </summary>
    public int SoundingFrames { get; init; }

    /// <summary>True when the size is the length of what happens, in time or frames.</summary>
    public bool HasLength => Kind.IsTimed && Size.Unit is "frames" or "ms" && Kind.Name != "reorder";
}
