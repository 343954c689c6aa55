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
    /// <summary>Delays so many frames from a known one are tried: farther ones show as peaks of their own.</summary>
    private const int ReachFrames = 8;

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
        var tried = known.SelectMany(d => Enumerable.Range(-ReachFrames, 2 * ReachFrames + 1).Select(shift => Math.Round(d) + shift))
            .Distinct().Where(d => known.All(k => Math.Abs(k - d) >= 0.5)).ToArray();
        var (first, last) = (markers[0], markers[^1]);
        return [.. new[] { Best(first.Start, first.Samples.Length, fromStart: true), Best(last.Start, last.Samples.Length, fromStart: false) }.OfType<double>().Distinct()];

        double? Best(int start, int frames, bool fromStart)
        {
            var marker = predicted.AsSpan(start, Math.Min(frames, predicted.Length - start)).ToArray();
            var part = captured.Part(start, marker.Length, (int)(RingSeconds * reference.RateHz + known.Concat(tried).Max(Math.Abs)));
            var best = known.Select(d => Errors(part.At(d), marker)).Aggregate((a, b) => [.. a.Zip(b, Math.Min)]);
            var leading = tried.Select(d => (Delay: d, Nats: Lead(Errors(part.At(d), marker), best, fromStart))).DefaultIfEmpty().MaxBy(t => t.Nats);
            return leading.Nats > DelayCourse.ChangePrice ? leading.Delay : null;
        }

        double[] Errors(ReadOnlySpan<double> sound, double[] marker)
        {
            var errors = new double[marker.Length / block];
            for (var b = 0; b < errors.Length; b++)
                errors[b] = InnerProduct.SquaredDistance(sound.Slice(b * block, block), marker.AsSpan(b * block, block)) / (2 * noiseVariance);
            return errors;
        }
    }

    /// <summary>By how many nats a delay explains the blocks of one end better, as many of them as make it most.</summary>
    private static double Lead(double[] errors, double[] best, bool fromStart)
    {
        var (sum, most) = (0.0, 0.0);
        for (var i = 0; i < errors.Length; i++)
        {
            var b = fromStart ? i : errors.Length - 1 - i;
            sum += best[b] - errors[b];
            most = Math.Max(most, sum);
        }
        return most;
    }
}
