using KosSound.Signals;

namespace KosSound.Device.Capture;

/// <summary>What to record.</summary>
public sealed record RecordRequest
{
    /// <summary>The format asked for.</summary>
    public required PcmFormat Format { get; init; }

    /// <summary>Whole milliseconds, 1 … 2³²−1; null records until <see cref="Recording.StopAsync"/>.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>More than this is refused as a device that does not stop. Default 1 GiB.</summary>
    public long MaxBytes { get; init; } = 1L << 30;
}
