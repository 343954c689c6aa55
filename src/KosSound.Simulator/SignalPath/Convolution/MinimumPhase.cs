using System.Numerics;
using MathNet.Numerics.IntegralTransforms;

namespace KosSound.Simulator.SignalPath.Convolution;

/// <summary>Designs the causal filter of least delay that has a given magnitude response.</summary>
/// <remarks>By the real cepstrum: Oppenheim &amp; Schafer, Discrete-Time Signal Processing, chapter "Cepstrum analysis".</remarks>
public static class MinimumPhase
{
    private const double LeastMagnitude = 1e-7;

    /// <summary>The impulse response.</summary>
    /// <param name="gainDb">Gain in dB at a frequency relative to the rate, 0 to 0.5.</param>
    /// <param name="taps">Length, a power of two; details finer than rate / taps are smoothed.</param>
    public static double[] Design(Func<double, double> gainDb, int taps)
    {
        var size = 8 * taps;
        var log = new Complex[size];
        for (var i = 0; i <= size / 2; i++)
        {
            var magnitude = Math.Max(LeastMagnitude, Math.Pow(10, gainDb((double)i / size) / 20));
            log[i] = Math.Log(magnitude);
            if (i > 0)
                log[size - i] = log[i];
        }
        Fourier.Inverse(log, FourierOptions.AsymmetricScaling);
        for (var i = 1; i < size / 2; i++)
        {
            log[i] *= 2;
            log[size - i] = 0;
        }
        Fourier.Forward(log, FourierOptions.AsymmetricScaling);
        for (var i = 0; i < size; i++)
            log[i] = Complex.Exp(log[i]);
        Fourier.Inverse(log, FourierOptions.AsymmetricScaling);
        return [.. log.Take(taps).Select(value => value.Real)];
    }
}
