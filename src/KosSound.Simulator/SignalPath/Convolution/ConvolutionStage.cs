namespace KosSound.Simulator.SignalPath.Convolution;

/// <summary>Convolves every channel with a response of its own.</summary>
internal sealed class ConvolutionStage : IDelayingStage
{
    private readonly Convolver[] _convolvers;

    /// <param name="responses">One per channel.</param>
    public ConvolutionStage(IReadOnlyList<double[]> responses)
    {
        _convolvers = [.. responses.Select(response => new Convolver(response))];
        TailFrames = responses.Max(response => response.Length) - 1;
    }

    public int DelayFrames => 0;

    public int TailFrames { get; }

    public void Process(Span<double> frames, long firstFrame)
    {
        for (var channel = 0; channel < _convolvers.Length; channel++)
            _convolvers[channel].Process(frames[channel..], _convolvers.Length);
    }
}
