using KOS.Sound;
using KosSound.Signals;

namespace KosSound.Device.Capture;

/// <summary>Receives audio as it arrives, on the receiving thread; must return soon and not throw.</summary>
/// <param name="at">When it arrived, on the device's clock for stamps.</param>
/// <param name="audio">Its PCM; valid during the call only.</param>
public delegate void AudioSink(TimeSpan at, ReadOnlySpan<byte> audio);

/// <summary>What to record.</summary>
public sealed record RecordRequest
{
    /// <summary>The format asked for.</summary>
    public required PcmFormat Format { get; init; }

    /// <summary>Whole milliseconds, 1 … 2³²−1; null records until <see cref="Recording.StopAsync"/>.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>Sent instead of the message that <see cref="Format"/> and <see cref="Duration"/> make: for requests that are meant to be wrong.</summary>
    public RecordAudioRequest? Message { get; init; }

    /// <summary>Receives the audio instead of it being kept: for recordings without end. Null keeps audio and arrivals.</summary>
    public AudioSink? Sink { get; init; }

    /// <summary>More than this, unless it goes to a <see cref="Sink"/>, is refused as a device that does not stop. Default 1 GiB.</summary>
    public long MaxBytes { get; init; } = 1L << 30;
}
