namespace KosSound.Simulator.SignalPath;

/// <summary>A stage that changes the number or the order of frames. Whoever feeds it is asked for more where it takes frames out.</summary>
public interface IFrameEdit
{
    /// <summary>Appends what becomes of the next block.</summary>
    /// <param name="frames">Interleaved samples.</param>
    /// <param name="firstFrame">Index of the first frame of the block, counted from the start of the stream.</param>
    /// <param name="output">Receives interleaved samples.</param>
    void Process(ReadOnlySpan<double> frames, long firstFrame, FrameBuffer output);

    /// <summary>Appends what is still held back when the stream ends.</summary>
    void End(FrameBuffer output);
}
