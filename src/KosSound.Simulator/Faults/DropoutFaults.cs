using KosSound.Simulator.SignalPath.Stages;

namespace KosSound.Simulator.Faults;

/// <summary>Sound that is lost or altered for a moment.</summary>
internal static class DropoutFaults
{
    public static FaultKind Silent { get; } = new()
    {
        Name = "silent",
        Description = "reports success and plays nothing",
        SmallestDigital = FaultSize.Any,
        SmallestAcoustic = FaultSize.Any,
        FoundBy = ["level.gain_db"],
        Break = (device, _) => Fault.AddToPlayback(device, new SilenceSettings()),
    };

    public static FaultKind ZeroFill { get; } = new()
    {
        Name = "zero-fill",
        Description = "plays zeros for a moment instead of the sound, and goes on where it would be",
        Units = FaultUnits.Lengths,
        Default = FaultSize.Of(1, "ms"),
        SmallestDigital = FaultSize.Of(1, "frames"),
        SmallestAcoustic = FaultSize.Of(8, "frames"),
        FoundBy = ["dropouts.count", "dropouts.lost_ms", "bits.exact"],
        IsTimed = true,
        Break = (device, fault) => Fault.AddToPlayback(device, new ZeroFillSettings { Length = fault.Length, When = fault.When }),
    };
}
