namespace KosSound.Signals.Stimuli;

/// <summary>What a part of a stimulus is for.</summary>
public enum SegmentKind
{
    Silence,
    Marker,
    Sweep,
    Multitone,
    Tone,
    Staircase,
    Payload,
}

/// <summary>One part of a composite stimulus. Only the parameters of its <see cref="Kind"/> are set; the rest are null.</summary>
public sealed record Segment
{
    /// <summary>What the part is for.</summary>
    public required SegmentKind Kind { get; init; }

    /// <summary>Unique within a plan, one of <see cref="SegmentNames"/>.</summary>
    public required string Name { get; init; }

    /// <summary>First frame, counted from the first frame of the stimulus.</summary>
    public required int StartFrame { get; init; }

    /// <summary>Length in frames, fades included.</summary>
    public required int Frames { get; init; }

    /// <summary>The only channel that sounds, zero based; null when all channels sound.</summary>
    public int? Channel { get; init; }

    /// <summary>Peak level in dBFS (a sine of peak 1.0 is 0 dBFS).</summary>
    public double? LevelDbfs { get; init; }

    /// <summary>Start frequency of a marker or sweep, in Hz.</summary>
    public double? StartHz { get; init; }

    /// <summary>End frequency of a marker or sweep, in Hz.</summary>
    public double? EndHz { get; init; }

    /// <summary>Frequencies of a tone, multitone or staircase; per channel for a multitone (outer index = channel), in Hz.</summary>
    public IReadOnlyList<IReadOnlyList<double>>? TonesHz { get; init; }

    /// <summary>Levels of a staircase, first to last, in dBFS peak; all steps have the same length.</summary>
    public IReadOnlyList<double>? StepsDbfs { get; init; }

    /// <summary>Fade-in and fade-out at either end, in frames, lying inside <see cref="Frames"/>.</summary>
    public int FadeFrames { get; init; }

    /// <summary>Multitone only: frames over which every tone has whole periods; any window of this length between the fades is
    /// free of leakage. A power of two.</summary>
    public int? PeriodFrames { get; init; }

    /// <summary>First frame after the part.</summary>
    public int EndFrame => StartFrame + Frames;
}
