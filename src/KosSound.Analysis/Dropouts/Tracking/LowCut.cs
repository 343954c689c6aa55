namespace KosSound.Analysis.Dropouts.Tracking;

/// <summary>A Butterworth high-pass of second order at 300 Hz: a click or a gap has its energy above, and keeps its moment.</summary>
internal static class LowCut
{
    private const double CutHz = 300;

    /// <summary>The filtered sound, as long as the given one.</summary>
    /// <param name="samples">Sound that begins in silence, or with what may settle.</param>
    /// <param name="rateHz">Frames per second.</param>
    public static double[] Of(ReadOnlySpan<double> samples, int rateHz)
    {
        // Bilinear transform of s²/(s² + √2·s + 1).
        var k = Math.Tan(Math.PI * CutHz / rateHz);
        var norm = 1 / (1 + Math.Sqrt(2) * k + k * k);
        var (a1, a2) = (2 * (k * k - 1) * norm, (1 - Math.Sqrt(2) * k + k * k) * norm);
        // As if the mean of the first samples had been there for ever: an offset has no beginning. One sample alone would be noise.
        var first = samples[..Math.Min(samples.Length, rateHz / 100)];
        var offset = 0.0;
        foreach (var sample in first)
            offset += sample / first.Length;
        var (filtered, x1, x2, y1, y2) = (new double[samples.Length], offset, offset, 0.0, 0.0);
        for (var i = 0; i < samples.Length; i++)
        {
            var y = norm * (samples[i] - 2 * x1 + x2) - a1 * y1 - a2 * y2;
            (x2, x1, y2, y1) = (x1, samples[i], y1, y);
            filtered[i] = y;
        }
        return filtered;
    }
}
