namespace KosSound.Simulator.SignalPath.Stages;

/// <summary>Makes every channel a weighted sum of all.</summary>
/// <param name="weights">Outer index output, inner index input; square.</param>
internal sealed class ChannelMixer(double[][] weights)
{
    private readonly double[] _frame = new double[weights.Length];

    /// <summary>Mixes interleaved frames in place.</summary>
    public void Mix(Span<double> frames)
    {
        for (var at = 0; at < frames.Length; at += _frame.Length)
        {
            var frame = frames.Slice(at, _frame.Length);
            frame.CopyTo(_frame);
            for (var output = 0; output < _frame.Length; output++)
            {
                var sum = 0.0;
                for (var input = 0; input < _frame.Length; input++)
                    sum += weights[output][input] * _frame[input];
                frame[output] = sum;
            }
        }
    }
}
