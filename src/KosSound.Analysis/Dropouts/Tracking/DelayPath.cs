using KosSound.Analysis.Alignment;
using KosSound.Analysis.Transforms;

namespace KosSound.Analysis.Dropouts.Tracking;

/// <summary>
/// Which delay the sound arrives with at every moment, and what of it is left when all changes are taken out. The course is chosen by
/// blocks (<see cref="DelayCourse"/>), the moment of a change by frames.
/// </summary>
internal sealed class DelayPath
{
    private const double BlockSeconds = 0.002;

    /// <summary>Predicted energy over noise from which on a block helps to choose a delay.</summary>
    private const double AudibleShare = 0.5;

    /// <summary>The same from which on it tells the moment of a change: weaker tails of the prediction are not heard as it rings.</summary>
    private const double PlainShare = 4;

    /// <summary>Energy in which two predictions of a tone differ, over that of the noise, from which on it tells them apart.</summary>
    private const double LeastDifference = 2;

    /// <summary>So many nats count as one where places are weighed: the prediction errs, and not only by noise.</summary>
    private const double Doubt = 3;

    /// <summary>Places whose cost is within this of the best count as possible.</summary>
    private const double Likely = 10;

    private readonly Lazy<double> _misfit;

    private DelayPath(IReadOnlyList<DelayStep> steps, double[] corrected, double[] predicted, double noiseVariance, Func<double> misfit) =>
        (Steps, Corrected, Predicted, NoiseVariance, _misfit) = (steps, corrected, predicted, noiseVariance, new Lazy<double>(misfit));

    /// <summary>Changes of delay in order of time.</summary>
    public IReadOnlyList<DelayStep> Steps { get; }

    /// <summary>Captured samples on the time of the reference, all changes taken out.</summary>
    public double[] Corrected { get; }

    /// <summary>What they should be.</summary>
    public double[] Predicted { get; }

    /// <summary>Variance of the noise between the sounds.</summary>
    public double NoiseVariance { get; }

    /// <summary>Cost of the whole course in nats, by one noise for all of it: the lower, the better the prediction explains the capture.</summary>
    public double Misfit => _misfit.Value;

    /// <summary>The same course with other captured samples: with something taken out that is no loss.</summary>
    public DelayPath With(double[] corrected) => new(Steps, corrected, Predicted, NoiseVariance, () => Misfit);

    /// <summary>Follows the delays of one recorded channel.</summary>
    /// <param name="captured">What was captured.</param>
    /// <param name="prediction">What should have been.</param>
    /// <param name="levels">Delays that occur, 0 first.</param>
    /// <param name="reference">The stimulus.</param>
    /// <param name="noiseVariance">Variance of the noise; null is that between the sounds.</param>
    public static DelayPath Follow(CapturedBand captured, SoundPrediction prediction, IReadOnlyList<double> levels, ReferenceSound reference, double? noiseVariance = null)
    {
        var (predicted, banded, block) = (prediction.Whole, prediction.Banded, Math.Max(8, (int)(BlockSeconds * reference.RateHz)));
        var noise = noiseVariance ?? Math.Max(
            Quartile(Errors(captured.Whole(levels[0]), predicted, block)) / block, Math.Pow(reference.Stimulus.Plan.Format.LsbFs, 2) / 12);
        var sounds = Sounding(banded, AudibleShare * noise, block);
        var plain = Sounding(banded, PlainShare * noise, block);
        // Too short for parts of a frame.
        if (reference.FramesPerStimulusFrame == 1)
            levels = [.. levels, .. EndDelays.Find(captured, banded, levels, reference, noise, block)];
        double[] CostsAt(double level) => Costs(captured.Banded(level), banded, sounds, block);
        if (levels.Count == 1)
            return new DelayPath([], captured.Whole(levels[0]).ToArray(), predicted, noise, () => Misfitting([CostsAt(levels[0])], [], noise, block));
        var costs = levels.Select(CostsAt).ToArray();
        var wide = DelayCourse.WideBlocks(reference, costs[0].Length, block);
        var course = DelayCourse.Find(costs, noise, block, wide);
        var (corrected, steps) = (new double[predicted.Length], new List<DelayStep>());
        var from = 0;
        for (var b = 1; b < course.Length; b++)
        {
            if (course[b] == course[b - 1])
                continue;
            var (before, after) = (levels[course[b - 1]], levels[course[b]]);
            var telling = Telling(banded, plain, wide, (int)Math.Round(after - before), noise, block);
            var step = Place(captured.Banded(before), captured.Banded(after), (banded, telling, block), (b * block, before, after), noise);
            captured.Whole(before)[from..Math.Max(from, step.Frame)].CopyTo(corrected.AsSpan(from));
            from = step.Frame;
            steps.Add(step);
        }
        captured.Whole(levels[course[^1]])[from..].CopyTo(corrected.AsSpan(from));
        return new DelayPath(steps, corrected, predicted, noise, () => Misfitting(costs, course, noise, block));
    }

    private static double[] Errors(ReadOnlySpan<double> captured, ReadOnlySpan<double> predicted, int block)
    {
        var errors = new double[(predicted.Length + block - 1) / block];
        for (var b = 0; b < errors.Length; b++)
        {
            var (start, frames) = (b * block, Math.Min(block, predicted.Length - b * block));
            errors[b] = InnerProduct.SquaredDistance(captured.Slice(start, frames), predicted.Slice(start, frames));
        }
        return errors;
    }

    /// <summary>Squared errors of the blocks in which something is predicted; elsewhere every delay is as good, whatever the noise.</summary>
    private static double[] Costs(ReadOnlySpan<double> captured, double[] predicted, bool[] sounds, int block)
    {
        var costs = Errors(captured, predicted, block);
        for (var b = 0; b < costs.Length; b++)
            costs[b] = sounds[b] ? costs[b] : 0;
        return costs;
    }

    private static bool[] Sounding(double[] predicted, double leastVariance, int block)
    {
        var sounds = new bool[(predicted.Length + block - 1) / block];
        for (var b = 0; b < sounds.Length; b++)
            sounds[b] = InnerProduct.Energy(predicted.AsSpan(b * block, Math.Min(block, predicted.Length - b * block))) > leastVariance * block;
        return sounds;
    }

    /// <param name="costs">Squared errors per delay and block.</param>
    /// <param name="course">Delay of every block; empty when there is only one.</param>
    private static double Misfitting(double[][] costs, int[] course, double noise, int block)
    {
        var sum = 0.0;
        for (var b = 0; b < costs[0].Length; b++)
        {
            var cost = costs[course.Length == 0 ? 0 : course[b]][b] / (2 * noise);
            sum += Math.Min(cost, 0.5 * DelayCourse.LargestCost * block) + (b > 0 && course.Length > 0 && course[b] != course[b - 1] ? DelayCourse.ChangePrice : 0);
        }
        return sum;
    }

    /// <summary>
    /// Blocks that tell two delays apart. What the prediction errs by adds up in a tone: there their difference must stand out of the noise.
    /// </summary>
    private static bool[] Telling(double[] predicted, bool[] plain, bool[] wide, int shift, double noise, int block)
    {
        var telling = (bool[])plain.Clone();
        for (var b = 0; b < telling.Length; b++)
        {
            if (!plain[b] || wide[b])
                continue;
            var frames = Math.Min(block, predicted.Length - b * block);
            var from = Math.Clamp(b * block + shift, 0, predicted.Length - frames);
            telling[b] = InnerProduct.SquaredDistance(predicted.AsSpan(b * block, frames), predicted.AsSpan(from, frames)) > LeastDifference * noise * frames;
        }
        return telling;
    }

    /// <summary>The frame at which one delay gives way to the other, and the range in which it could as well do so.</summary>
    private static DelayStep Place(ReadOnlySpan<double> before, ReadOnlySpan<double> after, (double[] Predicted, bool[] Sounds, int Block) model, (int Near, double From, double To) change, double noise)
    {
        var (predicted, sounds, block) = model;
        var reach = (int)Math.Abs(change.To - change.From) + 2_000;
        var (first, end) = (Math.Max(0, change.Near - reach), Math.Min(predicted.Length, change.Near + reach));
        var (sums, sum, best, at) = (new double[end - first + 1], 0.0, 0.0, first);
        for (var i = first; i < end; i++)
        {
            sum += Evidence(before, after, i);
            sums[i - first + 1] = sum;
            if (sum < best)
                (best, at) = (sum, i + 1);
        }
        var (low, high) = (at, at);
        for (var i = 0; i < sums.Length; i++)
        {
            if (sums[i] > best + Likely)
                continue;
            (low, high) = (Math.Min(low, first + i), Math.Max(high, first + i));
        }
        // Silence hides the moment: it may lie anywhere in it, and in what is too weak to tell.
        var (earlier, later) = (0.0, sum);
        while (low <= first && low > 0 && (earlier -= Evidence(before, after, low - 1)) <= best + Likely)
            low--;
        while (high >= end && high < predicted.Length && (later += Evidence(before, after, high)) <= best + Likely)
            high++;
        return new DelayStep(at, low, high, change.From, change.To) { Expected = Expected(before, after, low, high) };

        // Mean over all places by how likely they are: where nothing sounds, the middle.
        int Expected(ReadOnlySpan<double> b, ReadOnlySpan<double> a, int from, int to)
        {
            var nats = new double[to - from + 1];
            for (var i = from; i < to; i++)
                nats[i - from + 1] = nats[i - from] + Evidence(b, a, i);
            var (least, weights, weighted) = (nats.Min(), 0.0, 0.0);
            for (var i = 0; i < nats.Length; i++)
            {
                var weight = Math.Exp((least - nats[i]) / Doubt);
                (weights, weighted) = (weights + weight, weighted + weight * i);
            }
            return from + (int)Math.Round(weighted / weights);
        }

        double Evidence(ReadOnlySpan<double> b, ReadOnlySpan<double> a, int i)
        {
            if (!sounds[i / block])
                return 0;
            var (early, late) = (b[i] - predicted[i], a[i] - predicted[i]);
            return (early * early - late * late) / (2 * noise);
        }
    }

    private static double Quartile(double[] errors) => OrderStatistic.Of((double[])errors.Clone(), errors.Length / 4);
}

/// <summary>A change of delay.</summary>
/// <param name="Frame">Likeliest frame of the reference from which on the new delay holds.</param>
/// <param name="Earliest">First frame at which it could have happened.</param>
/// <param name="Latest">Last frame at which it could have happened: silence hides it.</param>
/// <param name="FromFrames">Delay before.</param>
/// <param name="ToFrames">Delay after; smaller when frames were lost.</param>
internal sealed record DelayStep(int Frame, int Earliest, int Latest, double FromFrames, double ToFrames)
{
    /// <summary>Where it happened on average over all frames at which it could have.</summary>
    public required int Expected { get; init; }

    /// <summary>Frames inserted, negative when lost.</summary>
    public double Shift => ToFrames - FromFrames;
}
