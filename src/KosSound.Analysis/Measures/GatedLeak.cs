using KosSound.Analysis.Alignment;
using KosSound.Analysis.Transforms;

namespace KosSound.Analysis.Measures;

/// <summary>
/// Energy of the path from a played to a recorded channel, within the judged band and 100 ms: in a room that holds what is carried
/// and an eighth of the noise of a whole sweep.
/// </summary>
/// <param name="Common">What both sweeps agree on.</param>
/// <param name="Noise">Standard deviation of that, by what they differ in.</param>
internal readonly record struct GatedLeak(double Common, double Noise)
{
    private const double AheadSeconds = 0.004;
    private const double GateSeconds = 0.1;
    private const double Epsilon = 1e-5;

    /// <summary>Of the transfer of one played channel into one recorded.</summary>
    /// <param name="transfer">Both captured sweeps.</param>
    /// <param name="band">Judged band in Hz.</param>
    /// <param name="rateHz">Rate of the capture.</param>
    public static GatedLeak Of(SweepTransfer transfer, (double LowHz, double HighHz) band, int rateHz)
    {
        var (first, second) = (Impulse(transfer, 0, band, rateHz), Impulse(transfer, 1, band, rateHz));
        var (common, different) = (0.0, 0.0);
        for (var i = 0; i < first.Length; i++)
        {
            common += first[i] * second[i];
            different += 0.5 * (first[i] - second[i]) * (first[i] - second[i]);
        }
        // A band of B hertz has 2·B independent values a second.
        return new GatedLeak(common, different / Math.Sqrt(2 * (band.HighHz - band.LowHz) * (AheadSeconds + GateSeconds)));
    }

    private static double[] Impulse(SweepTransfer transfer, int sweep, (double LowHz, double HighHz) band, int rateHz)
    {
        var (x, y, fft) = (transfer.Window.Played[sweep], transfer.Captured[sweep], transfer.Window.Fft);
        var (response, binHz, largest) = (new Spectrum(fft.Bins), (double)rateHz / fft.Size, 0.0);
        for (var bin = 0; bin < fft.Bins; bin++)
            largest = Math.Max(largest, x.Power(bin));
        for (var bin = (int)Math.Ceiling(band.LowHz / binHz); bin <= Math.Min(fft.Bins - 1, (int)(band.HighHz / binHz)); bin++)
        {
            var weight = 1 / (x.Power(bin) + Epsilon * largest);
            response.Real[bin] = weight * (y.Real[bin] * x.Real[bin] + y.Imaginary[bin] * x.Imaginary[bin]);
            response.Imaginary[bin] = weight * (y.Imaginary[bin] * x.Real[bin] - y.Real[bin] * x.Imaginary[bin]);
        }
        var time = new double[fft.Size];
        fft.Inverse(response, time);
        var (ahead, after) = ((int)(AheadSeconds * rateHz), (int)(GateSeconds * rateHz));
        return [.. time[^ahead..], .. time[..after]];
    }
}
