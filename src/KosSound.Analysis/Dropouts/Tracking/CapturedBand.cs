using KosSound.Analysis.Alignment;
using KosSound.Analysis.Resampling;
using KosSound.Analysis.Transforms;
using KosSound.Signals.Stimuli;

namespace KosSound.Analysis.Dropouts.Tracking;

/// <summary>
/// The captured sound of one channel at any delay, as it is and without what lies below 300 Hz and above 0.4 of the rate. It is
/// filtered once for all delays: a shift and a filter may change places.
/// Not safe for several threads.
/// </summary>
internal sealed class CapturedBand(AlignedCapture capture, int channel)
{
    private readonly int _frames = capture.Reference.Signal.Frames;
    private readonly Dictionary<double, double[]> _wholeAt = [];
    private readonly Dictionary<Segment, Spectrum> _spectra = [];
    private BandedPart? _all;

    /// <summary>Samples on the time of the reference, as many as it has, for sound that comes so many frames late.</summary>
    public ReadOnlySpan<double> Whole(double delayFrames)
    {
        var whole = (int)Math.Floor(delayFrames);
        if (whole == delayFrames)
            return capture.Region(channel, whole, _frames);
        if (_wholeAt.TryGetValue(delayFrames, out var shifted))
            return shifted;
        var margin = SincInterpolator.FullBand.HalfWidth + 1;
        _wholeAt.Add(delayFrames, shifted = new double[_frames]);
        SincInterpolator.FullBand.Fill(capture.Region(channel, whole - margin, _frames + 2 * margin), margin + delayFrames - whole, 1, shifted);
        return shifted;
    }

    /// <summary>The same within the band.</summary>
    public ReadOnlySpan<double> Banded(double delayFrames) =>
        (_all ??= Part(0, _frames, (int)(DelayLevels.ReachSeconds * capture.Reference.RateHz))).At(delayFrames);

    /// <summary>A part of the same, filtered alone, where nothing else is asked for.</summary>
    /// <param name="start">First frame of the reference.</param>
    /// <param name="frames">Length in frames.</param>
    /// <param name="reach">Largest delay to either side, in frames.</param>
    public BandedPart Part(int start, int frames, int reach)
    {
        var lead = reach + 2 * SincInterpolator.FullBand.HalfWidth;
        return new BandedPart(Limited(capture.Region(channel, start - lead, frames + 2 * lead), capture.Reference), lead, frames);
    }

    /// <summary>Spectrum of a segment with the largest delay on either side; read-only.</summary>
    /// <param name="segment">Part of the stimulus.</param>
    /// <param name="start">First frame of the reference.</param>
    /// <param name="frames">Length in frames.</param>
    /// <param name="fft">The same for a segment every time.</param>
    public Spectrum SpectrumOf(Segment segment, int start, int frames, RealFft fft)
    {
        if (!_spectra.TryGetValue(segment, out var spectrum))
            _spectra.Add(segment, spectrum = Spectrum.Of(capture.Region(channel, start, frames), fft));
        return spectrum;
    }

    /// <summary>
    /// What lies between 300 Hz and 0.4 of the rate: below, a frame more or less turns the phase by no more than the prediction
    /// errs; above, interpolation does.
    /// </summary>
    public static double[] Limited(ReadOnlySpan<double> samples, ReferenceSound reference)
    {
        var fft = RealFft.Holding(samples.Length);
        var spectrum = Spectrum.Of(samples, fft);
        var (binHz, nyquistHz) = ((double)reference.RateHz / fft.Size, reference.NyquistHz);
        for (var bin = 0; bin < fft.Bins; bin++)
        {
            var weight = Math.Clamp(bin * binHz / 100 - 2, 0, 1) * Math.Clamp((0.9 - bin * binHz / nyquistHz) / 0.1, 0, 1);
            (spectrum.Real[bin], spectrum.Imaginary[bin]) = (weight * spectrum.Real[bin], weight * spectrum.Imaginary[bin]);
        }
        var banded = new double[samples.Length];
        fft.Inverse(spectrum, banded);
        return banded;
    }
}
