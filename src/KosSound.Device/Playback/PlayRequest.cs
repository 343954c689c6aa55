using KosSound.Signals;

namespace KosSound.Device.Playback;

/// <summary>What to play, and how to cut and pace it.</summary>
public sealed record PlayRequest
{
    /// <summary>Format of <see cref="Pcm"/>, sent as the call's configuration.</summary>
    public required PcmFormat Format { get; init; }

    /// <summary>Interleaved PCM.</summary>
    public required ReadOnlyMemory<byte> Pcm { get; init; }

    /// <summary>Bytes per message; null takes whole frames of about 4 096 bytes, at most 20 ms. At least 1 when given.</summary>
    public int? ChunkBytes { get; init; }

    /// <summary>How far ahead of the device's pace messages are sent. Default 100 ms.</summary>
    public TimeSpan Lead { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>False sends as fast as the device accepts.</summary>
    public bool Paced { get; init; } = true;

    /// <summary>True sends the configuration in a message of its own, as pykos does; false together with the first chunk.</summary>
    public bool ConfigAlone { get; init; } = true;

    internal int EffectiveChunkBytes
    {
        get
        {
            if (ChunkBytes is { } given)
                return given;
            var frameBytes = Format.BytesPerFrame;
            var frames = Math.Min(4096 / frameBytes, Format.RateHz / 50);
            return Math.Max(1, frames) * frameBytes;
        }
    }
}
