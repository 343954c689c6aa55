using KosSound.Analysis.Listening;
using KosSound.Device.Capture;
using KosSound.Device.Playback;

namespace KosSound.Conformance.Clauses.Listening;

/// <summary>A probe that was played, what was recorded meanwhile, and what of it was heard.</summary>
/// <param name="Played">When what was sent.</param>
/// <param name="Recorded">What came back.</param>
/// <param name="Heard">What of the probe is in it.</param>
public sealed record Loop(PlayResult Played, RecordedPcm Recorded, Heard Heard)
{
    /// <summary>From handing over the first frame to the time at which it was captured; null when nothing was heard.</summary>
    public TimeSpan? FirstSound =>
        Heard.CaptureFrameOfStart is { } frame && Played.HandOvers.Count > 0 ? TimeOf(frame) - Played.HandOvers[0].At : null;

    /// <summary>Time at which a frame of the recording could first be known.</summary>
    public TimeSpan TimeOf(double frame) => TimeOf(Recorded, frame);

    /// <summary>Time at which a frame of a recording could first be known, by the lower envelope of its arrivals.</summary>
    public static TimeSpan TimeOf(RecordedPcm recorded, double frame)
    {
        ArgumentNullException.ThrowIfNull(recorded);
        var origin = recorded.Arrivals.Count == 0 ? recorded.StartedAt : recorded.Arrivals.Min(a => a.At - recorded.Format.DurationOf(a.Frames));
        return origin + TimeSpan.FromSeconds((frame + 1) / recorded.Format.RateHz);
    }
}
