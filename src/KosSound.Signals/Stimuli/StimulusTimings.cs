namespace KosSound.Signals.Stimuli;

/// <summary>Lengths in seconds of the parts of a stimulus, by kind of loop: noise and reverberation cost time.</summary>
internal sealed record StimulusTimings
{
    public required double Fade { get; init; }
    public required double Decay { get; init; }
    public required double Sweep { get; init; }
    public required double Period { get; init; }
    public required double Tone { get; init; }

    /// <summary>Of the tone at the set level, which is also asked whether it stays: a room must have settled well before it ends.</summary>
    public required double LevelTone { get; init; }
    public required double Step { get; init; }
    public required double Tail { get; init; }

    public static StimulusTimings For(LoopbackKind loopback, double? decaySeconds)
    {
        var timings = loopback switch
        {
            LoopbackKind.Digital => new StimulusTimings { Fade = 0.005, Decay = 0.02, Sweep = 0.28, Period = 0.17, Tone = 0.2, LevelTone = 0.2, Step = 0.05, Tail = 0.2 },
            LoopbackKind.Electrical => new StimulusTimings { Fade = 0.005, Decay = 0.05, Sweep = 0.4, Period = 0.34, Tone = 0.3, LevelTone = 0.3, Step = 0.08, Tail = 0.3 },
            LoopbackKind.Acoustic => new StimulusTimings { Fade = 0.01, Decay = 0.3, Sweep = 0.66, Period = 0.68, Tone = 0.4, LevelTone = 0.85, Step = 0.15, Tail = 0.5 },
            _ => throw new ArgumentOutOfRangeException(nameof(loopback), loopback, "unknown kind of loop"),
        };
        return timings with { Decay = decaySeconds ?? timings.Decay };
    }
}
