namespace KosSound.Simulator.SignalPath;

/// <summary>A stage whose output comes later than its input, or goes on after its input has ended.</summary>
/// <remarks>The path takes the delay out of its own latency, so that the latency of a device is what its file says.</remarks>
public interface IDelayingStage : IStage
{
    /// <summary>Frames by which the output lags the input for reasons of computation, at least 0.</summary>
    int DelayFrames { get; }

    /// <summary>Frames the output goes on after the last input frame, <see cref="DelayFrames"/> included.</summary>
    int TailFrames { get; }
}
