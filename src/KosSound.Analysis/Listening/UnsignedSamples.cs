using KosSound.Analysis.Alignment;

namespace KosSound.Analysis.Listening;

/// <summary>
/// Recognises unsigned samples that were read as signed ones. What is near silence then lies near both ends of the range: no
/// sound does that, and with its sign bits turned it is quiet.
/// </summary>
internal static class UnsignedSamples
{
    private const int BlockFrames = 8_192;
    private const double LoudMeanSquare = 0.5;
    private const double QuietMeanSquare = 0.1;
    private const double ClippedShare = 0.1;

    /// <summary>The diagnosis, for people.</summary>
    public const string Sentence = "samples arrive unsigned";

    /// <summary>True when every channel is such.</summary>
    public static bool Arrive(CaptureSamples samples) =>
        samples.Frames > 0 && Enumerable.Range(0, samples.Format.Channels).All(channel => Arrive(samples, channel));

    private static bool Arrive(CaptureSamples samples, int channel)
    {
        var block = new double[BlockFrames];
        var (read, turned, atLow, atHigh) = (0.0, 0.0, 0L, 0L);
        var high = 1 - samples.Format.LsbFs;
        for (var start = 0; start < samples.Frames; start += BlockFrames)
        {
            var part = block.AsSpan(0, Math.Min(BlockFrames, samples.Frames - start));
            samples.Read(channel, start, part);
            foreach (var sample in part)
            {
                var other = sample < 0 ? sample + 1 : sample - 1;
                (read, turned) = (read + sample * sample, turned + other * other);
                atLow += sample <= -1 ? 1 : 0;
                atHigh += sample >= high ? 1 : 0;
            }
        }

        // A sound clipped beyond recognition lies at both ends exactly.
        var clipped = Math.Min(atLow, atHigh) > ClippedShare * samples.Frames;
        return read > LoudMeanSquare * samples.Frames && turned < QuietMeanSquare * samples.Frames && !clipped;
    }
}
