namespace KosSound.Analysis.Spectra;

/// <summary>Frequencies evenly spaced on a logarithmic axis.</summary>
public sealed class LogAxis
{
    private LogAxis(double[] hz, double halfStep) => (Hz, HalfStep) = (hz, halfStep);

    /// <summary>Frequencies in Hz, ascending.</summary>
    public IReadOnlyList<double> Hz { get; }

    /// <summary>Square root of the ratio of neighbours: the band of a point is f / HalfStep … f · HalfStep.</summary>
    public double HalfStep { get; }

    /// <summary>An axis between two frequencies, both included.</summary>
    /// <param name="lowHz">First frequency, above 0.</param>
    /// <param name="highHz">Last frequency, above the first.</param>
    /// <param name="pointsPerOctave">Density, at least 1.</param>
    public static LogAxis Between(double lowHz, double highHz, int pointsPerOctave)
    {
        if (!(lowHz > 0 && highHz > lowHz))
            throw new ArgumentException(FormattableString.Invariant($"no axis from {lowHz} to {highHz} Hz"), nameof(highHz));
        ArgumentOutOfRangeException.ThrowIfLessThan(pointsPerOctave, 1);
        var steps = Math.Max(1, (int)Math.Round(Math.Log2(highHz / lowHz) * pointsPerOctave));
        var ratio = Math.Pow(highHz / lowHz, 1.0 / steps);
        return new LogAxis([.. Enumerable.Range(0, steps + 1).Select(i => lowHz * Math.Pow(ratio, i))], Math.Sqrt(ratio));
    }

    /// <summary>
    /// Mean of a quantity given per bin over the band of every point, or interpolated linearly where the band is narrower than two
    /// bins.
    /// </summary>
    /// <param name="perBin">One value per bin, from 0 Hz.</param>
    /// <param name="binHz">Width of a bin.</param>
    public double[] MeanOf(ReadOnlySpan<double> perBin, double binHz) => MeanOf(perBin, binHz, HalfStep);

    /// <summary>The same over bands f / halfBand … f · halfBand.</summary>
    public double[] MeanOf(ReadOnlySpan<double> perBin, double binHz, double halfBand)
    {
        var means = new double[Hz.Count];
        for (var i = 0; i < means.Length; i++)
        {
            var (first, last) = ((int)Math.Ceiling(Hz[i] / halfBand / binHz), (int)Math.Floor(Hz[i] * halfBand / binHz));
            last = Math.Min(last, perBin.Length - 1);
            if (last - first >= 1)
            {
                var sum = 0.0;
                for (var bin = first; bin <= last; bin++)
                    sum += perBin[bin];
                means[i] = sum / (last - first + 1);
            }
            else
            {
                var position = Math.Min(Hz[i] / binHz, perBin.Length - 1.000001);
                var bin = (int)position;
                means[i] = perBin[bin] + (position - bin) * (perBin[bin + 1] - perBin[bin]);
            }
        }
        return means;
    }
}
