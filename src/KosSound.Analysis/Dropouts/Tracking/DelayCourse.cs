using KosSound.Analysis.Alignment;
using KosSound.Analysis.Transforms;
using KosSound.Signals.Stimuli;

namespace KosSound.Analysis.Dropouts.Tracking;

/// <summary>
/// Of all courses through the given delays the likeliest, by squared errors in units of the noise, where every change of delay has its
/// price (Viterbi, IEEE Trans. IT 13(2), 1967). A stay at one delay must be worth its changes by sounds of wide band alone: a tone
/// whose gain or phase is not quite the predicted one fits better some periods later.
/// </summary>
internal static class DelayCourse
{
    /// <summary>Price of a change, in nats: chance does not reach it in a capture of minutes.</summary>
    public const double ChangePrice = 60;

    /// <summary>
    /// A block costs at most so many times what noise alone would: what no delay explains, because it was lost or altered, shall
    /// not outweigh what one does explain.
    /// </summary>
    public const double LargestCost = 10;

    /// <summary>Index of the delay of every block.</summary>
    /// <param name="errors">Squared errors per delay and block.</param>
    /// <param name="noise">Variance of the noise.</param>
    /// <param name="block">Frames of a block.</param>
    /// <param name="wide">Blocks that hold sound of wide band, or nothing.</param>
    public static int[] Find(double[][] errors, double noise, int block, bool[] wide)
    {
        var costs = Costs(errors, noise, block);
        var course = Likeliest(costs);
        while (Without(costs, course, wide) is { } better)
            course = better;
        return course;
    }

    /// <summary>Blocks in which something else than a single tone sounds, or rings after it.</summary>
    public static bool[] WideBlocks(ReferenceSound reference, int blocks, int block)
    {
        var wide = new bool[blocks];
        Array.Fill(wide, true);
        var sounds = reference.Stimulus.Plan.Segments.Where(s => s.Kind != SegmentKind.Silence).ToList();
        for (var i = 0; i < sounds.Count; i++)
        {
            if (sounds[i].Kind is not (SegmentKind.Tone or SegmentKind.Staircase))
                continue;
            var (first, end) = (reference.StartOf(sounds[i]) / block, i + 1 < sounds.Count ? reference.StartOf(sounds[i + 1]) / block : blocks);
            Array.Fill(wide, false, first, Math.Min(end, blocks) - first);
        }
        return wide;
    }

    /// <summary>In units of twice the variance that the best delay leaves around there, at least that of the noise.</summary>
    private static double[][] Costs(double[][] errors, double noise, int block)
    {
        const int reach = 10;
        var best = Enumerable.Range(0, errors[0].Length).Select(b => errors.Min(e => e[b])).ToArray();
        var (scales, scratch) = (new double[best.Length], new double[2 * reach + 1]);
        for (var b = 0; b < scales.Length; b++)
        {
            var from = Math.Max(0, b - reach);
            var around = scratch.AsSpan(0, Math.Min(best.Length, b + reach + 1) - from);
            best.AsSpan(from, around.Length).CopyTo(around);
            scales[b] = 2 * Math.Max(noise, OrderStatistic.Of(around, around.Length / 2) / block);
        }
        return [.. errors.Select(level => level.Select((error, b) => Math.Min(error / scales[b], 0.5 * LargestCost * block)).ToArray())];
    }

    private static int[] Likeliest(double[][] costs)
    {
        var (levels, blocks) = (costs.Length, costs[0].Length);
        var cost = new double[levels];
        var from = new int[blocks, levels];
        for (var b = 0; b < blocks; b++)
        {
            var cheapest = Array.IndexOf(cost, cost.Min());
            var next = new double[levels];
            for (var l = 0; l < levels; l++)
            {
                from[b, l] = cost[l] <= cost[cheapest] + ChangePrice ? l : cheapest;
                next[l] = cost[from[b, l]] + (from[b, l] == l ? 0 : ChangePrice) + costs[l][b];
            }
            cost = next;
        }
        var course = new int[blocks];
        course[^1] = Array.IndexOf(cost, cost.Min());
        for (var b = blocks - 1; b > 0; b--)
            course[b - 1] = from[b, course[b]];
        return course;
    }

    /// <summary>The course without the stay at one delay that is worth its changes least; null when each is worth them.</summary>
    private static int[]? Without(double[][] costs, int[] course, bool[] wide)
    {
        var (least, best) = (0.0, (int[]?)null);
        for (int start = 0, end; start < course.Length; start = end)
        {
            end = start + 1;
            while (end < course.Length && course[end] == course[start])
                end++;
            if (end - start == course.Length)
                break;
            var (before, after) = (course[start > 0 ? start - 1 : end], course[end < course.Length ? end : start - 1]);
            var other = (int[])course.Clone();
            var turn = Turn(costs[before], costs[after], start, end);
            Array.Fill(other, before, start, turn - start);
            Array.Fill(other, after, turn, end - turn);
            var worth = Price(costs, other, wide) - Price(costs, course, wide);
            if (worth < least)
                (least, best) = (worth, other);
        }
        return best;
    }

    /// <summary>The block from which on the second of two delays costs less than the first.</summary>
    private static int Turn(double[] first, double[] second, int start, int end)
    {
        var (sum, least, turn) = (0.0, 0.0, start);
        for (var b = start; b < end; b++)
        {
            sum += first[b] - second[b];
            if (sum < least)
                (least, turn) = (sum, b + 1);
        }
        return turn;
    }

    /// <summary>What a course costs in some of the blocks, and what its changes do.</summary>
    private static double Price(double[][] costs, int[] course, bool[] counted)
    {
        var sum = 0.0;
        for (var b = 0; b < course.Length; b++)
            sum += (counted[b] ? costs[course[b]][b] : 0) + (b > 0 && course[b] != course[b - 1] ? ChangePrice : 0);
        return sum;
    }
}
