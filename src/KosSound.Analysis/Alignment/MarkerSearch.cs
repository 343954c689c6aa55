using KosSound.Analysis.Resampling;
using KosSound.Analysis.Transforms;

namespace KosSound.Analysis.Alignment;

/// <summary>
/// Band-limited matched filter: correlates a capture with a marker. The coarse search runs block by block over a capture of any
/// length; the fine one interpolates the peak of the correlation (Turin, IRE Trans. IT 6(3), 1960).
/// </summary>
internal static class MarkerSearch
{
    /// <summary>
    /// The confidence that one marker needs that no other confirms: somewhere in a stimulus at another speed it reaches 0.3, and a
    /// sweep there, laid over one of another channel, matches by 0.26. In a room at 20 dB it has 0.87 and more.
    /// </summary>
    public const double LeastAlone = 0.5;

    private const double DigitalFloorFrames = 1e-6;
    private const int ReachFrames = 8;

    /// <summary>The strongest correlation of every stretch of half a marker.</summary>
    /// <param name="samples">Where to search.</param>
    /// <param name="channel">Recorded channel.</param>
    /// <param name="template">What to search for.</param>
    /// <param name="fromFrame">First frame at which the marker may begin, may be negative.</param>
    /// <param name="toFrame">Frame after the last one at which it may begin.</param>
    /// <returns>Frame and signed gain of every peak, in order of time.</returns>
    public static List<(long Frame, double Gain)> Scan(CaptureSamples samples, int channel, MarkerTemplate template, long fromFrame, long toFrame)
    {
        var peaks = new List<(long Frame, double Gain)>();
        var fft = template.SearchFft;
        var (block, spectrum) = (new double[fft.Size], new Spectrum(fft.Bins));
        var lags = fft.Size - template.Samples.Length + 1;
        var stretch = Math.Max(template.Samples.Length / 2, 16);
        for (var start = fromFrame; start < toFrame; start += lags)
        {
            samples.Read(channel, start, block);
            fft.Forward(block, spectrum);
            MultiplyConjugate(spectrum, template.SearchSpectrum);
            var used = (int)Math.Min(lags, toFrame - start);
            fft.Inverse(spectrum, block.AsSpan(0, used));
            for (var at = 0; at < used; at += stretch)
            {
                var best = IndexOfLargest(block.AsSpan(at, Math.Min(stretch, used - at))) + at;
                if (block[best] != 0)
                    peaks.Add((start + best, block[best] / template.Energy));
            }
        }
        return peaks;
    }

    /// <summary>The strongest marker around a place; null where the capture has nothing of it.</summary>
    /// <param name="samples">Where to search.</param>
    /// <param name="channel">Recorded channel.</param>
    /// <param name="template">What to search for.</param>
    /// <param name="nearFrame">Where it is expected to begin.</param>
    /// <param name="reachFrames">How far from there it may begin.</param>
    /// <param name="driftPpm">Clock of the capture against the stimulus, where already known.</param>
    public static MarkerHit? Locate(CaptureSamples samples, int channel, MarkerTemplate template, long nearFrame, long reachFrames, double driftPpm)
    {
        var (from, to) = (nearFrame - reachFrames, nearFrame + reachFrames + 1);
        if (to + template.Samples.Length <= 0 || from >= samples.Frames)
            return null;
        var peaks = Scan(samples, channel, template, from, to);
        return peaks.Count == 0 ? null : Refine(samples, channel, template, peaks.MaxBy(p => Math.Abs(p.Gain)).Frame, driftPpm, driftPpm);
    }

    /// <summary>The place of a marker to a fraction of a frame.</summary>
    /// <param name="samples">Where it is.</param>
    /// <param name="channel">Recorded channel.</param>
    /// <param name="template">What it is.</param>
    /// <param name="nearFrame">Where it was found, within a few frames.</param>
    /// <param name="driftPpm">Clock of the capture against the stimulus, where already known.</param>
    /// <param name="unknownPpm">Error of the clock under which it was found there: the chirp then seems to lie elsewhere.</param>
    public static MarkerHit Refine(CaptureSamples samples, int channel, MarkerTemplate template, long nearFrame, double driftPpm, double unknownPpm = 0)
    {
        var interpolator = SincInterpolator.FullBand;
        var within = ReachFrames + (int)(1e-6 * Math.Abs(unknownPpm) * template.FramesPerShare * template.HighShare);
        var reach = interpolator.HalfWidth + within;
        var chirp = template.Stretched(driftPpm);
        var window = new double[chirp.Length + 2 * reach];
        samples.Read(channel, nearFrame - reach, window);
        Span<double> correlation = stackalloc double[2 * reach + 1];
        for (var lag = 0; lag < correlation.Length; lag++)
            correlation[lag] = InnerProduct.Of(window.AsSpan(lag, chirp.Length), chirp);
        var centre = reach - within + IndexOfLargest(correlation.Slice(reach - within, 2 * within + 1));
        var peak = LargestNear(correlation, centre, interpolator);
        var value = interpolator.At(correlation, peak);
        var energy = InnerProduct.Energy(chirp);
        var noise = NoiseToSignal(window, chirp, peak, value / energy, template);
        return new MarkerHit(nearFrame - reach + peak, value / energy, 1 / Math.Sqrt(1 + noise), Uncertainty(template, noise));
    }

    /// <summary>
    /// Standard deviation, in frames, of a marker's place by noise alone. What <see cref="Refine"/> states counts everything that is
    /// not the marker, and most of that in a room is its own echo, which moves its place by the same every time.
    /// </summary>
    /// <param name="template">The marker.</param>
    /// <param name="silence">What is recorded while nothing is played, as long as the marker.</param>
    /// <param name="gain">Of the marker as recorded.</param>
    public static double Repeatability(MarkerTemplate template, ReadOnlySpan<double> silence, double gain) =>
        Uncertainty(template, EnergyRatio(silence, gain, template));

    /// <summary>The least confidence that noise alone does not reach in a capture of minutes.</summary>
    public static double LeastConfidence(MarkerTemplate template) => Math.Clamp(6 / Math.Sqrt(2 * template.TimeBandwidth), 0.15, 0.5);

    private static double Uncertainty(MarkerTemplate template, double noiseToSignal) =>
        Math.Max(Math.Sqrt(noiseToSignal / (2 * template.TimeBandwidth * template.MeanSquareFrequency)), DigitalFloorFrames);

    /// <summary>Energy within the marker's band that is not the marker, over that of the marker; at most 10⁶.</summary>
    private static double NoiseToSignal(ReadOnlySpan<double> window, double[] chirp, double position, double gain, MarkerTemplate template)
    {
        var rest = window.ToArray();
        var (first, interpolator) = ((int)Math.Floor(position), SincInterpolator.FullBand);
        var fraction = position - first;
        for (var i = -1; i <= chirp.Length; i++)
        {
            if (first + i >= 0 && first + i < rest.Length)
                rest[first + i] -= gain * (fraction == 0 ? chirp.ElementAtOrDefault(i) : interpolator.At(chirp, i - fraction));
        }
        return EnergyRatio(rest.AsSpan(Math.Max(first, 0), Math.Min(chirp.Length, rest.Length - Math.Max(first, 0))), gain, template);
    }

    /// <summary>Energy of a sound within the marker's band, over that of the marker at a gain; at most 10⁶.</summary>
    private static double EnergyRatio(ReadOnlySpan<double> sound, double gain, MarkerTemplate template)
    {
        var fft = RealFft.Holding(sound.Length);
        var spectrum = Spectrum.Of(sound, fft);
        var energy = 0.0;
        for (var bin = (int)(template.LowShare * fft.Size); bin <= Math.Min((int)Math.Ceiling(template.HighShare * fft.Size), fft.Bins - 1); bin++)
            energy += spectrum.Power(bin);
        var signal = gain * gain * template.Energy;
        return signal > 0 ? Math.Min(2 * energy / fft.Size / signal, 1e6) : 1e6;
    }

    /// <summary>Golden-section search for the top of |correlation| between the neighbours of its largest sample.</summary>
    private static double LargestNear(ReadOnlySpan<double> correlation, int centre, SincInterpolator interpolator)
    {
        const double golden = 0.618033988749895;
        var sign = Math.Sign(correlation[centre]);
        var (low, high) = (centre - 1.0, centre + 1.0);
        var (a, b) = (high - golden * (high - low), low + golden * (high - low));
        var (fa, fb) = (sign * interpolator.At(correlation, a), sign * interpolator.At(correlation, b));
        while (high - low > 0.02)
        {
            if (fa > fb)
                (high, b, fb, a) = (b, a, fa, b - golden * (b - low));
            else
                (low, a, fa, b) = (a, b, fb, a + golden * (high - a));
            (fa, fb) = (sign * interpolator.At(correlation, a), sign * interpolator.At(correlation, b));
        }
        // A parabola through three points this close to the top is exact to 1e-6 frames; the search alone loses digits to rounding.
        var middle = (low + high) / 2;
        const double h = 0.05;
        var (left, top, right) = (interpolator.At(correlation, middle - h), interpolator.At(correlation, middle), interpolator.At(correlation, middle + h));
        var curvature = left - 2 * top + right;
        return curvature == 0 ? middle : middle + h * Math.Clamp(0.5 * (left - right) / curvature, -1, 1);
    }

    private static int IndexOfLargest(ReadOnlySpan<double> values)
    {
        var best = 0;
        for (var i = 1; i < values.Length; i++)
        {
            if (Math.Abs(values[i]) > Math.Abs(values[best]))
                best = i;
        }
        return best;
    }

    private static void MultiplyConjugate(Spectrum spectrum, Spectrum template)
    {
        var (re, im, tr, ti) = (spectrum.Real, spectrum.Imaginary, template.Real, template.Imaginary);
        for (var bin = 0; bin < re.Length; bin++)
            (re[bin], im[bin]) = (re[bin] * tr[bin] + im[bin] * ti[bin], im[bin] * tr[bin] - re[bin] * ti[bin]);
    }
}
