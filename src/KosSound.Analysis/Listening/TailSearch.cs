using KosSound.Analysis.Transforms;
using KosSound.Signals;
using MathNet.Numerics.Statistics;

namespace KosSound.Analysis.Listening;

/// <summary>
/// How far the end of a probe is heard in a capture that does not hold its samples unchanged: along the delay of its last segments
/// the gain of every 5 ms is compared with their median. Sound that is missing has none; what a room adds of earlier sound is
/// unlike what was played and reads as chance.
/// </summary>
public static class TailSearch
{
    /// <summary>Length of the stretches whose gain is read, in seconds: the shortest loss that is told.</summary>
    public const double BlockSeconds = 0.005;

    /// <summary>A stretch below this share of the usual gain is not heard.</summary>
    private const double HeardShare = 0.5;

    /// <summary>The gains of what is heard must not scatter by more, or a single one says nothing: a quarter of the way to silence.</summary>
    private const double LargestScatter = 0.25;

    /// <summary>Stretches at the end that may be the lost ones and have no say in what is usual.</summary>
    private const int Doubtful = 3;

    /// <summary>Played frames up to which the probe is heard, in steps of 5 ms from its end; null when its last whole segment is not
    /// heard, or the gains scatter too much to tell.</summary>
    /// <param name="probe">What was played: tones of a band.</param>
    /// <param name="capture">What was recorded.</param>
    public static long? HeardEnd(ProbeSound probe, Signal capture)
    {
        ArgumentNullException.ThrowIfNull(probe);
        ArgumentNullException.ThrowIfNull(capture);
        if (probe.IsNoise || SegmentSearch.Hits(probe, capture) is not [.., { } last] || last.Segment != probe.Segments - 1)
            return null;
        var first = Math.Max(0, last.Segment - 1);
        var start = (long)Math.Round(last.CaptureFrame - SegmentSearch.FramesBetween(first, last.Segment, capture.RateHz));
        return Enumerable.Range(0, probe.Format.Channels).SelectMany(played => Enumerable.Range(0, capture.Channels)
                .Select(recorded => Gains(Sound(probe, first, played, capture.RateHz), capture[recorded], start, capture.RateHz)))
            .MaxBy(gains => Math.Abs(gains.Median())) is { } best ? End(probe, best) : null;
    }

    /// <summary>A played channel from a segment on, at the rate of the capture.</summary>
    private static double[] Sound(ProbeSound probe, int first, int channel, int rateHz)
    {
        var sound = new double[(int)Math.Round((double)(probe.Frames - (long)first * probe.SegmentFrames) * rateHz / probe.Format.RateHz)];
        for (var segment = first; (long)segment * probe.SegmentFrames < probe.Frames; segment++)
        {
            var from = (int)Math.Round(SegmentSearch.FramesBetween(first, segment, rateHz));
            var frames = Math.Min(sound.Length, (int)Math.Round(SegmentSearch.FramesBetween(first, segment + 1, rateHz))) - from;
            probe.RenderSegment(segment, channel, rateHz, sound.AsSpan(from, frames));
        }

        return sound;
    }

    /// <summary>Amplitude of captured over played sound in every stretch, last to first.</summary>
    private static double[] Gains(double[] played, ReadOnlySpan<double> captured, long start, int rateHz)
    {
        var block = (int)Math.Round(BlockSeconds * rateHz);
        var gains = new double[played.Length / block];
        for (var b = 0; b < gains.Length; b++)
        {
            var from = played.Length - (b + 1) * block;
            if (start + from < 0 || start + from + block > captured.Length)
                continue;
            var expected = played.AsSpan(from, block);
            gains[b] = InnerProduct.Of(expected, captured.Slice((int)start + from, block)) / InnerProduct.Energy(expected);
        }

        return gains;
    }

    private static long? End(ProbeSound probe, double[] gains)
    {
        var usual = gains.Skip(Doubtful).Median();
        if (usual == 0 || gains.Skip(Doubtful).Select(g => Math.Abs(g / usual - 1)).Median() > LargestScatter)
            return null;
        var lost = gains.TakeWhile(g => g / usual < HeardShare).Count();
        return probe.Frames - (long)Math.Round(lost * BlockSeconds * probe.Format.RateHz);
    }
}
