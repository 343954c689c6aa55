using System.Globalization;
using KosSound.Signals.Stimuli;

namespace KosSound.Analysis.Alignment;

/// <summary>
/// Lays a capture over its stimulus: finds the markers with a matched filter, fits clock and delay, and tells which recorded
/// channel carries which played one.
/// </summary>
public static class Aligner
{
    private const double LongCaptureSeconds = 60;
    private const double TailSeconds = 2;
    private const string OneOfMany = "the capture holds one marker of the stimulus, and nothing beside it that tells which";

    /// <summary>Aligns a capture.</summary>
    /// <param name="stimulus">What was played; its plan has at least one marker.</param>
    /// <param name="capture">What was recorded, in any format.</param>
    /// <returns>Either the aligned capture or the reason why nothing was heard; never both.</returns>
    /// <exception cref="ArgumentException">The plan has no marker.</exception>
    public static AlignmentResult Align(Stimulus stimulus, Capture capture)
    {
        ArgumentNullException.ThrowIfNull(capture);
        var samples = new CaptureSamples(capture);
        if (samples.Frames == 0)
            return AlignmentResult.Unheard("the capture contains no sound: zero frames");
        var reference = ReferenceSound.Of(stimulus, samples.Format.RateHz);
        if (reference.Markers.Count == 0)
            throw new ArgumentException("the plan has no marker to align by", nameof(stimulus));
        var levels = CaptureLevels.Of(samples);
        if (levels.All(l => l.Peak == 0))
            return AlignmentResult.Unheard("the capture is silent: every sample is zero");
        var byLoudness = Enumerable.Range(0, levels.Count).OrderByDescending(c => levels[c].AcPower).ToArray();
        var (best, stranger) = (0.0, default(AlignmentResult));
        foreach (var channel in byLoudness)
        {
            if (StimulusSearch.Find(samples, channel, reference) is not { } place)
                continue;
            best = Math.Max(best, place.Confidence);
            if (place.Confidence < MarkerSearch.LeastConfidence(reference.Markers[0]))
                continue;
            var result = !place.Ambiguous ? AlignAt(reference, samples, channel, place.Frame)
                : AlignmentResult.Unheard(place.Confidence < MarkerSearch.LeastAlone ? TooUnlike(place.Confidence, MarkerSearch.LeastAlone) : OneOfMany);
            if (result.Capture is not null)
                return result;
            stranger = result;
        }
        return WrongRateSearch.Find(samples, byLoudness[0], stimulus, best) is { } wrong
            ? new AlignmentResult { NotHeard = wrong.Sentence, SpeedRatio = wrong.LengthRatio }
            : stranger ?? AlignmentResult.Unheard(WhyNothingIsFound(reference, levels, best));
    }

    private static AlignmentResult AlignAt(ReferenceSound reference, CaptureSamples samples, int leadChannel, long stimulusFrame)
    {
        var lead = MarkerLine.Fit(samples, leadChannel, reference, stimulusFrame);
        var clock = ClockFitter.Fit(reference, samples, leadChannel, lead);
        lead = lead.Refined(samples, clock.DriftPpm);
        // The search may have found a marker by a hair, where no other lies at its distance.
        var least = lead.SpanFrames > 0 ? MarkerSearch.LeastConfidence(reference.Markers[0]) : MarkerSearch.LeastAlone;
        if (lead.Confidence < least)
            return AlignmentResult.Unheard(TooUnlike(lead.Confidence, least));
        // Markers are looked for near where they should be: farther off the crest beside the right one may be taken for it.
        if (lead.SpanFrames > 0 && Math.Abs(clock.DriftPpm) > 1e6 * StimulusSearch.LargestDrift)
            return TooFast(clock.DriftPpm);
        var window = Window(samples, reference, lead);
        var channels = new ChannelAlignment[samples.Format.Channels];
        for (var channel = 0; channel < channels.Length; channel++)
            channels[channel] = AlignChannel(reference, samples, channel, lead, clock) is var aligned
                ? aligned with { DelayFrames = aligned.DelayFrames - window.First } : aligned;
        var sound = samples.Decode(window.First, window.Frames);
        var capture = new AlignedCapture(reference, sound, window.First, channels, clock)
        {
            OddMarkers = lead.SpanFrames > 0 || reference.Markers.Count < 2 ? null : MarkerDistance.Odd(samples, reference, lead),
        };
        return ChannelMapper.Complete(capture);
    }

    private static ChannelAlignment AlignChannel(ReferenceSound reference, CaptureSamples samples, int channel, MarkerLine lead, ClockFit clock)
    {
        var line = channel == lead.Channel ? lead : MarkerLine.FitNear(samples, channel, reference, lead, clock.DriftPpm);
        var least = MarkerSearch.LeastConfidence(reference.Markers[0]);
        var heard = line is not null && line.Confidence >= least;
        var source = heard ? line! : lead;
        return new ChannelAlignment
        {
            Channel = channel,
            Heard = heard,
            DelayFrames = source.DelayWith(clock.DriftPpm),
            UncertaintyFrames = source.UncertaintyFrames,
            Polarity = source.Gain < 0 ? -1 : 1,
            MarkerGain = line?.Gain ?? 0,
            Confidence = line?.Confidence ?? 0,
            NotHeard = heard ? null : string.Create(CultureInfo.InvariantCulture,
                $"because nothing of the stimulus is heard in channel {channel} (correlation {line?.Confidence ?? 0:F2}, at least {least:F2} is needed)"),
        };
    }

    private static (int First, int Frames) Window(CaptureSamples samples, ReferenceSound reference, MarkerLine lead)
    {
        var rate = samples.Format.RateHz;
        if (samples.Frames <= LongCaptureSeconds * rate && samples.Frames <= 4L * reference.Signal.Frames + 10L * rate)
            return (0, samples.Frames);
        var first = (int)Math.Clamp(lead.DelayFrames - rate, 0, samples.Frames - 1);
        var end = (int)Math.Clamp(lead.DelayFrames + reference.Signal.Frames * 1.001 + TailSeconds * rate, first + 1, samples.Frames);
        return (first, end - first);
    }

    private static string WhyNothingIsFound(ReferenceSound reference, IReadOnlyList<ChannelLevel> levels, double best)
    {
        if (levels.All(l => l.Peak - l.Trough <= 0))
            return levels.Any(l => l.Peak > CaptureLevels.FullScale)
                ? "the capture is stuck at full scale: every sample of a channel has the same value"
                : "the capture is silent: every sample of a channel has the same value";
        if (CaptureLevels.WhyClipped(levels) is { } clipped)
            return $"{clipped}, and nothing of the stimulus is found in it";
        return TooUnlike(best, MarkerSearch.LeastConfidence(reference.Markers[0]));
    }

    private static AlignmentResult TooFast(double driftPpm) => new()
    {
        SpeedRatio = 1 + 1e-6 * driftPpm,
        NotHeard = string.Create(CultureInfo.InvariantCulture,
            $"the clocks differ by {driftPpm:F0} ppm, and up to {1e6 * StimulusSearch.LargestDrift:F0} can be measured through"),
    };

    private static string TooUnlike(double best, double least) => string.Create(CultureInfo.InvariantCulture,
        $"nothing of the stimulus is found in the capture: best correlation {best:F2}, at least {least:F2} is needed");
}

/// <summary>An aligned capture, or why there is none.</summary>
public sealed record AlignmentResult
{
    /// <summary>The aligned capture; null when nothing was heard.</summary>
    public AlignedCapture? Capture { get; init; }

    /// <summary>One sentence why nothing was heard as it was played; null when it was.</summary>
    public string? NotHeard { get; init; }

    /// <summary>
    /// Length of the captured sound over that of the played one, when it is heard at another speed than it was played; otherwise null.
    /// </summary>
    public double? SpeedRatio { get; init; }

    internal static AlignmentResult Unheard(string reason) => new() { NotHeard = reason };
}
