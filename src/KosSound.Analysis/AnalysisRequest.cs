using KosSound.Signals;
using KosSound.Signals.Stimuli;

namespace KosSound.Analysis;

/// <summary>One capture to analyse, and how.</summary>
public sealed record AnalysisRequest
{
    /// <summary>What was played first, and is measured; its plan has markers.</summary>
    public required Stimulus Stimulus { get; init; }

    /// <summary>What was played by the later <see cref="Capture.Plays"/>, in the stimulus' format; null when there was one play.</summary>
    public Stimulus? Restart { get; init; }

    /// <summary>What was recorded; rate, depth and channels may differ from what was played.</summary>
    public required Capture Capture { get; init; }

    /// <summary>How the sound came back; acoustic responses are gated.</summary>
    public required LoopbackKind Loopback { get; init; }

    /// <summary>
    /// True where the caller has played the stimulus himself: markers at a wrong distance are then sound that was lost or inserted,
    /// and may belong to a later play; otherwise another stimulus may have been played, and nothing is measured.
    /// </summary>
    public bool KnownToBePlayed { get; init; }

    /// <summary>Frequency at which gain is read and from which deviations count, in Hz.</summary>
    public double ReferenceHz { get; init; } = 1_000;

    /// <summary>Lower end of the judged band in Hz.</summary>
    public double BandLowHz { get; init; } = StimulusCapabilities.JudgedLowHz;

    /// <summary>Upper end of the judged band in Hz; null is 0.45 of the lower rate, which also bounds it.</summary>
    public double? BandHighHz { get; init; }

    /// <summary>The upper end that applies, in Hz.</summary>
    internal double JudgedHighHz
    {
        get
        {
            var carried = StimulusCapabilities.JudgedHighHz(Math.Min(Stimulus.Plan.Format.RateHz, Capture.Format.RateHz));
            return Math.Min(BandHighHz ?? carried, carried);
        }
    }

    /// <summary>Why the formats or the loop cannot show a metric by their nature, beginning with "because"; null where they can.</summary>
    internal string? WhyNotApplicable(string metricId)
    {
        var (played, recorded) = (Stimulus.Plan.Format, Capture.Format);
        if (metricId == "bits.exact" && played != recorded)
            return $"because formats differ: {played} was played and {recorded} recorded";
        // What either side cannot carry, the loop cannot show.
        var narrower = new PcmFormat(Math.Min(played.RateHz, recorded.RateHz), Math.Min(played.BitDepth, recorded.BitDepth), Math.Min(played.Channels, recorded.Channels));
        return StimulusCapabilities.WhyNotMeasurable(metricId, narrower, Loopback);
    }

    /// <exception cref="ArgumentException">Names what is out of range, with its value.</exception>
    internal void Validate()
    {
        if (StimulusCapabilities.WhyNoStimulus(Capture.Format) is { } reason)
            throw new ArgumentException($"no capture of {Capture.Format} can be analysed: {reason}", nameof(Capture));
        if (!(BandLowHz > 0 && BandLowHz < JudgedHighHz))
            throw new ArgumentException(FormattableString.Invariant($"the judged band {BandLowHz} … {JudgedHighHz} Hz is empty"), nameof(BandLowHz));
        if (!(ReferenceHz >= BandLowHz && ReferenceHz <= JudgedHighHz))
            throw new ArgumentException(FormattableString.Invariant(
                $"the reference frequency {ReferenceHz} Hz lies outside the judged band {BandLowHz} … {JudgedHighHz} Hz"), nameof(ReferenceHz));
        if (Restart is { } restart && restart.Plan.Segments.All(s => s.Kind != SegmentKind.Marker))
            throw new ArgumentException("the restart stimulus has no marker", nameof(Restart));
    }
}
