using KosSound.Analysis.Transforms;

namespace KosSound.Analysis.Alignment;

/// <summary>What one recorded channel holds of one played channel's two sweeps.</summary>
internal sealed class SweepTransfer
{
    private const double LowestHz = 200;
    private const double HighestShare = 0.9;

    /// <summary>Two captured sweeps hold the same sound when they correlate by this: a room at 0 dB reaches 0.5.</summary>
    private const double LeastLikeness = 0.3;

    /// <summary>Lags up to this leave enough in common.</summary>
    private const int AlikeFrames = 3;
    public const double LagSeconds = 0.12;

    /// <summary>Bins that are compared to find single lines in them, and how far a line stands out of their median.</summary>
    private const int LineBins = 256;
    private const double LineHeight = 8;

    /// <summary>Least share of what is common over what is not.</summary>
    private const double LeastShared = 0.1;

    private readonly int _first;
    private readonly int _last;

    private SweepTransfer(SweepWindow window, int recorded, Spectrum[] captured, ReferenceSound reference)
    {
        (Window, Recorded, Captured) = (window, recorded, captured);
        var (first, last) = Band(window, reference);
        (_first, _last, Bins) = (first, last, last - first + 1);
        LagFrames = Lag(window, captured, (first, last), reference.RateHz);
        if (LagFrames != 0)
            Turn(captured[1], LagFrames, window.Fft.Size);
        var squares = 0.0;
        for (var bin = first; bin <= last; bin++)
        {
            PlayedEnergy += window.Played[0].Power(bin);
            CommonEnergy += Common(bin);
            DifferentEnergy += Different(bin);
            squares += Different(bin) * Different(bin);
        }
        // Re(n₁·n₂*) of noise of power N has a variance of N²/2, and the square of a power that scatters about N a mean of 2·N².
        // Bins of a window that was padded are alike.
        ChanceEnergy = Math.Sqrt(0.25 * squares * window.Fft.Size / window.Frames);
    }

    public SweepWindow Window { get; }

    /// <summary>Recorded channel.</summary>
    public int Recorded { get; }

    /// <summary>Bins the energies are sums over.</summary>
    public int Bins { get; }

    /// <summary>
    /// Whole frames by which the second captured sweep came later against the first than it was played, because sound was inserted
    /// or, negative, lost between; taken out of <see cref="Captured"/>. 0 also where both do not hold the same sound, or nearly agree.
    /// </summary>
    public int LagFrames { get; }

    /// <summary>Spectra of the captured windows, first and second sweep.</summary>
    public IReadOnlyList<Spectrum> Captured { get; }

    /// <summary>Energy of the played sweep between 200 Hz and 0.45 of the lower rate.</summary>
    public double PlayedEnergy { get; }

    /// <summary>Energy that both captured sweeps share: noise, being different in either, does not count on average.</summary>
    public double CommonEnergy { get; }

    /// <summary>Energy in which the captured sweeps differ: that of the noise in one of them.</summary>
    public double DifferentEnergy { get; }

    /// <summary>Standard deviation of <see cref="CommonEnergy"/> where both hold nothing but noise, whatever its colour.</summary>
    public double ChanceEnergy { get; }

    /// <summary>Standard deviation of <see cref="CommonEnergy"/>: by chance, and by the noise on top of what both share.</summary>
    public double CommonSigma =>
        Math.Sqrt(ChanceEnergy * ChanceEnergy + Math.Max(0, CommonEnergy) * DifferentEnergy / Bins * Window.Fft.Size / Window.Frames);

    /// <summary>
    /// Whether both captured sweeps share sound of wide band: a steady tone, which happens to have the same phase in both, counts no
    /// more than the bins around it.
    /// </summary>
    public bool SharesWideBand
    {
        get
        {
            var (common, different, scratch) = (0.0, 0.0, new double[LineBins]);
            for (var from = _first; from <= _last; from += LineBins)
            {
                var bins = Math.Min(LineBins, _last + 1 - from);
                for (var i = 0; i < bins; i++)
                    scratch[i] = Math.Abs(Common(from + i));
                var most = LineHeight * OrderStatistic.Of(scratch.AsSpan(0, bins), bins / 2);
                for (var i = 0; i < bins; i++)
                    (common, different) = (common + Math.Clamp(Common(from + i), -most, most), different + Math.Min(Different(from + i), most));
            }
            return common > LeastShared * different;
        }
    }

    /// <summary>Amplitude gain from played to recorded, 0 when the sweep is not heard.</summary>
    public double Gain => Math.Sqrt(Math.Max(0, CommonEnergy) / PlayedEnergy);

    /// <summary>Measures; null when the capture does not hold both sweeps.</summary>
    public static SweepTransfer? Of(AlignedCapture capture, SweepWindow window, int recorded)
    {
        if (!window.Starts.All(start => capture.Covers(start + window.Lead, window.Frames - window.Lead)))
            return null;
        var spectra = window.Starts.Select(start => Spectrum.Of(capture.Region(recorded, start, window.Frames), window.Fft)).ToArray();
        return new SweepTransfer(window, recorded, spectra, capture.Reference);
    }

    /// <summary>Largest normalised correlation of captured and played sweep within 20 ms of where it should be, 0 … 1.</summary>
    public double Match(ReferenceSound reference)
    {
        var product = new Spectrum(Window.Fft.Bins);
        var (first, last) = Band(Window, reference);
        var (played, captured, energy) = (Window.Played[0], Captured[0], 0.0);
        for (var bin = first; bin <= last; bin++)
        {
            product.Real[bin] = captured.Real[bin] * played.Real[bin] + captured.Imaginary[bin] * played.Imaginary[bin];
            product.Imaginary[bin] = captured.Imaginary[bin] * played.Real[bin] - captured.Real[bin] * played.Imaginary[bin];
            energy += captured.Power(bin);
        }
        var correlation = new double[Window.Fft.Size];
        Window.Fft.Inverse(product, correlation);
        var (reach, peak) = (Math.Min((int)(0.02 * reference.RateHz), correlation.Length / 2), 0.0);
        for (var lag = -reach; lag <= reach; lag++)
            peak = Math.Max(peak, Math.Abs(correlation[lag < 0 ? lag + correlation.Length : lag]));
        // Bins of one side only: twice the energy over the length is the energy in time.
        return energy > 0 ? peak / (Math.Sqrt(energy * PlayedEnergy) * 2 / Window.Fft.Size) : 0;
    }

    /// <summary>
    /// The lag at which the captured sweeps are alike, when they are not where they lie. Up to a few frames they are alike enough,
    /// and the delay is followed by other means.
    /// </summary>
    private static int Lag(SweepWindow window, Spectrum[] captured, (int First, int Last) band, int rateHz)
    {
        var product = new Spectrum(window.Fft.Bins);
        var (first, second, common) = (0.0, 0.0, 0.0);
        for (var bin = band.First; bin <= band.Last; bin++)
        {
            var (a, b) = (captured[0], captured[1]);
            product.Real[bin] = a.Real[bin] * b.Real[bin] + a.Imaginary[bin] * b.Imaginary[bin];
            product.Imaginary[bin] = a.Real[bin] * b.Imaginary[bin] - a.Imaginary[bin] * b.Real[bin];
            (first, second, common) = (first + a.Power(bin), second + b.Power(bin), common + product.Real[bin]);
        }
        var least = LeastLikeness * Math.Sqrt(first * second);
        if (least <= 0 || common > least)
            return 0;
        var correlation = new double[window.Fft.Size];
        window.Fft.Inverse(product, correlation);
        var (reach, best) = (Math.Min((int)(LagSeconds * rateHz), correlation.Length / 4), 0);
        for (var lag = -reach; lag <= reach; lag++)
        {
            if (correlation[(lag + correlation.Length) % correlation.Length] > correlation[(best + correlation.Length) % correlation.Length])
                best = lag;
        }
        // Bins of one side only: a sum over them is half the length times the correlation in time.
        var height = correlation[(best + correlation.Length) % correlation.Length] * correlation.Length / 2;
        return height > least && Math.Abs(best) > AlikeFrames ? best : 0;
    }

    /// <summary>Brings a sound that came so many frames late back to its time.</summary>
    private static void Turn(Spectrum late, int frames, int size)
    {
        for (var bin = 0; bin < late.Bins; bin++)
        {
            var (sin, cos) = Math.SinCos(2 * Math.PI * ((long)bin * frames % size) / size);
            (late.Real[bin], late.Imaginary[bin]) = (late.Real[bin] * cos - late.Imaginary[bin] * sin, late.Real[bin] * sin + late.Imaginary[bin] * cos);
        }
    }

    private double Common(int bin) =>
        Captured[0].Real[bin] * Captured[1].Real[bin] + Captured[0].Imaginary[bin] * Captured[1].Imaginary[bin];

    private double Different(int bin)
    {
        var (re, im) = (Captured[0].Real[bin] - Captured[1].Real[bin], Captured[0].Imaginary[bin] - Captured[1].Imaginary[bin]);
        return 0.5 * (re * re + im * im);
    }

    private static (int First, int Last) Band(SweepWindow window, ReferenceSound reference)
    {
        var binHz = (double)reference.RateHz / window.Fft.Size;
        return ((int)Math.Ceiling(LowestHz / binHz), (int)(HighestShare * reference.NyquistHz / binHz));
    }
}
