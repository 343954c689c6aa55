using KosSound.Analysis.Alignment;
using KosSound.Analysis.Metrics;

namespace KosSound.Analysis.Dropouts.Tracking;

/// <summary>
/// Finds lost, repeated, inserted and altered sound where the captured samples cannot equal the played ones: over a cable, through
/// a room, and between unequal formats.
/// </summary>
public static class TrackingComparer
{
    private const double SameMomentSeconds = 0.004;

    /// <summary>Shifts that differ by less than this are one, in frames.</summary>
    private const double SameShift = 0.3;

    /// <summary>Looks for events in all channels in which the stimulus is heard.</summary>
    /// <returns>Events in order of time, or null when the capture does not hold both sweeps of any channel.</returns>
    public static IReadOnlyList<DropoutEvent>? Compare(AlignedCapture capture)
    {
        ArgumentNullException.ThrowIfNull(capture);
        var tracked = capture.Channels.Where(c => c.Heard)
            .Select(c => (c.Channel, Events: ChannelTracker.Track(capture, c.Channel)))
            .Where(c => c.Events is not null).ToList();
        return tracked.Count == 0 ? null : Merge(capture, [.. tracked.Select(t => (t.Channel, t.Events!))]);
    }

    private static List<DropoutEvent> Merge(AlignedCapture capture, List<(int Channel, IReadOnlyList<TrackedEvent> Events)> tracked)
    {
        var joints = new List<(TrackedEvent Event, List<int> Channels)>();
        foreach (var (channel, e) in tracked.SelectMany(t => t.Events.Select(e => (t.Channel, e))))
        {
            var same = joints.FindIndex(j => !j.Channels.Contains(channel) && IsSame(j.Event, e, capture.Reference.RateHz));
            if (same < 0)
                joints.Add((e, [channel]));
            else
                joints[same] = (Narrower(joints[same].Event, e), [.. joints[same].Channels, channel]);
        }
        return [.. joints.OrderBy(j => j.Event.Expected ?? j.Event.Frame)
            .Select(j => Told(capture, j.Event, j.Channels[0], j.Channels.Count == tracked.Count ? null : j.Channels.Min()))];
    }

    private static DropoutEvent Told(AlignedCapture capture, TrackedEvent e, int measured, int? channel)
    {
        var (frame, rate) = (e.Expected ?? e.Frame, (double)capture.Reference.RateHz);
        return new DropoutEvent(e.Kind, frame / rate, e.Frames, channel,
            capture.FirstFrame + Math.Max(0, (long)Math.Round(capture.SoundFrameOf(measured, frame) + e.DelayFrames)))
        {
            Likeness = e.Likeness,
            PlusMinusSeconds = e.Expected is null ? null : Math.Max(frame - e.Earliest, e.Latest - frame) / rate,
        };
    }

    private static bool IsSame(TrackedEvent a, TrackedEvent b, int rateHz)
    {
        var margin = (int)(SameMomentSeconds * rateHz);
        return Math.Abs(a.Shift - b.Shift) < SameShift && (a.Shift != 0) == (b.Shift != 0)
            && (a.Shift != 0
                ? a.Earliest - margin <= b.Latest && b.Earliest - margin <= a.Latest
                : a.Frame - margin <= b.End && b.Frame - margin <= a.End);
    }

    /// <summary>The channel that tells the moment better.</summary>
    private static TrackedEvent Narrower(TrackedEvent a, TrackedEvent b) => b.Latest - b.Earliest < a.Latest - a.Earliest ? b : a;
}
