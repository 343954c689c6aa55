namespace KosSound.Analysis.Transforms;

/// <summary>Bins of a real sequence's transform, 0 Hz to half the rate, as separate real and imaginary arrays.</summary>
public sealed class Spectrum
{
    /// <summary>Zeros.</summary>
    /// <param name="bins">Half the length of the sequence plus one.</param>
    public Spectrum(int bins)
    {
        Real = new double[bins];
        Imaginary = new double[bins];
    }

    /// <summary>Real parts, one per bin.</summary>
    public double[] Real { get; }

    /// <summary>Imaginary parts, one per bin.</summary>
    public double[] Imaginary { get; }

    /// <summary>Number of bins.</summary>
    public int Bins => Real.Length;

    /// <summary>Transforms samples, padded with zeros to the length of the plan.</summary>
    public static Spectrum Of(ReadOnlySpan<double> time, RealFft fft)
    {
        ArgumentNullException.ThrowIfNull(fft);
        var spectrum = new Spectrum(fft.Bins);
        fft.Forward(time, spectrum);
        return spectrum;
    }

    /// <summary>Squared magnitude of a bin.</summary>
    public double Power(int bin) => Real[bin] * Real[bin] + Imaginary[bin] * Imaginary[bin];

    /// <summary>A copy.</summary>
    public Spectrum Clone()
    {
        var copy = new Spectrum(Bins);
        Real.CopyTo(copy.Real, 0);
        Imaginary.CopyTo(copy.Imaginary, 0);
        return copy;
    }
}
