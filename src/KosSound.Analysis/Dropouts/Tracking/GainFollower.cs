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

    /// <summary>Energy that may be left unexplained over that of the noise; what stands out has far more.</summary>
    private const double MostRest = 2;

    /// <summary>So many frames' noise is allowed for besides: a short stretch was chosen for being high.</summary>
    private const int LeastFrames = 12;

    /// <summary>What lies so far before and after a stretch tells its gain, too.</summary>
    private const double AroundSeconds = 0.001;

    /// <summary>3 dB.</summary>
    private const double LargestGain = 1.4125;

    /// <summary>The path under a gain of 1; the very same one where nothing deviates.</summary>
    public static DelayPath Levelled(DelayPath path, int rateHz)
    {
        var block = (int)(BlockSeconds * rateHz);
        var gains = Smooth(Gains(path, block));
        if (gains.All(g => g == 1))
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

    /// <summary>
    /// Whether a gain within 3 dB of 1, that changes evenly or in one step around there, makes a stretch of captured sound of the
    /// predicted one: what is left in it is then no more than the noise.
    /// </summary>
    /// <param name="path">The path; its noise is what may be left.</param>
    /// <param name="sounds">Captured and predicted sound without what lies too low to be predicted well.</param>
    /// <param name="frame">First frame of the stretch.</param>
    /// <param name="frames">Its length.</param>
    /// <param name="rateHz">Frames per second.</param>
    public static bool Explains(DelayPath path, (double[] Captured, double[] Predicted) sounds, int frame, int frames, int rateHz)
    {
        var around = (int)(AroundSeconds * rateHz);
        var (from, to) = (Math.Max(0, frame - around), Math.Min(path.Predicted.Length, frame + frames + around));
        var captured = sounds.Captured.AsSpan(from, to - from);
        var predicted = sounds.Predicted.AsSpan(from, to - from);
        var allowed = MostRest * path.NoiseVariance * (frames + LeastFrames);
        return Left(captured, predicted, Slope(captured, predicted), frame - from, frames) < allowed
            || Left(captured, predicted, Step(captured, predicted), frame - from, frames) < allowed;
    }

    /// <summary>Energy that a gain leaves in a part of a stretch; infinite without one.</summary>
    private static double Left(ReadOnlySpan<double> captured, ReadOnlySpan<double> predicted, Func<int, double>? gain, int from, int frames)
    {
        if (gain is null)
            return double.PositiveInfinity;
        var sum = 0.0;
        for (var i = from; i < from + frames; i++)
            sum += (captured[i] - gain(i) * predicted[i]) * (captured[i] - gain(i) * predicted[i]);
        return sum;
    }

    /// <summary>The gain a + b·t, t from −1 to 1, by least squares; null beyond 3 dB.</summary>
    private static Func<int, double>? Slope(ReadOnlySpan<double> captured, ReadOnlySpan<double> predicted)
    {
        var (pp, tpp, ttpp, cp, tcp, length) = (0.0, 0.0, 0.0, 0.0, 0.0, captured.Length);
        for (var i = 0; i < length; i++)
        {
            var (p, c, t) = (predicted[i], captured[i], Place(i));
            (pp, tpp, ttpp, cp, tcp) = (pp + p * p, tpp + t * p * p, ttpp + t * t * p * p, cp + c * p, tcp + t * c * p);
        }
        var determinant = pp * ttpp - tpp * tpp;
        var (level, slope) = ((cp * ttpp - tcp * tpp) / determinant, (tcp * pp - cp * tpp) / determinant);
        return determinant > 1e-9 * pp * pp && IsGain(level - slope) && IsGain(level + slope) ? i => level + slope * Place(i) : null;

        double Place(int i) => (2.0 * i + 1) / length - 1;
    }

    /// <summary>One gain up to the best place and another from there on; null beyond 3 dB.</summary>
    private static Func<int, double>? Step(ReadOnlySpan<double> captured, ReadOnlySpan<double> predicted)
    {
        var (cpAll, ppAll) = (InnerProduct.Of(captured, predicted), InnerProduct.Energy(predicted));
        var (cp, pp, most, best) = (0.0, 0.0, double.NegativeInfinity, (Before: 0.0, After: 0.0, At: 0));
        for (var i = 0; i < captured.Length - 1; i++)
        {
            (cp, pp) = (cp + captured[i] * predicted[i], pp + predicted[i] * predicted[i]);
            var (before, after) = (cp / pp, (cpAll - cp) / (ppAll - pp));
            if (IsGain(before) && IsGain(after) && before * cp + after * (cpAll - cp) is var explained && explained > most)
                (most, best) = (explained, (before, after, i));
        }
        return double.IsNegativeInfinity(most) ? null : i => i <= best.At ? best.Before : best.After;
    }

    private static bool IsGain(double gain) => gain is > 1 / LargestGain and < LargestGain;

    private static double[] Smooth((double Gain, double Sigma)?[] gains)
    {
        var smooth = new double[gains.Length];
        for (var b = 0; b < smooth.Length; b++)
        {
            var around = gains[Math.Max(0, b - Reach)..Math.Min(gains.Length, b + Reach + 1)].OfType<(double Gain, double Sigma)>().OrderBy(g => g.Gain).ToArray();
            // Without a majority that sounds there is no median to trust.
            smooth[b] = around.Length > Reach ? Believed(around[around.Length / 2].Gain, around.Max(g => g.Sigma) / Math.Sqrt(around.Length)) : 1;
        }
        return smooth;
    }

    private static double Believed(double gain, double sigma) =>
        IsGain(gain) && Math.Abs(gain - 1) > Math.Max(LeastDeviation, LeastSigmas * sigma) ? gain : 1;
}
