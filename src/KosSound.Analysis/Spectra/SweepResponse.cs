using KosSound.Analysis.Alignment;
using KosSound.Analysis.Transforms;

namespace KosSound.Analysis.Spectra;

/// <summary>
/// Transfer function from a played to a recorded channel by its two sweeps: H = Y·X* / (|X|² + ε), averaged over both, with what
/// they differ by as the noise. Farina, AES 108th Convention, 2000; regularisation as Kirkeby and Nelson, JAES 47(7/8), 1999.
/// </summary>
internal sealed class SweepResponse
{
    /// <summary>ε relative to the largest |X|²: the pink spectrum of a sweep loses 30 dB over its band, the bias stays below 10⁻⁵ dB.</summary>
    private const double Regularisation = 1e-9;

    private double[]? _directPower;

    private SweepResponse(AlignedCapture capture, SweepTransfer transfer)
    {
        (Transfer, Fft) = (transfer, transfer.Window.Fft);
        BinHz = (double)capture.Reference.RateHz / Fft.Size;
        var sweep = transfer.Window.Shape;
        LowHz = 1.25 * sweep.StartHz;
        // Where the rates differ, both sides' converters may roll off from 0.45 of the lower rate on.
        var sameRate = capture.Reference.FramesPerStimulusFrame == 1;
        HighHz = Math.Min(0.985 * sweep.EndHz, (sameRate ? 0.98 : 0.94) * capture.Reference.NyquistHz);
        EndHz = Math.Min(1.02 * HighHz, sweep.EndHz);
        Average = new Spectrum(Fft.Bins);
        Difference = new Spectrum(Fft.Bins);
        Divide();
    }

    public SweepTransfer Transfer { get; }

    public RealFft Fft { get; }

    public double BinHz { get; }

    /// <summary>Lowest frequency at which the response is trusted, in Hz: the sweep's fade is inaudible above.</summary>
    public double LowHz { get; }

    /// <summary>Highest frequency at which the response is trusted, in Hz.</summary>
    public double HighHz { get; }

    /// <summary>Frequency in Hz up to which the sweep sounds: dividing by what it has above would make noise loud.</summary>
    public double EndHz { get; }

    /// <summary>H, the mean of both sweeps; read-only.</summary>
    public Spectrum Average { get; }

    /// <summary>Half of what the sweeps differ by: its power is that of the noise in <see cref="Average"/>; read-only.</summary>
    public Spectrum Difference { get; }

    public static SweepResponse Of(AlignedCapture capture, SweepTransfer transfer) => new(capture, transfer);

    /// <summary>|H|² per bin.</summary>
    public double[] Power() => PowerOf(Average);

    /// <summary>Power of the noise in H per bin.</summary>
    public double[] NoisePower() => PowerOf(Difference);

    /// <summary>|H|² of the direct sound per bin, late reflections gated away; read-only.</summary>
    public double[] DirectPower() => _directPower ??= GatedPower.Of(this, Average);

    /// <summary>Power of the noise in <see cref="DirectPower"/> per bin.</summary>
    public double[] DirectNoisePower() => GatedPower.Of(this, Difference);

    /// <summary>
    /// H, or its noise, restricted to a band with smooth edges, as time function of <see cref="RealFft.Size"/> samples:
    /// sample 0 is the alignment's instant, the last ones precede it.
    /// </summary>
    /// <param name="spectrum"><see cref="Average"/> or <see cref="Difference"/>.</param>
    /// <param name="edges">Frequencies in Hz at which the lower edge begins and ends and the upper edge begins and ends.</param>
    public double[] Impulse(Spectrum spectrum, (double LowFrom, double LowTo, double HighFrom, double HighTo) edges)
    {
        var weighted = new Spectrum(Fft.Bins);
        var last = Math.Min(Fft.Bins - 1, (int)(edges.HighTo / BinHz));
        for (var bin = Math.Max(1, (int)(edges.LowFrom / BinHz)); bin <= last; bin++)
        {
            var hz = bin * BinHz;
            var weight = Rise((hz - edges.LowFrom) / (edges.LowTo - edges.LowFrom)) * Rise((edges.HighTo - hz) / (edges.HighTo - edges.HighFrom));
            weighted.Real[bin] = weight * spectrum.Real[bin];
            weighted.Imaginary[bin] = weight * spectrum.Imaginary[bin];
        }
        var time = new double[Fft.Size];
        Fft.Inverse(weighted, time);
        return time;
    }

    /// <summary>
    /// A step that is the integral of a 4-term Blackman–Harris window: what it makes the impulse ring lies below −92 dB from four
    /// over the edge's width on (Harris, Proc. IEEE 66(1), 1978).
    /// </summary>
    private static double Rise(double t)
    {
        const double a0 = 0.35875, a1 = 0.48829, a2 = 0.14128, a3 = 0.01168;
        if (t <= 0 || t >= 1)
            return t <= 0 ? 0 : 1;
        var turn = 2 * Math.PI * t;
        return t - (a1 * Math.Sin(turn) - a2 / 2 * Math.Sin(2 * turn) + a3 / 3 * Math.Sin(3 * turn)) / (2 * Math.PI * a0);
    }

    private static double[] PowerOf(Spectrum spectrum)
    {
        var power = new double[spectrum.Bins];
        for (var bin = 0; bin < power.Length; bin++)
            power[bin] = spectrum.Power(bin);
        return power;
    }

    private void Divide()
    {
        var (x1, x2) = (Transfer.Window.Played[0], Transfer.Window.Played[1]);
        var (y1, y2) = (Transfer.Captured[0], Transfer.Captured[1]);
        var largest = 0.0;
        for (var bin = 0; bin < Fft.Bins; bin++)
            largest = Math.Max(largest, x1.Power(bin));
        var epsilon = Regularisation * largest;
        for (var bin = 0; bin < Fft.Bins; bin++)
        {
            var (p1, p2) = (1 / (x1.Power(bin) + epsilon), 1 / (x2.Power(bin) + epsilon));
            var re1 = (y1.Real[bin] * x1.Real[bin] + y1.Imaginary[bin] * x1.Imaginary[bin]) * p1;
            var im1 = (y1.Imaginary[bin] * x1.Real[bin] - y1.Real[bin] * x1.Imaginary[bin]) * p1;
            var re2 = (y2.Real[bin] * x2.Real[bin] + y2.Imaginary[bin] * x2.Imaginary[bin]) * p2;
            var im2 = (y2.Imaginary[bin] * x2.Real[bin] - y2.Real[bin] * x2.Imaginary[bin]) * p2;
            (Average.Real[bin], Average.Imaginary[bin]) = (0.5 * (re1 + re2), 0.5 * (im1 + im2));
            (Difference.Real[bin], Difference.Imaginary[bin]) = (0.5 * (re1 - re2), 0.5 * (im1 - im2));
        }
    }
}
