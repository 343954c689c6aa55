using System.Numerics;
using System.Runtime.InteropServices;

namespace KosSound.Analysis.Spectra;

/// <summary>Amplitude of one frequency in a stretch of sound, under a Hann window.</summary>
internal static class SineAmplitude
{
    /// <summary>Peak amplitude of a sine at a frequency; other frequencies count the less the more periods they are away.</summary>
    /// <param name="samples">Sound.</param>
    /// <param name="cyclesPerFrame">Frequency relative to the rate, 0 … 0.5.</param>
    public static double Of(ReadOnlySpan<double> samples, double cyclesPerFrame) => Phasor(samples, cyclesPerFrame).Magnitude;

    /// <summary>Complex amplitude; its phase is that of a cosine at the first sample.</summary>
    public static Complex Phasor(ReadOnlySpan<double> samples, double cyclesPerFrame)
    {
        // Both oscillators are turned step by step and set anew every 512 frames, so that rounding does not pile up.
        const int anew = 512;
        var (re, im, weights) = (0.0, 0.0, 0.0);
        var (stepSin, stepCos) = Math.SinCos(2 * Math.PI * cyclesPerFrame);
        var (hannSin, hannCos) = Math.SinCos(2 * Math.PI / samples.Length);
        for (var start = 0; start < samples.Length; start += anew)
        {
            var (sin, cos) = Math.SinCos(2 * Math.PI * (cyclesPerFrame * start % 1));
            var (ws, wc) = Math.SinCos(2 * Math.PI * (start + 0.5) / samples.Length);
            var end = Math.Min(start + anew, samples.Length);
            var i = start;
            if (end - start == anew)
            {
                // As many rotations side by side as a vector has places, each by so many steps at a time.
                var lanes = Vector<double>.Count;
                var (carrier, window) = (Rotors(2 * Math.PI * (cyclesPerFrame * start % 1), 2 * Math.PI * cyclesPerFrame), Rotors(2 * Math.PI * (start + 0.5) / samples.Length, 2 * Math.PI / samples.Length));
                var (turn, turnWindow) = (Math.SinCos(2 * Math.PI * cyclesPerFrame * lanes), Math.SinCos(2 * Math.PI * lanes / samples.Length));
                var (sumRe, sumIm, sumWeights) = (Vector<double>.Zero, Vector<double>.Zero, Vector<double>.Zero);
                foreach (var block in MemoryMarshal.Cast<double, Vector<double>>(samples.Slice(start, anew)))
                {
                    var weight = Vector<double>.One - window.Cos;
                    var value = weight * block;
                    sumRe += value * carrier.Cos;
                    sumIm -= value * carrier.Sin;
                    sumWeights += weight;
                    carrier = (carrier.Sin * turn.Cos + carrier.Cos * turn.Sin, carrier.Cos * turn.Cos - carrier.Sin * turn.Sin);
                    window = (window.Sin * turnWindow.Cos + window.Cos * turnWindow.Sin, window.Cos * turnWindow.Cos - window.Sin * turnWindow.Sin);
                }
                (re, im, weights) = (re + Vector.Sum(sumRe), im + Vector.Sum(sumIm), weights + Vector.Sum(sumWeights));
                i = end;
            }
            for (; i < end; i++)
            {
                var weight = 1 - wc;
                var value = weight * samples[i];
                re += value * cos;
                im -= value * sin;
                weights += weight;
                (cos, sin) = (cos * stepCos - sin * stepSin, sin * stepCos + cos * stepSin);
                (wc, ws) = (wc * hannCos - ws * hannSin, ws * hannCos + wc * hannSin);
            }
        }
        return new Complex(2 * re / weights, 2 * im / weights);
    }

    /// <summary>Sine and cosine of angles that follow each other by a step.</summary>
    private static (Vector<double> Sin, Vector<double> Cos) Rotors(double angle, double step)
    {
        Span<double> sin = stackalloc double[Vector<double>.Count];
        Span<double> cos = stackalloc double[Vector<double>.Count];
        for (var lane = 0; lane < sin.Length; lane++)
            (sin[lane], cos[lane]) = Math.SinCos(angle + lane * step);
        return (new Vector<double>(sin), new Vector<double>(cos));
    }
}
