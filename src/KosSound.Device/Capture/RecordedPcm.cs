using KosSound.Signals;

namespace KosSound.Device.Capture;

/// <summary>What a recording delivered.</summary>
public sealed record RecordedPcm
{
    /// <summary>The format that was asked for.</summary>
    public required PcmFormat Format { get; init; }

    /// <summary>The bytes in order of arrival.</summary>
    public required ReadOnlyMemory<byte> Pcm { get; init; }

    /// <summary>Arrival of every message, empty ones included.</summary>
    public required IReadOnlyList<MessageStamp> Arrivals { get; init; }

    /// <summary>When the recording was asked for.</summary>
    public required TimeSpan StartedAt { get; init; }

    /// <summary>When the stream ended; of a <see cref="Recording.Snapshot"/> when it was taken.</summary>
    public required TimeSpan EndedAt { get; init; }

    /// <summary>Whole frames delivered.</summary>
    public long Frames => Pcm.Length / Format.BytesPerFrame;
}
