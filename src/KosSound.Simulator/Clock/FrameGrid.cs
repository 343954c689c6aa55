namespace KosSound.Simulator.Clock;

/// <summary>The frames of one rate on the device's time line: frame k is due at k / rate.</summary>
/// <param name="RateHz">Frames per second.</param>
internal readonly record struct FrameGrid(int RateHz)
{
    /// <summary>Frames due before a time.</summary>
    public long FramesBefore(TimeSpan time) => (long)(((Int128)time.Ticks * RateHz + TimeSpan.TicksPerSecond - 1) / TimeSpan.TicksPerSecond);

    /// <summary>The first frame due at a time or after it; equal to the number of frames before it.</summary>
    public long FirstFrameFrom(TimeSpan time) => FramesBefore(time);

    /// <summary>When a frame is due, rounded up to 100 ns.</summary>
    public TimeSpan TimeOf(long frame) =>
        new((long)(((Int128)frame * TimeSpan.TicksPerSecond + RateHz - 1) / RateHz));
}
