using KosSound.Signals.Stimuli;

namespace KosSound.Analysis.Alignment;

/// <summary>
/// Tells drift from slips: the markers give the total stretch, the phase of the tones between them gives the local one. Frames
/// that were lost or inserted between the markers change only the first.
/// </summary>
internal static class ClockFitter
{
    private const double SignificantSigmas = 4;
    private const double FloorPpm = 0.005;

    public static ClockFit Fit(ReferenceSound reference, CaptureSamples samples, int channel, MarkerLine line)
    {
        if (line.DriftPpm is not { } pairPpm)
            return new ClockFit(0, null, 0, "because only one marker is heard, and a pair is needed to compare the clocks");
        var pairSigma = line.DriftUncertaintyPpm ?? 0;
        var slopes = reference.Stimulus.Plan.Segments
            .Where(s => s.Kind == SegmentKind.Tone && s.TonesHz is { Count: 1 } && (s.Channel ?? channel) == channel)
            .Select(s => TonePhase.SlopePpm(reference, samples, channel, s, line))
            .OfType<(double Ppm, double UncertaintyPpm)>()
            .Select(s => s with { UncertaintyPpm = Math.Max(s.UncertaintyPpm, FloorPpm) })
            .ToArray();
        if (slopes.Length == 0)
            return new ClockFit(pairPpm, Math.Max(pairSigma, FloorPpm), 0);
        var weight = slopes.Sum(s => 1 / (s.UncertaintyPpm * s.UncertaintyPpm));
        var local = slopes.Sum(s => s.Ppm / (s.UncertaintyPpm * s.UncertaintyPpm)) / weight;
        var localSigma = Math.Sqrt(1 / weight);
        if (Math.Abs(local) <= SignificantSigmas * Math.Sqrt(localSigma * localSigma + pairSigma * pairSigma))
            return new ClockFit(pairPpm, Math.Max(pairSigma, FloorPpm), 0);
        return new ClockFit(pairPpm + local, localSigma, -local * 1e-6 * line.SpanFrames);
    }
}
