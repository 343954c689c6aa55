namespace KosSound.Analysis.Listening;

/// <summary>A stretch of what was played, found in a capture in one piece.</summary>
/// <param name="CaptureFrame">Frame of the capture at which the stretch begins; whole where the comparison was exact.</param>
/// <param name="PlayedFrame">First frame of what was played that it carries.</param>
/// <param name="Frames">Its length in frames of what was played.</param>
public readonly record struct HeardRun(double CaptureFrame, long PlayedFrame, long Frames)
{
    /// <summary>First played frame after the stretch.</summary>
    public long PlayedEnd => PlayedFrame + Frames;
}
