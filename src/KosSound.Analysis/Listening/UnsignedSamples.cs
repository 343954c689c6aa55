using KosSound.Analysis.Alignment;

namespace KosSound.Analysis.Listening;

/// <summary>
/// Recognises unsigned samples that were read as signed ones. What is near silence then lies near both ends of the range: no
/// sound does that, and with its sign bits turned it is quiet. What lies near one end only is a stuck input.
/// </summary>
internal static class UnsignedSamples
{
    private const int BlockFrames = 8_192;
    private const double LoudMeanSquare = 0.5;
    private const double QuietMeanSquare = 0.1;
    private const double ClippedShare = 0.1;
    private const double LeastShareOfEachSign = 0.01;

    /// <summary>The diagnosis, for people.</summary>
    public const string Sentence = "samples arrive unsigned";

    /// <summary>True when every channel is such; one without sound lies at one end.</summary>
    public static bool Arrive(CaptureSamples samples)
    {
        if (samples.Frames == 0)
            return false;
        var channels = Enumerable.Range(0, samples.Format.Channels).Select(channel => Ends(samples, channel)).ToList();
        return channels.All(c => c.Near) && channels.Any(c => c.Both);
    }

    private static (bool Near, bool Both) Ends(CaptureSamples samples, int channel)
    {
        var block = new double[BlockFrames];
        var (read, turned, atLow, atHigh, negative) = (0.0, 0.0, 0L, 0L, 0L);
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
                negative += sample < 0 ? 1 : 0;
            }
        }

        // A sound clipped beyond recognition lies at both ends exactly.
        var clipped = Math.Min(atLow, atHigh) > ClippedShare * samples.Frames;
        var near = read > LoudMeanSquare * samples.Frames && turned < QuietMeanSquare * samples.Frames && !clipped;
        return (near, Math.Min(negative, samples.Frames - negative) > LeastShareOfEachSign * samples.Frames);
    }
}
