namespace KosSound.Simulator.SignalPath;

/// <summary>One stage of the signal path: changes samples in place and keeps its state from block to block.</summary>
/// <remarks>Depends on nothing but its settings and its input, so that the service and the Monte-Carlo proof share it.</remarks>
public interface IStage
{
    /// <summary>Processes the next block.</summary>
    /// <param name="frames">Interleaved samples, full scale ±1.0; its length is a multiple of the channel count given at creation.</param>
    /// <param name="firstFrame">Index of the first frame of the block, counted from the start of the stream it belongs to.</param>
    void Process(Span<double> frames, long firstFrame);
}
