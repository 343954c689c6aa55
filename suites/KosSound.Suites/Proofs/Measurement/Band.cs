using System.Numerics;
using MathNet.Numerics.IntegralTransforms;

namespace KosSound.Suites.Proofs.Measurement;

/// <summary>Restricts a sound to a band.</summary>
internal static class Band
{
    /// <summary>What lies between two frequencies.</summary>
    /// <param name="samples">Sound.</param>
    /// <param name="low">Lower end relative to the rate.</param>
    /// <param name="high">Upper end relative to the rate, 0.5 at most.</param>
    public static double[] Of(ReadOnlySpan<double> samples, double low, double high)
    {
        var bins = new Complex[(int)BitOperations.RoundUpToPowerOf2((uint)samples.Length)];
        for (var i = 0; i < samples.Length; i++)
            bins[i] = samples[i];
        Fourier.Forward(bins);
        for (var bin = 0; bin < bins.Length; bin++)
        {
            var share = (double)Math.Min(bin, bins.Length - bin) / bins.Length;
            if (share < low || share > high)
                bins[bin] = 0;
        }
        Fourier.Inverse(bins);
        var band = new double[samples.Length];
        for (var i = 0; i < band.Length; i++)
            band[i] = bins[i].Real;
        return band;
    }
}
