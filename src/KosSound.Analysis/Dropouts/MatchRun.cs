namespace KosSound.Analysis.Dropouts;

/// <summary>A stretch of one captured channel that equals the stimulus.</summary>
/// <param name="Stimulus">First frame in the stimulus.</param>
/// <param name="Capture">First frame in the capture.</param>
/// <param name="Length">Frames.</param>
internal readonly record struct MatchRun(int Stimulus, int Capture, int Length)
{
    /// <summary>Delay in frames at which the stretch was captured.</summary>
    public int Delay => Capture - Stimulus;

    public int StimulusEnd => Stimulus + Length;

    public int CaptureEnd => Capture + Length;

    /// <summary>The run without its first frames.</summary>
    public MatchRun From(int frames) => new(Stimulus + frames, Capture + frames, Length - frames);

    /// <summary>The run with more frames in front.</summary>
    public MatchRun Extended(int frames) => new(Stimulus - frames, Capture - frames, Length + frames);
}
