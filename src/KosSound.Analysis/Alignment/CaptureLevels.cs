using System.Globalization;

namespace KosSound.Analysis.Alignment;

/// <summary>Plain levels of one recorded channel.</summary>
/// <param name="Peak">Largest magnitude, 0 … 1.</param>
/// <param name="Trough">Zero when the samples differ, otherwise <paramref name="Peak"/>.</param>
/// <param name="AcPower">Mean square without the mean.</param>
/// <param name="PinnedShare">Share of samples at the largest or smallest value that occurs, 0 … 1; 0 in silence.</param>
public readonly record struct ChannelLevel(double Peak, double Trough, double AcPower, double PinnedShare);

/// <summary>One pass over a capture for its plain levels.</summary>
internal static class CaptureLevels
{
    private const int BlockFrames = 8_192;
    private const double ClippedShare = 0.2;

    /// <summary>Magnitude from which a sample counts as at the limit of the format, 0 … 1.</summary>
    public const double FullScale = 0.98;

    /// <summary>One sentence, without full stop, when so many samples of a channel lie at full scale that nothing is left to measure; otherwise null.</summary>
    public static string? WhyClipped(IReadOnlyList<ChannelLevel> levels)
    {
        var share = levels.Where(l => l.Peak > FullScale).Select(l => l.PinnedShare).DefaultIfEmpty(0).Max();
        return share > ClippedShare
            ? string.Create(CultureInfo.InvariantCulture, $"the capture is clipped throughout: {100 * share:F0} % of its samples lie at the limits")
            : null;
    }

    /// <summary>One entry per recorded channel.</summary>
    public static IReadOnlyList<ChannelLevel> Of(CaptureSamples samples) =>
        [.. Enumerable.Range(0, samples.Format.Channels).Select(channel => Of(samples, channel))];

    private static ChannelLevel Of(CaptureSamples samples, int channel)
    {
        var block = new double[BlockFrames];
        var (low, high, sum, squares) = (double.PositiveInfinity, double.NegativeInfinity, 0.0, 0.0);
        var (atLow, atHigh) = (0L, 0L);
        for (var start = 0; start < samples.Frames; start += BlockFrames)
        {
            var part = block.AsSpan(0, Math.Min(BlockFrames, samples.Frames - start));
            samples.Read(channel, start, part);
            foreach (var sample in part)
            {
                sum += sample;
                squares += sample * sample;
                if (sample <= low)
                    (low, atLow) = (sample, sample < low ? 1 : atLow + 1);
                if (sample >= high)
                    (high, atHigh) = (sample, sample > high ? 1 : atHigh + 1);
            }
        }
        var mean = sum / samples.Frames;
        var peak = Math.Max(Math.Abs(low), Math.Abs(high));
        return low == high
            ? new ChannelLevel(peak, peak, 0, 0)
            : new ChannelLevel(peak, 0, squares / samples.Frames - mean * mean, (double)(atLow + atHigh) / samples.Frames);
    }
}
