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

    /// <summary>One frame of three times the rate is the least that is lost.</summary>
    private const double LeastStepFrames = 0.25;

    /// <summary>Uncertainty in frames up to which the number of lost frames is known to be the nearest whole one.</summary>
    private const double LargestWholeSigma = 0.05;

    /// <summary>A tone this much weaker than the loudest is not looked at: rounding bends its phase by more than its scatter shows.</summary>
    private const double WeakerDb = 20;

    /// <summary>Without a marker pair a slope less certain than this is no measurement.</summary>
    private const double LargestLonePpm = 1;

    public static ClockFit Fit(ReferenceSound reference, CaptureSamples samples, int channel, MarkerLine line)
    {
        var slopes = Slopes(reference, samples, channel, line);
        var weight = slopes.Sum(s => 1 / (s.UncertaintyPpm * s.UncertaintyPpm));
        if (line.DriftPpm is not { } pairPpm)
            return Alone(slopes, weight);
        var pairSigma = line.DriftUncertaintyPpm ?? 0;
        if (slopes.Length == 0)
            return new ClockFit(pairPpm, Math.Max(pairSigma, FloorPpm), 0);
        var local = slopes.Sum(s => s.Ppm / (s.UncertaintyPpm * s.UncertaintyPpm)) / weight;
        var localSigma = Math.Sqrt(1 / weight);
        // Lost frames are whole ones; what is less is an error of a slope, which rounding of a tone makes larger than its scatter shows.
        if (Math.Abs(local) * 1e-6 * line.SpanFrames < LeastStepFrames)
            return new ClockFit(pairPpm, Math.Max(pairSigma, FloorPpm), 0);
        // A slope that cannot tell a tenth of a frame over the stimulus cannot tell one that was lost either.
        if (localSigma * 1e-6 * line.SpanFrames > 0.1 || Math.Abs(local) <= SignificantSigmas * Math.Sqrt(localSigma * localSigma + pairSigma * pairSigma))
            return new ClockFit(pairPpm, Math.Max(pairSigma, FloorPpm), 0);
        var steps = -local * 1e-6 * line.SpanFrames;
        // Where rates agree whole frames are lost. Without them the markers tell the drift, and better than a tone does.
        if (reference.FramesPerStimulusFrame == 1 && localSigma * 1e-6 * line.SpanFrames < LargestWholeSigma && Math.Abs(steps - Math.Round(steps)) < LeastStepFrames)
        {
            // The markers were looked at as they sound under the wrong drift.
            var again = line.Refined(samples, pairPpm + local);
            return new ClockFit((again.DriftPpm ?? pairPpm) - 1e6 * Math.Round(steps) / line.SpanFrames, Math.Max(again.DriftUncertaintyPpm ?? pairSigma, FloorPpm), Math.Round(steps));
        }
        return new ClockFit(pairPpm + local, localSigma, steps);
    }

    /// <summary>The tones alone: where a marker is lost, they still tell how fast the clocks part.</summary>
    private static ClockFit Alone((double Ppm, double UncertaintyPpm)[] slopes, double weight) =>
        slopes.Length > 0 && Math.Sqrt(1 / weight) < LargestLonePpm
            ? new ClockFit(slopes.Sum(s => s.Ppm / (s.UncertaintyPpm * s.UncertaintyPpm)) / weight, Math.Sqrt(1 / weight), 0)
            : new ClockFit(0, null, 0, "because only one marker is heard, and a pair is needed to compare the clocks");

    private static (double Ppm, double UncertaintyPpm)[] Slopes(ReferenceSound reference, CaptureSamples samples, int channel, MarkerLine line)
    {
        var tones = reference.Stimulus.Plan.Segments
            .Where(s => s.Kind == SegmentKind.Tone && s.TonesHz is { Count: 1 } && (s.Channel ?? channel) == channel).ToArray();
        return [.. tones.Where(s => s.LevelDbfs > tones.Max(t => t.LevelDbfs) - WeakerDb)
            .Select(s => TonePhase.SlopePpm(reference, samples, channel, s, line))
            .OfType<(double Ppm, double UncertaintyPpm)>()
            .Select(s => s with { UncertaintyPpm = Math.Max(s.UncertaintyPpm, FloorPpm) })];
    }
}
