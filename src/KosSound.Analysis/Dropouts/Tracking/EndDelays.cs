using KosSound.Analysis.Alignment;
using KosSound.Analysis.Transforms;

namespace KosSound.Analysis.Dropouts.Tracking;

/// <summary>
/// Delays that only the beginning of the first marker or the end of the last one arrives with. A frame that is lost a few
/// milliseconds into the stimulus leaves so little of another delay that no correlation peak of its own shows; the squared errors
/// against the prediction tell it all the same.
/// </summary>
internal static class EndDelays
{
    /// <summary>Delays so many frames from a known one are tried on a whole marker: farther ones show as peaks of their own there.</summary>
    private const int ReachFrames = 8;

    /// <summary>Delays so far from a known one are tried on so much of a marker's end: of that, other sounds of it hide the peak.</summary>
    private const double FarSeconds = 0.01;
    private const double EndSeconds = 0.02;

    /// <summary>And they must explain all but this part of what noise does not: where one delay gives way to another, a third one may fit better than either.</summary>
    private const double MostLeft = 0.25;

    /// <summary>What the filter of the band rings for, beside a marker that is filtered alone.</summary>
    private const double RingSeconds = 0.05;

    /// <summary>The delays that explain either end better than all known ones do, by more than the price of a change.</summary>
    /// <param name="captured">What was captured.</param>
    /// <param name="predicted">What should have been, within the band.</param>
    /// <param name="known">Delays that are known to occur.</param>
    /// <param name="reference">The stimulus, at the rate of the capture.</param>
    /// <param name="noiseVariance">Variance of the noise.</param>
    /// <param name="block">Frames of which one delay is the best.</param>
    public static IReadOnlyList<double> Find(CapturedBand captured, double[] predicted, IReadOnlyList<double> known, ReferenceSound reference, double noiseVariance, int block)
    {
        if (reference.Markers is not { Count: > 1 } markers)
            return [];
        var (far, endBlocks) = ((int)(FarSeconds * reference.RateHz), (int)(EndSeconds * reference.RateHz) / block);
        var tried = known.SelectMany(d => Enumerable.Range(-far, 2 * far + 1).Select(shift => Math.Round(d) + shift))
            .Distinct().Where(d => known.All(k => Math.Abs(k - d) >= 0.5)).ToArray();
        var (first, last) = (markers[0], markers[^1]);
        return [.. new[] { Best(first.Start, first.Samples.Length, fromStart: true), Best(last.Start, last.Samples.Length, fromStart: false) }.OfType<double>().Distinct()];

        double? Best(int start, int frames, bool fromStart)
        {
            var marker = predicted.AsSpan(start, Math.Min(frames, predicted.Length - start)).ToArray();
            var part = captured.Part(start, marker.Length, (int)(RingSeconds * reference.RateHz + known.Concat(tried).Max(Math.Abs)));
            var blocks = marker.Length / block;
            // From the end inwards.
            var order = Enumerable.Range(0, blocks).Select(i => fromStart ? i : blocks - 1 - i).ToArray();
            var best = known.Select(d => Errors(part.At(d), marker, order)).Aggregate((a, b) => [.. a.Zip(b, Math.Min)]);
            var end = order[..Math.Min(endBlocks, blocks)];
            // While a marker fades in, a period more or less is as good as another gain.
            var bestAtAnyGain = known.Select(d => Errors(part.At(d), marker, end, atAnyGain: true)).Aggregate((a, b) => [.. a.Zip(b, Math.Min)]);
            var leading = tried.Select(d => (Delay: d, Nats: IsNear(d) ? Lead(Errors(part.At(d), marker, order), best) : FarLead(Errors(part.At(d), marker, end)))).DefaultIfEmpty().MaxBy(t => t.Nats);
            return leading.Nats > DelayCourse.ChangePrice ? leading.Delay : null;

            double FarLead(double[] errors) => Lead(errors, bestAtAnyGain) > DelayCourse.ChangePrice ? Lead(errors, best, 0.5 * block) : 0;
        }

        bool IsNear(double delay) => known.Any(k => Math.Abs(Math.Round(k) - delay) <= ReachFrames);

        double[] Errors(ReadOnlySpan<double> sound, double[] marker, ReadOnlySpan<int> blocks, bool atAnyGain = false)
        {
            var errors = new double[blocks.Length];
            for (var i = 0; i < errors.Length; i++)
                errors[i] = Error(sound.Slice(blocks[i] * block, block), marker.AsSpan(blocks[i] * block, block), atAnyGain) / (2 * noiseVariance);
            return errors;
        }
    }

    private static double Error(ReadOnlySpan<double> sound, ReadOnlySpan<double> expected, bool atAnyGain)
    {
        if (!atAnyGain)
            return InnerProduct.SquaredDistance(sound, expected);
        var energy = InnerProduct.Energy(expected);
        return InnerProduct.Energy(sound) - (energy == 0 ? 0 : Math.Pow(InnerProduct.Of(sound, expected), 2) / energy);
    }

    /// <summary>By how many nats a delay explains the blocks of one end better, as many of them as make it most.</summary>
    /// <param name="errors">What the delay leaves of the blocks, from the end on, in nats.</param>
    /// <param name="best">What the best known one leaves.</param>
    /// <param name="noise">What noise leaves of a block: of what is above it the delay may leave no more than its part. Null does not ask for that.</param>
    private static double Lead(double[] errors, double[] best, double? noise = null)
    {
        var (sum, most, left) = (0.0, 0.0, 0.0);
        for (var i = 0; i < errors.Length; i++)
        {
            (sum, left) = (sum + best[i] - errors[i], left + errors[i] - (noise ?? 0));
            if (sum > most && (noise is null || left <= MostLeft * (left + sum)))
                most = sum;
        }
        return most;
    }
}
