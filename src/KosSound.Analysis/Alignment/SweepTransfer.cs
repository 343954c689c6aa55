using KosSound.Analysis.Transforms;

namespace KosSound.Analysis.Alignment;

/// <summary>What one recorded channel holds of one played channel's two sweeps.</summary>
internal sealed class SweepTransfer
{
    private const double LowestHz = 200;
    private const double HighestShare = 0.9;

    private SweepTransfer(SweepWindow window, int recorded, Spectrum[] captured, ReferenceSound reference)
    {
        (Window, Recorded, Captured) = (window, recorded, captured);
        var (first, last) = Band(window, reference);
        for (var bin = first; bin <= last; bin++)
        {
            PlayedEnergy += window.Played[0].Power(bin);
            CommonEnergy += captured[0].Real[bin] * captured[1].Real[bin] + captured[0].Imaginary[bin] * captured[1].Imaginary[bin];
            var (re, im) = (captured[0].Real[bin] - captured[1].Real[bin], captured[0].Imaginary[bin] - captured[1].Imaginary[bin]);
            DifferentEnergy += 0.5 * (re * re + im * im);
        }
    }

    public SweepWindow Window { get; }

    /// <summary>Recorded channel.</summary>
    public int Recorded { get; }

    /// <summary>Spectra of the captured windows, first and second sweep.</summary>
    public IReadOnlyList<Spectrum> Captured { get; }

    /// <summary>Energy of the played sweep between 200 Hz and 0.45 of the lower rate.</summary>
    public double PlayedEnergy { get; }

    /// <summary>Energy that both captured sweeps share: noise, being different in either, does not count on average.</summary>
    public double CommonEnergy { get; }

    /// <summary>Energy in which the captured sweeps differ: that of the noise in one of them.</summary>
    public double DifferentEnergy { get; }

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

    private static (int First, int Last) Band(SweepWindow window, ReferenceSound reference)
    {
        var binHz = (double)reference.RateHz / window.Fft.Size;
        return ((int)Math.Ceiling(LowestHz / binHz), (int)(HighestShare * reference.NyquistHz / binHz));
    }
}
