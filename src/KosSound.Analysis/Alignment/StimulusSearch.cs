namespace KosSound.Analysis.Alignment;

/// <summary>Finds the stimulus in a capture of any length by the pattern of its markers.</summary>
internal static class StimulusSearch
{
    private const int Candidates = 12;

    /// <summary>Share of its distance by which a marker may come elsewhere than it was played.</summary>
    public const double LargestDrift = 2e-3;

    /// <summary>Where frame 0 of the reference lies, to a few frames, and the confidence of the marker it was found by.</summary>
    public static (long Frame, double Confidence)? Find(CaptureSamples samples, int channel, ReferenceSound reference)
    {
        var peaks = new List<(long Frame, double Gain)>[reference.Markers.Count];
        for (var m = 0; m < peaks.Length; m++)
            peaks[m] = SameShape(reference, m) is { } twin ? peaks[twin]
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
        var hit = MarkerSearch.Refine(samples, channel, reference.Markers[found.Marker], found.Frame, 0);
        return (found.Frame - reference.Markers[found.Marker].Start, hit.Confidence);

        // Two markers at a wrong distance look alike: the one under which the capture holds the whole stimulus is likelier the first.
        bool FitsBetter(long frame, double score, (double Score, int Marker, long Frame) other)
        {
            var rest = reference.Signal.Frames - reference.Markers[other.Marker].Start;
            return score > 0.9 * other.Score && frame < other.Frame && other.Frame + rest > samples.Frames && frame + rest <= samples.Frames;
        }
    }

    private static int? SameShape(ReferenceSound reference, int marker)
    {
        for (var other = 0; other < marker; other++)
        {
            var (a, b) = (reference.Markers[other].Segment, reference.Markers[marker].Segment);
            if (a with { Name = b.Name, StartFrame = b.StartFrame } == b)
                return other;
        }
        return null;
    }

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
