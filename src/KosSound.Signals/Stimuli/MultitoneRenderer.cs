namespace KosSound.Signals.Stimuli;

/// <summary>
/// Sums the tones of one channel from a table of one sine period: tone frequencies are whole multiples of rate / period, so every
/// phase is a whole index. Phases are drawn from the plan's seed; of several draws the one with the lowest peak is taken, which
/// puts the most energy below the set level.
/// </summary>
internal static class MultitoneRenderer
{
    private const int Draws = 8;

    public static void Render(Span<double> target, Segment segment, int channel, StimulusPlan plan)
    {
        var period = segment.PeriodFrames!.Value;
        var bins = segment.TonesHz![channel].Select(hz => (int)Math.Round(hz * period / plan.Format.RateHz)).ToArray();
        var table = new double[period];
        for (var i = 0; i < period; i++)
            table[i] = PortableMath.SinTurns((double)i / period);

        var random = new SplitMix((ulong)plan.Seed * 1_000 + (ulong)channel);
        var (best, draw) = (new double[period], new double[period]);
        var lowestPeak = double.PositiveInfinity;
        for (var i = 0; i < Draws; i++)
        {
            Draw(draw, table, bins, ref random);
            var peak = Peak(draw);
            if (peak >= lowestPeak)
                continue;
            lowestPeak = peak;
            (best, draw) = (draw, best);
        }
        var scale = StimulusRenderer.Amplitude(segment.LevelDbfs!.Value, plan.Format) / lowestPeak;
        for (var frame = 0; frame < target.Length; frame++)
            target[frame] = scale * best[frame % period];
    }

    private static void Draw(double[] sum, double[] table, int[] bins, ref SplitMix random)
    {
        Array.Clear(sum);
        foreach (var bin in bins)
        {
            var index = (int)(random.Next() % (ulong)table.Length);
            for (var frame = 0; frame < sum.Length; frame++)
            {
                sum[frame] += table[index];
                index += bin;
                if (index >= table.Length)
                    index -= table.Length;
            }
        }
    }

    private static double Peak(double[] samples)
    {
        var peak = 0.0;
        foreach (var sample in samples)
            peak = Math.Max(peak, Math.Abs(sample));
        return peak;
    }
}
