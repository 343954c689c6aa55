using System.Globalization;

namespace KosSound.Simulator.Pcm;

/// <summary>One rate × depth × channels combination the simulated device plays or records: interleaved signed little-endian PCM.</summary>
/// <param name="RateHz">Frames per second, 4 000 to 768 000.</param>
/// <param name="BitDepth">Bits per sample: 8, 16, 24 (packed in 3 bytes) or 32.</param>
/// <param name="Channels">Samples per frame, 1 to 64.</param>
public readonly record struct DeviceFormat(int RateHz, int BitDepth, int Channels)
{
    /// <summary>Bytes of one sample.</summary>
    public int BytesPerSample => BitDepth / 8;

    /// <summary>Bytes of one frame.</summary>
    public int BytesPerFrame => BytesPerSample * Channels;

    /// <summary>Frames that fit a duration, rounded down.</summary>
    public long FramesIn(TimeSpan duration) => (long)((Int128)duration.Ticks * RateHz / TimeSpan.TicksPerSecond);

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{RateHz} Hz, {BitDepth} bit, {Channels} ch");
}
