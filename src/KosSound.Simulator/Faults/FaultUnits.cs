namespace KosSound.Simulator.Faults;

/// <summary>The units faults are sized in.</summary>
internal static class FaultUnits
{
    public const string Frames = "frames";
    public const string Ms = "ms";
    public const string Lsb = "LSB";
    public const string Dbfs = "dBFS";
    public const string Db = "dB";

    /// <summary>Lengths of time: frames, or milliseconds.</summary>
    public static IReadOnlyList<FaultUnit> LengthUnits { get; } = [new(Frames, 1, 10_000_000), new(Ms, 0.001, 60_000)];

    /// <summary>Times.</summary>
    public static IReadOnlyList<FaultUnit> Times { get; } = [new(Ms, 0.01, 1_000)];

    /// <summary>Frequencies.</summary>
    public static IReadOnlyList<FaultUnit> Frequencies { get; } = [new("Hz", 1, 384_000), new("kHz", 0.001, 384)];

    /// <summary>Levels of what is added.</summary>
    public static IReadOnlyList<FaultUnit> LevelUnits { get; } = [new(Dbfs, -200, 0), new(Lsb, 0.001, 1_000_000)];

    /// <summary>Channels, zero based.</summary>
    public static IReadOnlyList<FaultUnit> Channels { get; } = [new("channel", 0, 63)];

    /// <summary>Decibels within a range.</summary>
    public static IReadOnlyList<FaultUnit> Decibels(double low, double high) => [new(Db, low, high)];

    /// <summary>A frequency in Hz.</summary>
    public static double Hz(Fault fault) => fault.Size.Unit == "kHz" ? 1_000 * fault.Value : fault.Value;

    /// <summary>The number where it is in this unit; null otherwise.</summary>
    public static double? In(this Fault fault, string unit) => fault.Size.Unit == unit ? fault.Value : null;
}
