using KosSound.Analysis.Metrics;

namespace KosSound.Analysis.Dropouts.Tracking;

/// <summary>What happened to the sound of one recorded channel, on the time of the reference.</summary>
internal sealed record TrackedEvent
{
    /// <summary>What happened.</summary>
    public required DropoutKind Kind { get; init; }

    /// <summary>First frame of the reference concerned.</summary>
    public required int Frame { get; init; }

    /// <summary>Frames concerned, at least 1.</summary>
    public required int Frames { get; init; }

    /// <summary>First frame at which it could have happened.</summary>
    public required int Earliest { get; init; }

    /// <summary>Last frame at which it could have happened.</summary>
    public required int Latest { get; init; }

    /// <summary>Where it happened, on average over all frames at which it could have; null where that is the first frame.</summary>
    public int? Expected { get; init; }

    /// <summary>Change of delay in frames; 0 when what follows comes at its time.</summary>
    public double Shift { get; init; }

    /// <summary>Delay of the sound before it, relative to the alignment, in frames.</summary>
    public double DelayFrames { get; init; }

    /// <summary>Correlation of the captured with the predicted sound, −1 … 1, where sound is altered in its place; otherwise null.</summary>
    public double? Likeness { get; init; }

    /// <summary>First frame after it.</summary>
    public int End => Frame + Frames;
}
