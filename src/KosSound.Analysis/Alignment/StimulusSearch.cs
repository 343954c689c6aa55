namespace KosSound.Analysis.Alignment;

/// <summary>Finds the stimulus in a capture of any length by the pattern of its markers.</summary>
internal static class StimulusSearch
{
    private const int Candidates = 12;

    /// <summary>Share of its distance by which a marker may come elsewhere than it was played.</summary>
    public const double LargestDrift = 2e-3;

    /// <summary>
    /// Where frame 0 of the reference lies, to a few frames, and the confidence of the marker it was found by. Ambiguous: it may be
    /// another one of several equal markers.
    /// </summary>
    public static (long Frame, double Confidence, bool Ambiguous)? Find(CaptureSamples samples, int channel, ReferenceSound reference)
    {
        var peaks = new List<(long Frame, double Gain)>[reference.Markers.Count];
        for (var m = 0; m < peaks.Length; m++)
            peaks[m] = Alike(reference, m)[0] is var first && first < m ? peaks[first]
                : MarkerSearch.Scan(samples, channel, reference.Markers[m], -reference.Markers[m].Samples.Length / 4, samples.Frames);
        (double Score, int Marker, long Frame)? best = null;
        for (var m = 0; m < peaks.Length; m++)
        {
            foreach (var (frame, gain) in peaks[m].OrderByDescending(p => Math.Abs(p.Gain)).Take(Candidates))
            {
                var score = Score(reference, peaks, m, frame) + Math.Abs(gain);
                // Of equals the earlier marker wins: a capture that was cut short lost its end.
                if (best is null || score > best.Value.Score * 1.05 || FitsBetter(frame, score, best.Value))
                    best = (score, m, frame);
            }
        }
        if (best is not { } found)
            return null;
        var which = Score(reference, peaks, found.Marker, found.Frame) > 0 ? found.Marker
            : LoneMarker.Which(samples, channel, reference, Alike(reference, found.Marker), found.Frame);
        var marker = reference.Markers[which ?? found.Marker];
        return (found.Frame - marker.Start, MarkerSearch.Refine(samples, channel, marker, found.Frame, 0).Confidence, which is null);

        // Two markers at a wrong distance look alike: the one under which the capture holds the whole stimulus is likelier the first.
        bool FitsBetter(long frame, double score, (double Score, int Marker, long Frame) other)
        {
            var rest = reference.Signal.Frames - reference.Markers[other.Marker].Start;
            return score > 0.9 * other.Score && frame < other.Frame && other.Frame + rest > samples.Frames && frame + rest <= samples.Frames;
        }
    }

    private static int[] Alike(ReferenceSound reference, int marker) =>
        [.. Enumerable.Range(0, reference.Markers.Count).Where(m => AreAlike(reference.Markers[m], reference.Markers[marker]))];

    private static bool AreAlike(MarkerTemplate a, MarkerTemplate b) =>
        a.Segment with { Name = b.Segment.Name, StartFrame = b.Segment.StartFrame } == b.Segment;

    /// <summary>Strength of the other markers where this one would have them.</summary>
    private static double Score(ReferenceSound reference, List<(long Frame, double Gain)>[] peaks, int marker, long frame)
    {
        var score = 0.0;
        for (var other = 0; other < peaks.Length; other++)
        {
            if (other == marker)
                continue;
            var distance = reference.Markers[other].Start - reference.Markers[marker].Start;
            var tolerance = LargestDrift * Math.Abs(distance) + 4;
            score += peaks[other].Where(p => Math.Abs(p.Frame - frame - distance) <= tolerance)
                .Select(p => Math.Abs(p.Gain)).DefaultIfEmpty(0).Max();
        }
        return score;
    }
}
