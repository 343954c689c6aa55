using System.Globalization;

namespace KosSound.Simulator.SignalPath.Events;

/// <summary>A length of time, counted in frames or in milliseconds.</summary>
/// <param name="Value">At least 0.</param>
/// <param name="IsFrames">Frames if true, milliseconds if false.</param>
public readonly record struct Extent(double Value, bool IsFrames)
{
    /// <summary>A number of frames.</summary>
    public static Extent Frames(double frames) => new(frames, true);

    /// <summary>A number of milliseconds.</summary>
    public static Extent Milliseconds(double ms) => new(ms, false);

    /// <summary>The nearest whole number of frames; at least 1 unless the length is 0.</summary>
    public int FramesAt(int rateHz)
    {
        var frames = IsFrames ? Value : Value * rateHz / 1_000;
        return Value > 0 ? Math.Max(1, (int)Math.Round(frames)) : 0;
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Value} {(IsFrames ? "frames" : "ms")}");
}
