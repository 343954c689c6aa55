using System.Numerics;

namespace KosSound.Analysis.Dropouts.Tracking;

/// <summary>
/// Cosine and sine of a tone, then of its second harmonic, its third, …: each is the one before turned once more by the tone, which
/// costs four products a sample instead of a sine and a cosine; after 24 turns the error is still below 10⁻¹⁴.
/// </summary>
internal sealed class HarmonicWave
{
    private readonly double[] _stepCos;
    private readonly double[] _stepSin;

    /// <summary>The tone itself.</summary>
    /// <param name="frames">Length.</param>
    /// <param name="cyclesPerFrame">Frequency relative to the rate, 0 … 0.5.</param>
    public HarmonicWave(int frames, double cyclesPerFrame)
    {
        (_stepCos, _stepSin) = (new double[frames], new double[frames]);
        for (var i = 0; i < frames; i++)
            (_stepSin[i], _stepCos[i]) = Math.SinCos(2 * Math.PI * cyclesPerFrame * i);
        (Cos, Sin) = ((double[])_stepCos.Clone(), (double[])_stepSin.Clone());
    }

    /// <summary>Cosine of the present harmonic.</summary>
    public double[] Cos { get; }

    /// <summary>Sine of the present harmonic.</summary>
    public double[] Sin { get; }

    /// <summary>Goes on to the next harmonic.</summary>
    public void Next()
    {
        var i = 0;
        for (; i + Vector<double>.Count <= Cos.Length; i += Vector<double>.Count)
        {
            var (cos, sin) = (new Vector<double>(Cos, i), new Vector<double>(Sin, i));
            var (stepCos, stepSin) = (new Vector<double>(_stepCos, i), new Vector<double>(_stepSin, i));
            (cos * stepCos - sin * stepSin).CopyTo(Cos, i);
            (sin * stepCos + cos * stepSin).CopyTo(Sin, i);
        }
        for (; i < Cos.Length; i++)
            (Cos[i], Sin[i]) = (Cos[i] * _stepCos[i] - Sin[i] * _stepSin[i], Sin[i] * _stepCos[i] + Cos[i] * _stepSin[i]);
    }

    /// <summary>Takes the present harmonic out of a sound of the same length.</summary>
    /// <param name="samples">Changed in place.</param>
    /// <param name="re">Amplitude of its cosine.</param>
    /// <param name="im">Amplitude of its sine.</param>
    public void Subtract(Span<double> samples, double re, double im)
    {
        var i = 0;
        for (; i + Vector<double>.Count <= samples.Length; i += Vector<double>.Count)
        {
            var rest = new Vector<double>(samples[i..]) - re * new Vector<double>(Cos, i) - im * new Vector<double>(Sin, i);
            rest.CopyTo(samples[i..]);
        }
        for (; i < samples.Length; i++)
            samples[i] -= re * Cos[i] + im * Sin[i];
    }
}
