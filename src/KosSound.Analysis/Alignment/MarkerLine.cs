namespace KosSound.Analysis.Alignment;

/// <summary>The markers of one recorded channel, and the line through them.</summary>
internal sealed class MarkerLine
{
    private const double SearchSeconds = 0.05;

    /// <summary>Decimals of a frame that carry something: with those behind them the place of a capture's beginning would show in its drift.</summary>
    private const int FrameDecimals = 9;
    private readonly ReferenceSound _reference;
    private readonly double _assumedPpm;
    private readonly IReadOnlyList<(MarkerTemplate Template, MarkerHit Hit)> _hits;

    private MarkerLine(int channel, ReferenceSound reference, IReadOnlyList<(MarkerTemplate Template, MarkerHit Hit)> hits, double assumedPpm)
    {
        (Channel, _reference, _hits, _assumedPpm) = (channel, reference, hits, assumedPpm);
        DriftPpm = Pair is { } pair ? 1e6 * Math.Round(pair.Last.Frame - pair.First.Frame - pair.SpanFrames, FrameDecimals) / pair.SpanFrames : null;
    }

    public int Channel { get; }

    /// <summary>Drift by the first and last marker; null when only one was found.</summary>
    public double? DriftPpm { get; }

    public double? DriftUncertaintyPpm => Pair is { } pair
        ? 1e6 * Math.Sqrt(Square(pair.First.UncertaintyFrames) + Square(pair.Last.UncertaintyFrames)) / pair.SpanFrames : null;

    /// <summary>Distance of the outer markers in the reference; 0 when there is only one.</summary>
    public double SpanFrames => Pair?.SpanFrames ?? 0;

    /// <summary>Capture frame of reference frame 0.</summary>
    public double DelayFrames => DelayWith(DriftPpm ?? 0);

    public double UncertaintyFrames => _hits[0].Hit.UncertaintyFrames;

    /// <summary>The marker that is found best, and where.</summary>
    public (MarkerTemplate Template, MarkerHit Hit) Surest => _hits.MaxBy(h => h.Hit.Confidence);

    public double Confidence => Surest.Hit.Confidence;

    public double Gain => Surest.Hit.Gain;

    private (MarkerHit First, MarkerHit Last, double SpanFrames)? Pair => _hits.Count < 2 ? null
        : (_hits[0].Hit, _hits[^1].Hit, _hits[^1].Template.Start - _hits[0].Template.Start);

    /// <summary>Delay by the first marker that was found, under a given drift.</summary>
    public double DelayWith(double driftPpm) => _hits[0].Hit.Frame - _hits[0].Template.Start * (1 + driftPpm * 1e-6);

    /// <summary>Fits the markers around a known place of the stimulus.</summary>
    public static MarkerLine Fit(CaptureSamples samples, int channel, ReferenceSound reference, long stimulusFrame)
    {
        var hits = new List<(MarkerTemplate Template, MarkerHit Hit)>();
        foreach (var marker in reference.Markers)
        {
            var reach = (long)(StimulusSearch.LargestDrift * marker.Start) + 4;
            if (MarkerSearch.Locate(samples, channel, marker, stimulusFrame + marker.Start, reach, 0) is { } hit)
                hits.Add((marker, hit));
        }
        var rough = new MarkerLine(channel, reference, Trusted(hits, samples.Frames), 0);
        return rough.Refined(samples, rough.DriftPpm ?? 0);
    }

    /// <summary>Fits the markers of another channel than the one the stimulus was found in, up to 50 ms apart; null when there are none.</summary>
    public static MarkerLine? FitNear(CaptureSamples samples, int channel, ReferenceSound reference, MarkerLine lead, double driftPpm)
    {
        var reach = (long)(SearchSeconds * reference.RateHz);
        var hits = new List<(MarkerTemplate Template, MarkerHit Hit)>();
        foreach (var (template, hit) in lead._hits)
        {
            if (MarkerSearch.Locate(samples, channel, template, (long)Math.Round(hit.Frame), reach, driftPpm) is { } found)
                hits.Add((template, found));
        }
        return hits.Count == 0 ? null : new MarkerLine(channel, reference, Trusted(hits, samples.Frames), driftPpm);
    }

    /// <summary>The same markers, looked at as they sound under a known drift.</summary>
    public MarkerLine Refined(CaptureSamples samples, double driftPpm)
    {
        if (Math.Abs(driftPpm - _assumedPpm) < 1e-2)
            return this;
        return new MarkerLine(Channel, _reference, [.. _hits.Select(h =>
            (h.Template, MarkerSearch.Refine(samples, Channel, h.Template, (long)Math.Round(h.Hit.Frame), driftPpm, driftPpm - _assumedPpm)))], driftPpm);
    }

    /// <summary>Leaves out markers that are lost in noise or cut off, as long as one remains.</summary>
    private static List<(MarkerTemplate Template, MarkerHit Hit)> Trusted(List<(MarkerTemplate Template, MarkerHit Hit)> hits, int frames)
    {
        // Part of a marker is part of its band, and a room delays that by something else.
        var whole = hits.FindAll(h => h.Hit.Frame >= -0.5 && h.Hit.Frame + h.Template.Samples.Length <= frames + 0.5);
        var sure = whole.Exists(h => h.Hit.Confidence >= MarkerSearch.LeastConfidence(h.Template)) ? whole : hits;
        var best = sure.Max(h => h.Hit.Confidence);
        return sure.FindAll(h => h.Hit.Confidence >= Math.Min(best, MarkerSearch.LeastConfidence(h.Template)));
    }

    private static double Square(double x) => x * x;
}
