namespace KosSound.Device.Playback;

/// <summary>A play that the device answered with success.</summary>
public sealed record PlayResult
{
    /// <summary>When each message with audio was handed over; the message of the configuration alone is not among them.</summary>
    public required IReadOnlyList<MessageStamp> HandOvers { get; init; }

    /// <summary>When the call was opened.</summary>
    public required TimeSpan StartedAt { get; init; }

    /// <summary>When the answer was in.</summary>
    public required TimeSpan AnsweredAt { get; init; }

    /// <summary>False when the device answered before everything was sent: the rest was kept back.</summary>
    public required bool SentAll { get; init; }

    /// <summary>
    /// The client's own worst lateness: how long after a message was due, and the one before accepted, it left. More than the
    /// lead may have caused an underrun that is not the device's fault.
    /// </summary>
    public required TimeSpan MaxSendLateness { get; init; }

    /// <summary>Longest time one message waited for the device to accept it (flow control).</summary>
    public required TimeSpan LongestBlocked { get; init; }
}
