namespace KosSound.Analysis.Metrics;

/// <summary>What happened to a stretch of sound.</summary>
public enum DropoutKind
{
    ZeroFill,
    Repeat,
    Skip,
    Insert,
    Click,
    Altered,
    Reorder,
    LostStart,
    LostEnd,
}

/// <summary>A stretch of captured sound that is not what was played.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="AtSeconds">Time in the stimulus, from its first frame.</param>
/// <param name="Frames">Length in frames of the capture.</param>
/// <param name="Channel">Zero-based channel; null when all channels are affected.</param>
/// <param name="CaptureFrame">First affected frame of the capture, to show it on the waveform.</param>
public sealed record DropoutEvent(DropoutKind Kind, double AtSeconds, long Frames, int? Channel, long CaptureFrame)
{
    /// <summary>
    /// Correlation of what was captured with what should have been, −1 … 1, where sound is altered in its place: near 1 it is still
    /// that sound, processed. Null where sound is lost, moved or put in, and where samples are compared one by one.
    /// </summary>
    public double? Likeness { get; init; }

    /// <summary>
    /// The most that <see cref="AtSeconds"/> is off by, in s, where a change of delay does not show its moment: it may lie anywhere in a
    /// silence, or where the sound is too weak to tell. Null where it is seen by itself, or samples are compared one by one.
    /// </summary>
    public double? PlusMinusSeconds { get; init; }
}
