namespace KosSound.Signals.Stimuli;

/// <summary>What may be chosen about a stimulus; the defaults are safe for speakers and ears.</summary>
public sealed record StimulusOptions
{
    /// <summary>Set level in dBFS peak, −60 … 0, default −12: nothing is louder, except a payload when
    /// <see cref="AllowFullScale"/> is set.</summary>
    public double LevelDbfs { get; init; } = -12;

    /// <summary>Seed of multitone phases and payload, 1 … 2^31 − 1, default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Whether a composite carries the digital payload; default: exactly when the loop is digital.</summary>
    public bool? IncludePayload { get; init; }

    /// <summary>Lets the payload use every bit of a sample instead of those below the set level: for the simulator, or a device
    /// whose owner allowed it. Default false.</summary>
    public bool AllowFullScale { get; init; }

    /// <summary>Silence after every part so that the room's decay does not reach the next, 0.005 … 5 s; default 0.02 s digital,
    /// 0.05 s electrical, 0.3 s acoustic.</summary>
    public double? DecaySeconds { get; init; }

    /// <exception cref="ArgumentOutOfRangeException">Names the option and its value.</exception>
    internal void Validate()
    {
        if (!(LevelDbfs is >= -60 and <= 0))
            throw new ArgumentOutOfRangeException(nameof(LevelDbfs), LevelDbfs, "the set level lies between -60 and 0 dBFS");
        ArgumentOutOfRangeException.ThrowIfLessThan(Seed, 1);
        if (DecaySeconds is { } decay && !(decay is >= 0.005 and <= 5))
            throw new ArgumentOutOfRangeException(nameof(DecaySeconds), decay, "the decay time lies between 0.005 and 5 s");
    }
}
