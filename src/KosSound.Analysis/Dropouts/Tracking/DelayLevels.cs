using KosSound.Analysis.Alignment;
using KosSound.Analysis.Transforms;
using KosSound.Signals.Stimuli;

namespace KosSound.Analysis.Dropouts.Tracking;

/// <summary>
/// The delays at which parts of the stimulus arrive, relative to the alignment: 0, and another one after every frame that was lost
/// or inserted. Only parts of wide band are asked: tones match as well some periods later.
/// </summary>
internal static class DelayLevels
{
    /// <summary>Largest delay that is looked for, to either side.</summary>
    public const double ReachSeconds = 0.12;

    /// <summary>Delays closer than this are one.</summary>
    private const double SameFrames = 0.3;

    /// <summary>Least height of a correlation peak over its robust deviation.</summary>
    private const double LeastPeak = 12;

    /// <summary>Energy of a part relative to the strongest one.</summary>
    private const double LeastShare = 1e-3;

    /// <summary>A second delay within one part: at least this share of the highest peak, and so many frames from it.</summary>
    private const double SecondShare = 0.4;
    private const int SecondDistance = 8;
    private const int MostLevels = 8;

    /// <summary>Distinct delays in frames, 0 first.</summary>
    public static IReadOnlyList<double> Find(ReferenceSound reference, CapturedBand captured, double[] predicted)
    {
        var levels = new List<double> { 0 };
        var wide = reference.Stimulus.Plan.Segments.Where(s => s.Kind is SegmentKind.Marker or SegmentKind.Sweep or SegmentKind.Payload).ToList();
        AddLevels(wide, delay => delay);
        // Too short for parts of a frame.
        if (reference.FramesPerStimulusFrame == 1)
            AddLevels(Ends(wide), Math.Round);
        return levels;

        void AddLevels(IReadOnlyList<Segment> segments, Func<double, double> trusted)
        {
            var parts = segments.Select(s => (Segment: s, Energy: Energy(reference, predicted, s))).ToList();
            // What is not heard in this channel cannot tell when it arrives.
            foreach (var (segment, _) in parts.Where(p => p.Energy > LeastShare * parts.Max(q => q.Energy)))
            {
                foreach (var delay in Peaks(reference, captured, predicted, segment).Select(trusted))
                {
                    if (levels.Count < MostLevels && levels.All(l => Math.Abs(l - delay) > SameFrames))
                        levels.Add(delay);
                }
            }
        }
    }

    /// <summary>
    /// The first quarter of the first marker and the last of the last one: a frame that is lost in there leaves no other part of
    /// another delay.
    /// </summary>
    private static List<Segment> Ends(List<Segment> segments) =>
        segments.Find(s => s.Kind == SegmentKind.Marker) is { } first && segments.FindLast(s => s.Kind == SegmentKind.Marker) is { } last
            ? [Part(first, 0), Part(last, 3)] : [];

    /// <summary>A quarter of a marker: a chirp whose frequency rises evenly.</summary>
    private static Segment Part(Segment marker, int quarter) => marker with
    {
        StartFrame = quarter == 0 ? marker.StartFrame : marker.EndFrame - marker.Frames / 4,
        Frames = marker.Frames / 4,
        StartHz = marker.StartHz + quarter * (marker.EndHz - marker.StartHz) / 4,
        EndHz = marker.StartHz + (quarter + 1) * (marker.EndHz - marker.StartHz) / 4,
    };

    private static double Energy(ReferenceSound reference, double[] predicted, Segment segment)
    {
        var start = reference.StartOf(segment);
        return InnerProduct.Energy(predicted.AsSpan(start, Math.Min(reference.EndOf(segment), predicted.Length) - start));
    }

    private static IEnumerable<double> Peaks(ReferenceSound reference, CapturedBand captured, double[] predicted, Segment segment)
    {
        var (start, end) = (reference.StartOf(segment), Math.Min(reference.EndOf(segment), predicted.Length));
        var reach = (int)(ReachSeconds * reference.RateHz);
        var fft = RealFft.Holding(end - start + 2 * reach);
        var y = captured.SpectrumOf(segment, start - reach, end - start + 2 * reach, fft);
        var (p, band) = (Spectrum.Of(predicted.AsSpan(start, end - start), fft), Band(segment, reference, fft));
        // A narrow band has side lobes: a peak is taken out with its own before the next one is looked for.
        var alone = segment.Kind == SegmentKind.Marker ? p.Clone() : null;
        if (Correlate(y, p, fft, band, 2 * reach + 1) is not { } correlation)
            yield break;
        var shape = alone is null ? null : Correlate(alone, alone, fft, band, fft.Size);
        var deviation = Deviation(correlation);
        var highest = 0.0;
        for (var found = 0; found < 3; found++)
        {
            var peak = IndexOfLargest(correlation);
            var height = correlation[peak];
            highest = Math.Max(highest, height);
            if (height <= 0 || height < LeastPeak * deviation || height < SecondShare * highest)
                yield break;
            yield return Snapped(peak + Vertex(correlation, peak) - reach, reference.FramesPerStimulusFrame == 1);
            for (var lag = -peak; shape is not null && lag < correlation.Length - peak; lag++)
                correlation[peak + lag] -= height / shape[0] * shape[lag < 0 ? lag + shape.Length : lag];
            correlation.AsSpan(Math.Max(0, peak - SecondDistance), Math.Min(correlation.Length, peak + SecondDistance + 1) - Math.Max(0, peak - SecondDistance)).Clear();
        }
    }

    /// <summary>
    /// The bins in which a part sounds: all but those of a marker. What rings in a room when its last quarter begins is like what was
    /// heard before, and made delays that never were.
    /// </summary>
    private static (int First, int Last) Band(Segment segment, ReferenceSound reference, RealFft fft)
    {
        var binHz = (double)reference.RateHz / fft.Size;
        return segment is { Kind: SegmentKind.Marker, StartHz: { } low, EndHz: { } high } ? ((int)Math.Ceiling(low / binHz), Math.Min((int)(high / binHz), fft.Bins - 1)) : (0, fft.Bins - 1);
    }

    /// <summary>Correlation of captured and predicted sound for every lag, half whitened so that no low frequency widens its peak; uses the prediction up.</summary>
    private static double[]? Correlate(Spectrum captured, Spectrum predicted, RealFft fft, (int First, int Last) band, int lags)
    {
        var (y, p) = (captured, predicted);
        var largest = 0.0;
        for (var bin = 1; bin < p.Bins; bin++)
            largest = Math.Max(largest, p.Power(bin));
        if (largest == 0)
            return null;
        for (var bin = 0; bin < p.Bins; bin++)
        {
            var weight = bin < band.First || bin > band.Last ? 0 : 1 / Math.Sqrt(p.Power(bin) + 1e-4 * largest);
            (p.Real[bin], p.Imaginary[bin]) = (weight * (y.Real[bin] * p.Real[bin] + y.Imaginary[bin] * p.Imaginary[bin]),
                weight * (y.Imaginary[bin] * p.Real[bin] - y.Real[bin] * p.Imaginary[bin]));
        }
        var correlation = new double[lags];
        fft.Inverse(p, correlation);
        return correlation;
    }

    /// <summary>Where rates agree, sound is lost and inserted in whole frames.</summary>
    private static double Snapped(double delay, bool whole) => whole && Math.Abs(delay - Math.Round(delay)) < SameFrames ? Math.Round(delay) : delay;

    private static double Vertex(double[] values, int at)
    {
        if (at == 0 || at == values.Length - 1)
            return 0;
        var bend = values[at - 1] - 2 * values[at] + values[at + 1];
        return bend < 0 ? Math.Clamp(0.5 * (values[at - 1] - values[at + 1]) / bend, -0.5, 0.5) : 0;
    }

    private static double Deviation(double[] values) => OrderStatistic.MedianMagnitude(values) / 0.6745;

    private static int IndexOfLargest(double[] values)
    {
        var best = 0;
        for (var i = 1; i < values.Length; i++)
        {
            if (values[i] > values[best])
                best = i;
        }
        return best;
    }
}
