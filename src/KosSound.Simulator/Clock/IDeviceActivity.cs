namespace KosSound.Simulator.Clock;

/// <summary>What a clock must know of the device it moves.</summary>
internal interface IDeviceActivity
{
    /// <summary>True while a play or a recording is under way: only then time must pass.</summary>
    bool IsActive { get; }

    /// <summary>True when a play whose sender is not done would run empty before <paramref name="tick"/>.</summary>
    bool IsStarving(TimeSpan tick);

    /// <summary>True while the sender of a play is being held back: its messages arrive only once time passes.</summary>
    bool IsHoldingBack { get; }

    /// <summary>True when a recording has no room left for one more period.</summary>
    bool IsReaderBehind { get; }

    /// <summary>Makes the current starving, or the reader that is behind, no reason to wait until its client stirs again.</summary>
    void Tolerate();
}
