using KosSound.Analysis.Metrics;

namespace KosSound.Analysis.Dropouts;

/// <summary>
/// Joins the edits of all channels into events. A change of delay concerns all channels, but a channel that was silent at that
/// time shows it only with its next sound, there possibly added to later ones: such edits are recognised by their slack.
/// </summary>
internal static class EventMerger
{
    /// <summary>Events in order of time.</summary>
    /// <param name="channels">Edits per captured channel.</param>
    /// <param name="comparable">Number of channels that could be compared: an event in all of them concerns all.</param>
    /// <param name="rateHz">Frames per second.</param>
    public static IReadOnlyList<DropoutEvent> Merge(IReadOnlyList<IReadOnlyList<Edit>> channels, int comparable, int rateHz)
    {
        var joined = new List<Joint>();
        var edits = channels.SelectMany((list, channel) => list.Select(edit => (Edit: edit, Channel: channel)));
        foreach (var (edit, channel) in edits.OrderBy(e => e.Edit.Slack).ThenBy(e => e.Edit.CaptureFrame))
        {
            if (edit.Shift != 0 ? !Explain(joined, edit, channel) : !Overlap(joined, edit, channel))
                joined.Add(new Joint(edit, channel));
        }
        return [.. joined.OrderBy(j => j.Edit.CaptureFrame).Select(j => Event(j, comparable, rateHz))];
    }

    /// <summary>Whether changes of delay seen in other channels, within the slack of this one, add up to it.</summary>
    private static bool Explain(List<Joint> joined, Edit edit, int channel)
    {
        var earliest = edit.StimulusFrame - edit.Slack - Math.Max(0, -edit.Shift);
        var others = joined.Where(j => j.Edit.Shift != 0 && !j.Channels.Contains(channel)
            && j.Edit.StimulusFrame + Math.Max(0, -j.Edit.Shift) >= earliest && j.Edit.StimulusFrame - j.Edit.Slack <= edit.StimulusFrame).ToList();
        var one = others.Find(j => j.Edit.Shift == edit.Shift);
        if (one is null && (others.Count == 0 || others.Sum(j => j.Edit.Shift) != edit.Shift))
            return false;
        foreach (var joint in one is null ? others : [one])
            joint.Channels.Add(channel);
        // Every channel bounds the time of the change from both sides.
        if (one is not null && edit.StimulusFrame < one.Edit.StimulusFrame)
            one.Edit = edit with { Slack = Math.Max(0, edit.StimulusFrame - Math.Max(earliest, one.Edit.StimulusFrame - one.Edit.Slack)) };
        return true;
    }

    /// <summary>Altered frames at the same time in another channel are one event; its length covers both.</summary>
    private static bool Overlap(List<Joint> joined, Edit edit, int channel)
    {
        var other = joined.Find(j => j.Edit.Shift == 0 && j.Edit.Kind == edit.Kind && !j.Channels.Contains(channel)
            && j.Edit.CaptureFrame < edit.CaptureFrame + edit.Frames && edit.CaptureFrame < j.Edit.CaptureFrame + j.Edit.Frames);
        if (other is null)
            return false;
        var start = Math.Min(edit.CaptureFrame, other.Edit.CaptureFrame);
        var frames = Math.Max(edit.CaptureFrame + edit.Frames, other.Edit.CaptureFrame + other.Edit.Frames) - start;
        other.Edit = other.Edit with
        {
            StimulusFrame = Math.Min(edit.StimulusFrame, other.Edit.StimulusFrame),
            CaptureFrame = start,
            Lost = frames,
            Gained = frames,
        };
        other.Channels.Add(channel);
        return true;
    }

    private static DropoutEvent Event(Joint joint, int channels, int rateHz) => new(
        joint.Edit.Kind,
        (double)joint.Edit.StimulusFrame / rateHz,
        joint.Edit.Frames,
        joint.Channels.Count == channels ? null : joint.Channels.Min(),
        joint.Edit.CaptureFrame);

    private sealed class Joint(Edit edit, int channel)
    {
        public Edit Edit { get; set; } = edit;

        public HashSet<int> Channels { get; } = [channel];
    }
}
