using KosSound.Analysis.Transforms;

namespace KosSound.Analysis.Dropouts.Tracking;

/// <summary>
/// Finds short stretches of a difference signal that stand out of what surrounds them. The energy of a short window is taken to
/// its cube root, which makes the chi-squared distribution nearly normal (Wilson and Hilferty, PNAS 17, 1931), and compared with
/// median and median absolute deviation of the 25 ms before and after: the larger of both counts, so that the onset of
/// a sound that the prediction does not meet well is no event.
/// </summary>
internal static class TransientDetector
{
    private const double SideSeconds = 0.025;
    private const double HopSeconds = 0.0025;

    /// <summary>Least robust z of an event.</summary>
    public const double LeastZ = 7;

    /// <summary>Windows in seconds: a click, and a weak disturbance that lasts.</summary>
    private static readonly double[] WindowsSeconds = [0.00025, 0.002];

    /// <summary>Looks for events.</summary>
    /// <param name="difference">Captured minus expected sound, at least some 10 ms.</param>
    /// <param name="rateHz">Frames per second.</param>
    /// <param name="leastVariance">Variance below which nothing is an event, in so many samples from one on.</param>
    /// <returns>First frame, frame after the last and largest z of every event, in order of time; those within 4 ms are joined.</returns>
    public static IReadOnlyList<(int Start, int End, double Z)> Find(ReadOnlySpan<double> difference, int rateHz, Func<int, int, double> leastVariance)
    {
        var hits = new List<(int Start, int End, double Z)>();
        foreach (var seconds in WindowsSeconds)
            Scan(difference, Math.Max(8, (int)(seconds * rateHz)), rateHz, leastVariance, hits);
        var bridge = (int)(0.004 * rateHz);
        var joined = new List<(int Start, int End, double Z)>();
        foreach (var hit in hits.OrderBy(h => h.Start))
        {
            if (joined.Count > 0 && hit.Start <= joined[^1].End + bridge)
                joined[^1] = (joined[^1].Start, Math.Max(joined[^1].End, hit.End), Math.Max(joined[^1].Z, hit.Z));
            else
                joined.Add(hit);
        }
        return joined;
    }

    private static void Scan(ReadOnlySpan<double> difference, int window, int rateHz, Func<int, int, double> leastVariance, List<(int Start, int End, double Z)> hits)
    {
        var stride = window / 2;
        var roots = Roots(difference, window, stride);
        var side = Math.Max(8, (int)(SideSeconds * rateHz / stride));
        var hop = Math.Max(1, (int)(HopSeconds * rateHz / stride));
        if (roots.Length < side)
            return;
        // Deviation of the cube root over its mean: 1 / (3 · √(N / 2)).
        var theory = Math.Sqrt(2.0 / (9 * window));
        // What lies after one place lies before another one further on.
        var (scratch, known) = (new double[side], new (double Median, double Deviation)?[roots.Length - side + 1]);
        for (var at = 0; at < roots.Length; at += hop)
        {
            var before = StatisticsFrom(at - side);
            var after = StatisticsFrom(at + hop);
            var least = Math.Cbrt(window * leastVariance(at * stride, (hop + 1) * stride));
            var median = Math.Max(least, Math.Max(before.Median, after.Median));
            var deviation = Math.Max(theory * median, Math.Max(before.Deviation, after.Deviation));
            for (var i = at; i < Math.Min(at + hop, roots.Length); i++)
            {
                var z = (roots[i] - median) / deviation;
                if (z > LeastZ)
                    hits.Add((i * stride, i * stride + window, z));
            }
        }

        (double Median, double Deviation) StatisticsFrom(int from)
        {
            // Moved inside where it lies outside.
            var start = Math.Clamp(from, 0, roots.Length - side);
            return known[start] ??= Statistics(roots.AsSpan(start, side), scratch);
        }
    }

    private static double[] Roots(ReadOnlySpan<double> difference, int window, int stride)
    {
        var roots = new double[Math.Max(0, (difference.Length - window) / stride + 1)];
        for (var i = 0; i < roots.Length; i++)
            roots[i] = Math.Cbrt(InnerProduct.Energy(difference.Slice(i * stride, window)));
        return roots;
    }

    /// <summary>Median and scaled median absolute deviation.</summary>
    private static (double Median, double Deviation) Statistics(ReadOnlySpan<double> values, double[] scratch)
    {
        values.CopyTo(scratch);
        var median = OrderStatistic.Of(scratch, scratch.Length / 2);
        for (var i = 0; i < scratch.Length; i++)
            scratch[i] = Math.Abs(scratch[i] - median);
        return (median, 1.4826 * OrderStatistic.Of(scratch, scratch.Length / 2));
    }
}
