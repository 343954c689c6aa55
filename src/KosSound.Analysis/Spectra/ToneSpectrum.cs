using KosSound.Analysis.Transforms;

namespace KosSound.Analysis.Spectra;

/// <summary>
/// Power spectrum of a steady stretch of sound under a 7-term Blackman–Harris window, whose side lobes lie below −180 dB
/// (Albrecht, "A family of cosine-sum windows for high-resolution measurements", ICASSP 2001).
/// </summary>
internal sealed class ToneSpectrum
{
    /// <summary>Half width of the window's main lobe, in bins of the unpadded length.</summary>
    private const int MainLobe = 8;

    private static readonly double[] Terms =
        [0.27105140069342, 0.43329793923448, 0.21812299954311, 0.06592544638803, 0.01081174209837, 0.00077658482522, 0.00001388721735];

    private readonly double[] _power;

    private ToneSpectrum(double[] power, double binHz, double lobeHz) => (_power, BinHz, LobeHz) = (power, binHz, lobeHz);

    /// <summary>Width of a bin in Hz.</summary>
    public double BinHz { get; }

    /// <summary>Half width of a line in Hz: components closer than twice this merge.</summary>
    public double LobeHz { get; }

    /// <summary>Number of bins.</summary>
    public int Bins => _power.Length;

    /// <summary>Frequency band over which noise in one bin of the unpadded length is spread, in Hz.</summary>
    public double ResolutionHz => LobeHz / MainLobe;

    /// <summary>Transforms a stretch after removing its mean.</summary>
    /// <param name="samples">At least 64 samples, full scale ±1.0.</param>
    /// <param name="rateHz">Frames per second.</param>
    public static ToneSpectrum Of(ReadOnlySpan<double> samples, int rateHz)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(samples.Length, 64, nameof(samples));
        var fft = RealFft.Holding(samples.Length);
        var windowed = new double[samples.Length];
        var window = WindowOf(samples.Length);
        // The mean under the window: the plain one of a tone with a broken period would itself be a DC component.
        var mean = InnerProduct.Of(samples, window) / (Terms[0] * samples.Length);
        var squares = 0.0;
        for (var i = 0; i < windowed.Length; i++)
        {
            squares += window[i] * window[i];
            windowed[i] = (samples[i] - mean) * window[i];
        }
        var spectrum = Spectrum.Of(windowed, fft);
        var power = new double[spectrum.Bins];
        for (var bin = 0; bin < power.Length; bin++)
            power[bin] = (bin == 0 || bin == power.Length - 1 ? 1 : 2) * spectrum.Power(bin) / (fft.Size * squares);
        return new ToneSpectrum(power, (double)rateHz / fft.Size, MainLobe * (double)rateHz / samples.Length);
    }

    /// <summary>Mean square of everything between two frequencies, both included.</summary>
    public double Between(double lowHz, double highHz)
    {
        var (first, last) = (Math.Max(0, (int)Math.Ceiling(lowHz / BinHz)), Math.Min(_power.Length - 1, (int)Math.Floor(highHz / BinHz)));
        var sum = 0.0;
        for (var bin = first; bin <= last; bin++)
            sum += _power[bin];
        return sum;
    }

    /// <summary>Mean square of a line: everything within its main lobe.</summary>
    public double Line(double hz) => Between(hz - LobeHz, hz + LobeHz);

    /// <summary>Mean-square noise per Hz around a frequency, from two lobes' width on either side of the line there.</summary>
    /// <param name="hz">The frequency.</param>
    /// <param name="ofLouder">True for the louder side; the quieter one holds no other line.</param>
    public double DensityAround(double hz, bool ofLouder = false)
    {
        var (below, above) = (Between(hz - 3 * LobeHz, hz - LobeHz), Between(hz + LobeHz, hz + 3 * LobeHz));
        return (ofLouder ? Math.Max(below, above) : Math.Min(below, above)) / (2 * LobeHz);
    }

    /// <summary>Largest level of one component per column, for plots: mean square of the strongest line of each column.</summary>
    public double[] Columns(IReadOnlyList<double> edgesHz)
    {
        // A sine's power is spread over its lobe; the peak bin times this is the whole.
        var spread = BinsPerLine;
        var columns = new double[edgesHz.Count - 1];
        for (var column = 0; column < columns.Length; column++)
        {
            var first = Math.Min((int)Math.Round(edgesHz[column] / BinHz), _power.Length - 1);
            var last = Math.Clamp((int)Math.Round(edgesHz[column + 1] / BinHz) - 1, first, _power.Length - 1);
            for (var bin = first; bin <= last; bin++)
                columns[column] = Math.Max(columns[column], _power[bin] * spread);
        }
        return columns;
    }

    /// <summary>Equivalent noise bandwidth in padded bins: Σw² · N / (Σw)², 2.63 unpadded.</summary>
    private double BinsPerLine
    {
        get
        {
            var squares = Terms[0] * Terms[0];
            for (var term = 1; term < Terms.Length; term++)
                squares += 0.5 * Terms[term] * Terms[term];
            return squares / (Terms[0] * Terms[0]) * (ResolutionHz / BinHz);
        }
    }

    private static double[] WindowOf(int length)
    {
        var window = Windows.GetOrAdd(length, static n =>
        {
            var w = new double[n];
            for (var i = 0; i < n; i++)
            {
                for (var term = 0; term < Terms.Length; term++)
                    w[i] += (term % 2 == 0 ? 1 : -1) * Terms[term] * Math.Cos(2 * Math.PI * term * i / n);
            }
            return w;
        });
        return window;
    }

    private static readonly System.Collections.Concurrent.ConcurrentDictionary<int, double[]> Windows = new();
}
