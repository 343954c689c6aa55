using KosSound.Analysis.Transforms;
using KosSound.Signals;

namespace KosSound.Analysis.Listening;

/// <summary>
/// Finds the segments of a probe in a capture that does not hold its samples unchanged, by matched filter: a segment is heard
/// where its correlation with some recorded channel stands far above everything else in that channel.
/// </summary>
public static class SegmentSearch
{
    /// <summary>
    /// Least height of a peak over the correlation's robust deviation (1.4826 · median magnitude / 0.6745 …). The highest of a
    /// million Gaussian values reaches 5; 9 leaves room for the tails of reverberant sound.
    /// </summary>
    private const double LeastPeak = 9;

    /// <summary>Two segments belong to one piece when their delays differ by less than this.</summary>
    private const double SameDelaySeconds = 0.004;

    /// <summary>Where one segment was heard.</summary>
    /// <param name="Segment">Zero based.</param>
    /// <param name="CaptureFrame">Frame of the capture at which its first frame lies.</param>
    /// <param name="Peak">Height over the robust deviation.</param>
    /// <param name="Gain">Amplitude relative to the played one, unsigned.</param>
    public readonly record struct Hit(int Segment, int CaptureFrame, double Peak, double Gain);

    /// <summary>The best place of every segment that is heard, in order of segments.</summary>
    /// <param name="probe">What was played; noise only at the rate of the capture.</param>
    /// <param name="capture">What was recorded.</param>
    /// <param name="fromFrame">Capture frame to search from.</param>
    public static IReadOnlyList<Hit> Hits(ProbeSound probe, Signal capture, int fromFrame = 0)
    {
        ArgumentNullException.ThrowIfNull(probe);
        ArgumentNullException.ThrowIfNull(capture);
        var length = (int)Math.Round(ProbeSound.SegmentSeconds * capture.RateHz);
        var frames = capture.Frames - fromFrame;
        if (frames < length)
            return [];
        var fft = RealFft.Holding(frames + length);
        var spectra = Enumerable.Range(0, capture.Channels).Select(c => Spectrum.Of(capture[c][fromFrame..], fft)).ToArray();
        var template = new double[length];
        var hits = new List<Hit>();
        for (var segment = 0; segment < probe.Segments; segment++)
        {
            Hit? best = null;
            for (var channel = 0; channel < probe.Format.Channels; channel++)
            {
                probe.RenderSegment(segment, channel, capture.RateHz, template);
                foreach (var spectrum in spectra)
                {
                    if (Peak(spectrum, template, fft, frames) is { } peak && (best is null || peak.Height > best.Value.Peak))
                        best = new Hit(segment, peak.Lag + fromFrame, peak.Height, peak.Gain);
                }
            }

            if (best is { Peak: >= LeastPeak } heard)
                hits.Add(heard);
        }

        return hits;
    }

    /// <summary>Joins hits of one delay to pieces; a single segment missed inside a piece does not break it.</summary>
    public static IReadOnlyList<HeardRun> Runs(IReadOnlyList<Hit> hits, ProbeSound probe, int captureRateHz)
    {
        ArgumentNullException.ThrowIfNull(hits);
        ArgumentNullException.ThrowIfNull(probe);
        var runs = new List<HeardRun>();
        var ratio = (double)captureRateHz / probe.Format.RateHz;
        foreach (var hit in hits.OrderBy(h => h.CaptureFrame))
        {
            var played = (long)hit.Segment * probe.SegmentFrames;
            if (runs.Count > 0 && Continues(runs[^1], played, hit.CaptureFrame))
                runs[^1] = runs[^1] with { Frames = played + probe.SegmentFrames - runs[^1].PlayedFrame };
            else
                runs.Add(new HeardRun(hit.CaptureFrame, played, probe.SegmentFrames));
        }

        return runs;

        bool Continues(HeardRun run, long played, double captureFrame)
        {
            var skipped = played - run.PlayedEnd;
            var expected = run.CaptureFrame + (played - run.PlayedFrame) * ratio;
            return skipped >= 0 && skipped <= probe.SegmentFrames && Math.Abs(captureFrame - expected) < SameDelaySeconds * captureRateHz;
        }
    }

    /// <summary>Frames at a rate from the beginning of one segment to that of another.</summary>
    internal static double FramesBetween(int from, int to, int rateHz) => (to - from) * ProbeSound.SegmentSeconds * rateHz;

    private static (double Height, int Lag, double Gain)? Peak(Spectrum capture, double[] template, RealFft fft, int frames)
    {
        var product = Spectrum.Of(template, fft);
        for (var bin = 0; bin < product.Bins; bin++)
        {
            var (re, im) = (product.Real[bin], product.Imaginary[bin]);
            (product.Real[bin], product.Imaginary[bin]) =
                (capture.Real[bin] * re + capture.Imaginary[bin] * im, capture.Imaginary[bin] * re - capture.Real[bin] * im);
        }

        var correlation = new double[frames];
        fft.Inverse(product, correlation);
        var (lag, highest) = (0, 0.0);
        for (var i = 0; i < correlation.Length; i++)
        {
            correlation[i] = Math.Abs(correlation[i]);
            if (correlation[i] > highest)
                (lag, highest) = (i, correlation[i]);
        }

        var energy = InnerProduct.Energy(template);
        var deviation = RobustDeviation(correlation);
        return highest <= 1e-7 * energy ? null : (highest / Math.Max(deviation, 1e-9 * energy), lag, highest / energy);
    }

    /// <summary>Deviation from the 90th percentile of the magnitudes that are not silence: half a capture may be digital silence.</summary>
    private static double RobustDeviation(double[] magnitudes)
    {
        var sounding = magnitudes.Where(m => m > 0).ToArray();
        if (sounding.Length == 0)
            return 0;
        Array.Sort(sounding);
        return sounding[(int)(0.9 * (sounding.Length - 1))] / 1.645;
    }
}
