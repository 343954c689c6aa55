using KosSound.Analysis.Alignment;
using KosSound.Analysis.Transforms;

namespace KosSound.Analysis.Measures;

/// <summary>
/// Energy of the path from a played to a recorded channel, within the judged band and 100 ms: in a room that holds what is carried
/// and an eighth of the noise of a whole sweep.
/// </summary>
/// <param name="Common">What both sweeps agree on.</param>
/// <param name="Chance">Standard deviation of that where there is nothing but noise, by what they differ in.</param>
/// <param name="Sigma">Standard deviation of that as it is.</param>
internal readonly record struct GatedLeak(double Common, double Chance, double Sigma)
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
        var (fft, frames) = (transfer.Window.Fft, transfer.Window.Frames);
        var (first, last) = ((int)Math.Ceiling(band.LowHz * fft.Size / rateHz), Math.Min(fft.Bins - 1, (int)(band.HighHz * fft.Size / rateHz)));
        var (a, b) = (Response(transfer, 0, first, last), Response(transfer, 1, first, last));
        var (noise, squares) = (0.0, 0.0);
        for (var bin = first; bin <= last; bin++)
        {
            var (re, im) = (a.Real[bin] - b.Real[bin], a.Imaginary[bin] - b.Imaginary[bin]);
            var different = 0.5 * (re * re + im * im);
            noise += different / (last - first + 1);
            squares += different * different;
        }
        var (early, late) = (Gate(a, fft, rateHz), Gate(b, fft, rateHz));
        var common = InnerProduct.Of(early, late);
        // As SweepTransfer.ChanceEnergy; a sum over time is 2/size of one over bins, and of the noise the gate lets its share of the window pass.
        var (perBin, padded, passed) = (2.0 / fft.Size, (double)fft.Size / frames, (double)early.Length / frames);
        var chance = perBin * Math.Sqrt(0.25 * squares * padded * passed);
        return new GatedLeak(common, chance, Math.Sqrt(chance * chance + Math.Max(0, common) * perBin * noise * padded));
    }

    private static Spectrum Response(SweepTransfer transfer, int sweep, int first, int last)
    {
        var (x, y) = (transfer.Window.Played[sweep], transfer.Captured[sweep]);
        var (response, largest) = (new Spectrum(x.Bins), 0.0);
        for (var bin = 0; bin < x.Bins; bin++)
            largest = Math.Max(largest, x.Power(bin));
        for (var bin = first; bin <= last; bin++)
        {
            var weight = 1 / (x.Power(bin) + Epsilon * largest);
            response.Real[bin] = weight * (y.Real[bin] * x.Real[bin] + y.Imaginary[bin] * x.Imaginary[bin]);
            response.Imaginary[bin] = weight * (y.Imaginary[bin] * x.Real[bin] - y.Real[bin] * x.Imaginary[bin]);
        }
        return response;
    }

    private static double[] Gate(Spectrum response, RealFft fft, int rateHz)
    {
        var time = new double[fft.Size];
        fft.Inverse(response, time);
        var (ahead, after) = ((int)(AheadSeconds * rateHz), (int)(GateSeconds * rateHz));
        return [.. time[^ahead..], .. time[..after]];
    }
}
