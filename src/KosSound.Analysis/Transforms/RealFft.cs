using System.Buffers;
using System.Collections.Concurrent;

namespace KosSound.Analysis.Transforms;

/// <summary>
/// Discrete Fourier transform of real sequences whose length is a power of two, planned once per length and safe to share.
/// Forward is unscaled, X[k] = Σ x[n]·e^(−2πikn/N); inverse is scaled by 1/N, so that inverse(forward(x)) = x.
/// </summary>
/// <remarks>
/// A real sequence of N is transformed as a complex one of N/2 (even samples real, odd samples imaginary) and untangled
/// (Sorensen, Jones, Heideman and Burrus, IEEE Trans. ASSP 35(6), 1987). Spectra are split into real and imaginary arrays,
/// because that is what vector units read best. Agreement with MathNet.Numerics is part of the self tests.
/// </remarks>
public sealed class RealFft
{
    private static readonly ConcurrentDictionary<int, RealFft> Plans = new();

    private readonly ComplexFft _half;
    private readonly double[] _cos;
    private readonly double[] _sin;

    private RealFft(int size)
    {
        Size = size;
        _half = ComplexFft.OfSize(size / 2);
        _cos = new double[size / 4 + 1];
        _sin = new double[size / 4 + 1];
        for (var k = 0; k < _cos.Length; k++)
            (_sin[k], _cos[k]) = Math.SinCos(2 * Math.PI * k / size);
    }

    /// <summary>Length of the real sequence.</summary>
    public int Size { get; }

    /// <summary>Number of bins of a spectrum: Size / 2 + 1, from 0 Hz to half the rate, both included.</summary>
    public int Bins => Size / 2 + 1;

    /// <summary>The shared plan of a length.</summary>
    /// <exception cref="ArgumentException">The length is not a power of two of at least 8.</exception>
    public static RealFft OfSize(int size)
    {
        if (size < 8 || !int.IsPow2(size))
            throw new ArgumentException($"a transform of {size} points is not planned: powers of two from 8 on are", nameof(size));
        return Plans.GetOrAdd(size, static n => new RealFft(n));
    }

    /// <summary>The shared plan of the smallest length that holds so many samples.</summary>
    public static RealFft Holding(int samples) => OfSize((int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(samples, 8)));

    /// <summary>Transforms a sequence; what it is shorter than <see cref="Size"/> counts as zeros.</summary>
    /// <param name="time">At most <see cref="Size"/> samples.</param>
    /// <param name="spectrum">Receives the bins.</param>
    public void Forward(ReadOnlySpan<double> time, Spectrum spectrum)
    {
        ArgumentNullException.ThrowIfNull(spectrum);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(time.Length, Size, nameof(time));
        ArgumentOutOfRangeException.ThrowIfNotEqual(spectrum.Bins, Bins, nameof(spectrum));
        var half = Size / 2;
        var scratch = ArrayPool<double>.Shared.Rent(half * 2);
        var re = spectrum.Real.AsSpan(0, half);
        var im = spectrum.Imaginary.AsSpan(0, half);
        var pairs = time.Length / 2;
        for (var k = 0; k < pairs; k++)
        {
            re[k] = time[2 * k];
            im[k] = time[2 * k + 1];
        }
        re[pairs..].Clear();
        im[pairs..].Clear();
        if (time.Length % 2 == 1)
            re[pairs] = time[^1];
        _half.Forward(re, im, scratch);
        ArrayPool<double>.Shared.Return(scratch);
        Untangle(spectrum.Real, spectrum.Imaginary);
    }

    /// <summary>Transforms back. The spectrum is used up: its contents are undefined afterwards.</summary>
    /// <param name="spectrum">Bins of a real sequence; the imaginary parts of the first and last bin are ignored.</param>
    /// <param name="time">Receives the first samples, at most <see cref="Size"/> of them.</param>
    public void Inverse(Spectrum spectrum, Span<double> time)
    {
        ArgumentNullException.ThrowIfNull(spectrum);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(time.Length, Size, nameof(time));
        ArgumentOutOfRangeException.ThrowIfNotEqual(spectrum.Bins, Bins, nameof(spectrum));
        var half = Size / 2;
        Tangle(spectrum.Real, spectrum.Imaginary);
        var scratch = ArrayPool<double>.Shared.Rent(half * 2);
        var re = spectrum.Real.AsSpan(0, half);
        var im = spectrum.Imaginary.AsSpan(0, half);
        _half.Forward(im, re, scratch); // real and imaginary parts exchanged: the inverse, unscaled
        ArrayPool<double>.Shared.Return(scratch);
        var scale = 1.0 / half;
        for (var k = 0; k < time.Length / 2; k++)
        {
            time[2 * k] = re[k] * scale;
            time[2 * k + 1] = im[k] * scale;
        }
        if (time.Length % 2 == 1)
            time[^1] = re[time.Length / 2] * scale;
    }

    private void Untangle(double[] re, double[] im)
    {
        var half = Size / 2;
        var (r0, i0) = (re[0], im[0]);
        (re[0], im[0], re[half], im[half]) = (r0 + i0, 0, r0 - i0, 0);
        for (int k = 1, m = half - 1; k <= m; k++, m--)
        {
            var (evenRe, evenIm) = (0.5 * (re[k] + re[m]), 0.5 * (im[k] - im[m]));
            var (oddRe, oddIm) = (0.5 * (im[k] + im[m]), 0.5 * (re[m] - re[k]));
            var (turnedRe, turnedIm) = (_cos[k] * oddRe + _sin[k] * oddIm, _cos[k] * oddIm - _sin[k] * oddRe);
            (re[k], im[k]) = (evenRe + turnedRe, evenIm + turnedIm);
            (re[m], im[m]) = (evenRe - turnedRe, turnedIm - evenIm);
        }
    }

    private void Tangle(double[] re, double[] im)
    {
        var half = Size / 2;
        (re[0], im[0]) = (0.5 * (re[0] + re[half]), 0.5 * (re[0] - re[half]));
        for (int k = 1, m = half - 1; k <= m; k++, m--)
        {
            var (evenRe, evenIm) = (0.5 * (re[k] + re[m]), 0.5 * (im[k] - im[m]));
            var (turnedRe, turnedIm) = (0.5 * (re[k] - re[m]), 0.5 * (im[k] + im[m]));
            var (oddRe, oddIm) = (_cos[k] * turnedRe - _sin[k] * turnedIm, _cos[k] * turnedIm + _sin[k] * turnedRe);
            (re[k], im[k]) = (evenRe - oddIm, evenIm + oddRe);
            (re[m], im[m]) = (evenRe + oddIm, oddRe - evenIm);
        }
    }
}
