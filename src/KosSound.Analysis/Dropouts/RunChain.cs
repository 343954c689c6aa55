namespace KosSound.Analysis.Dropouts;

/// <summary>
/// Chooses among all runs the chain that explains the capture with the least words (minimum description length): a fault has a
/// price, a change of delay a higher one that grows with the logarithm of its length, captured frames that no run explains pay
/// one by one, silence among them little, and so does played sound that was not captured. Without it a fault shortly before a silence, which fits any delay, would be taken for
/// two, and a chance likeness of tones for a jump.
/// </summary>
internal sealed class RunChain(int[] stimulus, int[] capture)
{
    // Prices in sixteenths of an unexplained frame.
    private const int Altered = 16;
    private const int Repeated = 2;
    private const int Lost = 4;
    private const int Silent = 1;
    private const int Fault = 8 * 16;
    private const int Jump = 24 * 16;
    private const int JumpPerOctave = 2 * 16;

    /// <summary>Frames by which the end may come late.</summary>
    private const int LatestEnd = 4_096;

    private readonly int[] _played = Sounding(stimulus);
    private readonly int[] _heard = Sounding(capture);

    /// <summary>The chain; runs are shortened so that they follow each other in stimulus and capture. Slack says by how many
    /// frames a run could begin earlier, at the cost of the one in front.</summary>
    public IReadOnlyList<(MatchRun Run, int Slack)> Choose(IReadOnlyList<MatchRun> runs)
    {
        var cost = new int[runs.Count];
        var before = new int[runs.Count];
        var latest = new Dictionary<int, List<int>>(); // per delay the indices of its runs so far, ascending
        for (var i = 0; i < runs.Count; i++)
        {
            (cost[i], before[i]) = (StartCost(runs[i]), -1);
            foreach (var indices in latest.Values)
                Consider(indices, i);
            if (!latest.TryGetValue(runs[i].Delay, out var own))
                latest.Add(runs[i].Delay, own = []);
            own.Add(i);
        }
        return Back(runs, cost, before);

        // Of each delay only the last two runs that begin before this one can be its neighbour: any other pays for them too.
        void Consider(List<int> indices, int i)
        {
            for (var k = indices.Count - 1; k >= Math.Max(0, indices.Count - 2); k--)
            {
                var j = indices[k];
                if (Step(runs[j], runs[i]) is { } step && cost[j] + step < cost[i])
                    (cost[i], before[i]) = (cost[j] + step, j);
            }
        }
    }

    private List<(MatchRun Run, int Slack)> Back(IReadOnlyList<MatchRun> runs, int[] cost, int[] before)
    {
        var last = -1;
        for (var i = 0; i < runs.Count; i++)
        {
            if (last < 0 || cost[i] + EndCost(runs[i]) < cost[last] + EndCost(runs[last]))
                last = i;
        }
        var chain = new List<(MatchRun Run, int Slack)>();
        for (var i = last; i >= 0; i = before[i])
        {
            var overlap = before[i] < 0 ? 0 : Overlap(runs[before[i]], runs[i]);
            chain.Add((runs[i].From(overlap), overlap));
        }
        chain.Reverse();
        return chain;
    }

    /// <summary>Price of going from one run to the next; null when the next would vanish.</summary>
    private int? Step(MatchRun from, MatchRun to)
    {
        var overlap = Overlap(from, to);
        if (overlap >= to.Length || to.Stimulus < from.Stimulus || to.Capture < from.Capture)
            return null;
        var lost = to.Stimulus + overlap - from.StimulusEnd;
        var gained = to.Capture + overlap - from.CaptureEnd;
        var altered = Math.Min(lost, gained);
        var price = Lost * (_played[from.StimulusEnd + lost] - _played[from.StimulusEnd]);
        if (altered > 0)
            price += Fault + Unexplained(from.CaptureEnd, from.CaptureEnd + altered, Altered);
        if (lost != gained)
            price += Jump + (int)(JumpPerOctave * Math.Log2(Math.Abs(lost - gained)));
        var (start, end) = (from.CaptureEnd + altered, from.CaptureEnd + gained);
        return price + Unexplained(start, end, IsRepeat(start, end) ? Repeated : Altered);
    }

    /// <summary>Whether captured frames repeat the ones just in front of them.</summary>
    private bool IsRepeat(int from, int to) =>
        2 * from >= to && capture.AsSpan(2 * from - to, to - from).SequenceEqual(capture.AsSpan(from, to - from));

    private int Unexplained(int from, int to, int pricePerFrame)
    {
        var sounding = _heard[to] - _heard[from];
        return sounding * pricePerFrame + (to - from - sounding) * Silent;
    }

    private static int Overlap(MatchRun from, MatchRun to) =>
        Math.Max(0, Math.Max(from.StimulusEnd - to.Stimulus, from.CaptureEnd - to.Capture));

    /// <summary>Sound of the stimulus that is missing in front, and sound of the capture that stands in its place.</summary>
    private int StartCost(MatchRun run) =>
        Missing(_played[run.Stimulus], _heard[run.Capture] - _heard[Math.Max(0, run.Capture - run.Stimulus)]);

    /// <summary>Sound of the stimulus that is missing behind, and sound of the capture in its place or a little later: where sound was
    /// inserted shortly before the end, the end is there and not lost.</summary>
    private int EndCost(MatchRun run)
    {
        var end = (int)Math.Min(capture.Length, (long)run.CaptureEnd + stimulus.Length - run.StimulusEnd + LatestEnd);
        return Missing(_played[^1] - _played[run.StimulusEnd], _heard[end] - _heard[run.CaptureEnd]);
    }

    /// <summary>One more than a fault between runs, so that a run beyond the fault is not given up for nothing.</summary>
    private static int Missing(int played, int heard) =>
        played == 0 && heard == 0 ? 0 : played * Lost + heard * Altered + Fault + 1;

    /// <summary>Number of sounding frames before each frame.</summary>
    private static int[] Sounding(int[] samples)
    {
        var counts = new int[samples.Length + 1];
        for (var i = 0; i < samples.Length; i++)
            counts[i + 1] = counts[i] + (samples[i] != 0 ? 1 : 0);
        return counts;
    }
}
