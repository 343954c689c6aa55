namespace KosSound.Analysis.Dropouts;

/// <summary>
/// Finds every stretch of a captured channel that equals a stretch of the played one. A clean capture is one comparison at memory
/// speed; otherwise short windows of the capture are looked up in the stimulus to learn which delays occur at all, and both are
/// compared along each of these.
/// </summary>
internal sealed class RunFinder(SampleSequence played, SampleSequence heard)
{
    /// <summary>Fewer equal frames in a row are chance.</summary>
    public const int LeastRun = 4;

    /// <summary>Distance in frames of the windows looked up where nothing is known yet.</summary>
    private const int Stride = 16;

    /// <summary>Equal frames that establish a delay.</summary>
    private const int LeastEvidence = 32;

    private const int CandidatesPerWindow = 8;

    /// <summary>More delays, or more runs, than a capture of the stimulus can have.</summary>
    private const int MostDelays = 400;
    private const int MostRuns = 60_000;

    private readonly int[] _stimulus = played.Samples;
    private readonly int[] _capture = heard.Samples;

    /// <summary>Maximal runs in order of capture time, of all delays mixed; empty when the stimulus cannot be found bit for bit.</summary>
    /// <param name="fromFrame">First frame of the capture to look at.</param>
    public IReadOnlyList<MatchRun> Find(int fromFrame)
    {
        if (Whole(fromFrame) is { } whole)
            return [whole];
        var delays = new HashSet<int>();
        var runs = new List<MatchRun>();
        AddRuns(Probe(fromFrame, _capture.Length, Stride, delays), fromFrame, runs);
        // What is not covered yet may hold delays that last only a few frames.
        foreach (var (from, to) in Uncovered(runs, fromFrame))
            AddRuns(Probe(from, to, 1, delays), fromFrame, runs);
        if (runs.Count > MostRuns)
            return [];
        runs.Sort((a, b) => a.Capture != b.Capture ? a.Capture.CompareTo(b.Capture) : a.Stimulus.CompareTo(b.Stimulus));
        return runs;
    }

    /// <summary>The run of a clean capture: from the first sound on everything is equal, and silence before it.</summary>
    private MatchRun? Whole(int fromFrame)
    {
        var sound = _stimulus.AsSpan().IndexOfAnyExcept(0);
        var first = _capture.AsSpan(Math.Min(fromFrame, _capture.Length)).IndexOfAnyExcept(0);
        if (sound < 0 || first < 0)
            return null;
        var start = first + fromFrame - sound;
        var from = Math.Max(0, -start);
        var length = Math.Min(_stimulus.Length, _capture.Length - start) - from;
        var lastSound = _stimulus.AsSpan().LastIndexOfAnyExcept(0);
        return from + length > lastSound && _stimulus.AsSpan(from, length).SequenceEqual(_capture.AsSpan(from + start, length))
            ? new MatchRun(from, from + start, length)
            : null;
    }

    /// <summary>Looks windows of the capture up and returns the delays that were not known yet.</summary>
    private List<int> Probe(int from, int to, int stride, HashSet<int> delays)
    {
        var (index, hashes, found) = (played.Index, heard.Hashes, new List<int>());
        for (var frame = from; frame < Math.Min(to, hashes.Length); frame += stride)
        {
            foreach (var place in index.At(hashes[frame], 0, CandidatesPerWindow))
            {
                if (delays.Count >= MostDelays || delays.Contains(frame - place) || Evidence(place, frame) < LeastEvidence)
                    continue;
                delays.Add(frame - place);
                found.Add(frame - place);
            }
        }
        return found;
    }

    private int Evidence(int s, int c)
    {
        var forward = Equal(s, c, LeastEvidence);
        var backward = 0;
        while (backward < LeastEvidence && s > backward && c > backward && _stimulus[s - backward - 1] == _capture[c - backward - 1])
            backward++;
        return forward + backward;
    }

    private void AddRuns(List<int> delays, int fromFrame, List<MatchRun> runs)
    {
        foreach (var delay in delays)
        {
            var s = Math.Max(0, fromFrame - delay);
            var end = Math.Min(_stimulus.Length, _capture.Length - delay);
            while (s < end && runs.Count <= MostRuns)
            {
                var length = Equal(s, s + delay, int.MaxValue);
                if (length >= LeastRun || length > 0 && s + length == end)
                    runs.Add(new MatchRun(s, s + delay, length));
                s += length;
                while (s < end && _stimulus[s] != _capture[s + delay])
                    s++;
            }
        }
    }

    /// <summary>Stretches of the capture that sound and lie in no run; none when that is most of it.</summary>
    private List<(int From, int To)> Uncovered(List<MatchRun> runs, int fromFrame)
    {
        var covered = new bool[_capture.Length];
        foreach (var run in runs.Where(run => run.Length >= WindowIndex.Window))
            covered.AsSpan(run.Capture, run.Length).Fill(true);
        var stretches = new List<(int From, int To)>();
        var total = 0;
        for (var frame = fromFrame; frame < covered.Length; frame++)
        {
            if (covered[frame] || _capture[frame] == 0)
                continue;
            var from = frame;
            while (frame < covered.Length && !covered[frame])
                frame++;
            stretches.Add((from, frame));
            total += frame - from;
        }
        return total > _stimulus.Length / 2 ? [] : stretches;
    }

    private int Equal(int s, int c, int most)
    {
        var length = Math.Min(most, Math.Min(_stimulus.Length - s, _capture.Length - c));
        return _stimulus.AsSpan(s, length).CommonPrefixLength(_capture.AsSpan(c, length));
    }
}
