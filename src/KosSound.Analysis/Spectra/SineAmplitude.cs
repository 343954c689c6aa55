namespace KosSound.Analysis.Spectra;

/// <summary>Amplitude of one frequency in a stretch of sound, under a Hann window.</summary>
internal static class SineAmplitude
{
    /// <summary>Peak amplitude of a sine at a frequency; other frequencies count the less the more periods they are away.</summary>
    /// <param name="samples">Sound.</param>
    /// <param name="cyclesPerFrame">Frequency relative to the rate, 0 … 0.5.</param>
    public static double Of(ReadOnlySpan<double> samples, double cyclesPerFrame) => Phasor(samples, cyclesPerFrame).Magnitude;

    /// <summary>Complex amplitude; its phase is that of a cosine at the first sample.</summary>
    public static System.Numerics.Complex Phasor(ReadOnlySpan<double> samples, double cyclesPerFrame)
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
            for (var i = start; i < end; i++)
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
        return new System.Numerics.Complex(2 * re / weights, 2 * im / weights);
    }
}
