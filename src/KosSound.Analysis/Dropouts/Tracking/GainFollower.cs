using KosSound.Analysis.Transforms;

namespace KosSound.Analysis.Dropouts.Tracking;

/// <summary>
/// Takes out of captured sound what only changes its gain, by 3 dB at most and for longer than some 15 ms: a gain that steps or is
/// regulated is the level check's matter, and would otherwise be altered sound wherever it differs from that of the sweeps.
/// </summary>
internal static class GainFollower
{
    private const double BlockSeconds = 0.005;

    /// <summary>Blocks on either side whose median is the gain: what is lost for less than half of them does not move it.</summary>
    private const int Reach = 3;

    /// <summary>Energy of a predicted block over that of the noise, below which it tells no gain.</summary>
    private const double LeastSnr = 20;

    /// <summary>A deviation counts from so many standard deviations on, and from 0.03 dB: the prediction itself errs by less.</summary>
    private const double LeastSigmas = 4;
    private const double LeastDeviation = 0.003;

    /// <summary>3 dB.</summary>
    private const double LargestGain = 1.4125;

    /// <summary>The path under a gain of 1; the very same one where nothing deviates.</summary>
    public static DelayPath Levelled(DelayPath path, int rateHz)
    {
        var block = (int)(BlockSeconds * rateHz);
        if (Filled(Smooth(Gains(path, block))) is not { } gains)
            return path;
        var levelled = new double[path.Corrected.Length];
        for (var i = 0; i < levelled.Length; i++)
        {
            var at = Math.Clamp((i + 0.5) / block - 0.5, 0, gains.Length - 1);
            var (low, share) = ((int)at, at - (int)at);
            levelled[i] = path.Corrected[i] / (gains[low] + share * (gains[Math.Min(low + 1, gains.Length - 1)] - gains[low]));
        }
        return path.With(levelled);
    }

    /// <summary>
    /// Captured over predicted sound and its standard deviation, block by block; null where too little is predicted. By differences
    /// of neighbours: a period of the lowest sounds is longer than a block, and the path is known least there.
    /// </summary>
    private static (double Gain, double Sigma)?[] Gains(DelayPath path, int block)
    {
        var (captured, predicted, noise) = (Differences(path.Corrected), Differences(path.Predicted), 2 * path.NoiseVariance);
        var gains = new (double, double)?[predicted.Length / block];
        for (var b = 0; b < gains.Length; b++)
        {
            var expected = predicted.AsSpan(b * block, block);
            var energy = InnerProduct.Energy(expected);
            if (energy > LeastSnr * noise * block)
                gains[b] = (InnerProduct.Of(captured.AsSpan(b * block, block), expected) / energy, Math.Sqrt(noise / energy));
        }
        return gains;
    }

    private static double[] Differences(double[] samples)
    {
        var differences = new double[samples.Length];
        for (var i = 1; i < samples.Length; i++)
            differences[i] = samples[i] - samples[i - 1];
        return differences;
    }

    /// <summary>Whether a change is no more than that of a gain.</summary>
    public static bool IsGain(double gain) => gain is > 1 / LargestGain and < LargestGain;

    private static double?[] Smooth((double Gain, double Sigma)?[] gains)
    {
        var smooth = new double?[gains.Length];
        for (var b = 0; b < smooth.Length; b++)
        {
            var around = gains[Math.Max(0, b - Reach)..Math.Min(gains.Length, b + Reach + 1)].OfType<(double Gain, double Sigma)>().OrderBy(g => g.Gain).ToArray();
            // Without a majority that sounds there is no median to trust.
            smooth[b] = around.Length > Reach ? Believed(around[around.Length / 2].Gain, around.Max(g => g.Sigma) / Math.Sqrt(around.Length)) : null;
        }
        return smooth;
    }

    /// <summary>
    /// A gain for every block, evenly from one that is known to the next: where a sound becomes loud enough to tell its gain, a jump to it
    /// would be heard. Null where all are 1.
    /// </summary>
    private static double[]? Filled(double?[] known)
    {
        if (known.All(g => g is null or 1))
            return null;
        var (filled, last) = (new double[known.Length], -1);
        for (var b = 0; b < filled.Length; b++)
        {
            if (known[b] is not { } gain)
                continue;
            for (var i = last + 1; i <= b; i++)
                filled[i] = last < 0 ? gain : filled[last] + (gain - filled[last]) * (i - last) / (b - last);
            last = b;
        }
        Array.Fill(filled, filled[last], last + 1, filled.Length - last - 1);
        return filled;
    }

    private static double Believed(double gain, double sigma) =>
        IsGain(gain) && Math.Abs(gain - 1) > Math.Max(LeastDeviation, LeastSigmas * sigma) ? gain : 1;
}
