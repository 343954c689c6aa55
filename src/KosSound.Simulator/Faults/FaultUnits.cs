namespace KosSound.Simulator.Faults;

/// <summary>The units faults are sized in.</summary>
internal static class FaultUnits
{
    /// <summary>Lengths of time: frames, or milliseconds.</summary>
    public static IReadOnlyList<FaultUnit> Lengths { get; } = [new("frames", 1, 10_000_000), new("ms", 0.001, 60_000)];

    /// <summary>Frequencies.</summary>
    public static IReadOnlyList<FaultUnit> Frequencies { get; } = [new("Hz", 1, 384_000), new("kHz", 0.001, 384)];
}
