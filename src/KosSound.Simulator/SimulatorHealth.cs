namespace KosSound.Simulator;

/// <summary>What the simulated device did late or could not do for want of a faster machine: never the fault of a device under test.</summary>
public sealed record SimulatorHealth
{
    /// <summary>Device periods gone through so far.</summary>
    public required long Ticks { get; init; }

    /// <summary>Ticks that were over later than <see cref="SimulatorOptions.LateTolerance"/> after they were due.</summary>
    public required long LateTicks { get; init; }

    /// <summary>Frames, played and recorded, that passed in late ticks.</summary>
    public required long LateFrames { get; init; }

    /// <summary>Recorded messages that waited longer than <see cref="SimulatorOptions.LateTolerance"/> for a thread to write them.</summary>
    public long LateDeliveries { get; init; }

    /// <summary>Longest time from when a tick was due to when it was over, or from a recorded message's readiness to its writing.</summary>
    public required TimeSpan MaxLateness { get; init; }

    /// <summary>Lateness half of all ticks did not exceed, in steps of 0.25 ms.</summary>
    public TimeSpan MedianLateness { get; init; }

    /// <summary>Lateness 99 % of all ticks did not exceed, in steps of 0.25 ms.</summary>
    public TimeSpan LatenessOf99Percent { get; init; }

    /// <summary>Frames that were due for playing and had not arrived: they sounded as silence. A late sender or a late machine.</summary>
    public required long UnderrunFrames { get; init; }

    /// <summary>Times simulated time went on although the client still owed something, because the wall clock ran out. 0 in real time.</summary>
    public required long Stalls { get; init; }

    /// <summary>What the client owed at the latest stall; null without one.</summary>
    public required string? LatestStall { get; init; }

    /// <summary>True while nothing was late and nothing stalled.</summary>
    public bool OnTime => LateTicks == 0 && LateDeliveries == 0 && Stalls == 0;
}
