using KosSound.Analysis.Metrics;

namespace KosSound.Analysis.Dropouts;

/// <summary>
/// Recognises pairs of edits that leave the delay as it was: what was left out in one place and inserted in another are chunks
/// that changed places; what was inserted and then, still in silence, made up for was put in place of something.
/// </summary>
internal static class Reorders
{
    /// <summary>How many edits may lie between the two halves.</summary>
    private const int Reach = 4;

    /// <summary>The edits with every such pair replaced by one.</summary>
    public static IReadOnlyList<Edit> Find(List<Edit> edits, int[] stimulus, int[] capture)
    {
        for (var i = 0; i < edits.Count; i++)
        {
            if (edits[i].Shift == 0)
                continue;
            for (var j = i + 1; j < edits.Count && j <= i + Reach; j++)
            {
                if (edits[j].Shift != -edits[i].Shift || InPlace(edits[i], edits[j], stimulus, capture) is not { } joined)
                    continue;
                edits[i] = joined;
                edits.RemoveAt(j);
                break;
            }
        }
        return edits;
    }

    private static Edit? InPlace(Edit first, Edit second, int[] stimulus, int[] capture)
    {
        if (SameFrames(first, second, stimulus, capture))
            return Joined(first, second);
        if (second.StimulusFrame - second.Slack > first.StimulusFrame + first.Lost)
            return null;
        var frames = Math.Max(first.Frames, second.Frames);
        return first with { Kind = first.Kind == DropoutKind.Repeat ? DropoutKind.Repeat : DropoutKind.Altered, Lost = frames, Gained = frames };
    }

    private static bool SameFrames(Edit first, Edit second, int[] stimulus, int[] capture)
    {
        var (skip, insert) = first.Shift < 0 ? (first, second) : (second, first);
        var slack = Math.Max(skip.Slack, insert.Slack);
        var inserted = capture.AsSpan(insert.CaptureFrame, insert.Gained);
        // Where the ends of both chunks happen to agree, either half can lie a few frames earlier.
        for (var early = 0; early <= Math.Min(slack, 64) && early <= skip.StimulusFrame; early++)
        {
            if (stimulus.AsSpan(skip.StimulusFrame - early, skip.Lost).SequenceEqual(inserted))
                return true;
            if (early <= insert.CaptureFrame && early > 0
                && stimulus.AsSpan(skip.StimulusFrame, skip.Lost).SequenceEqual(capture.AsSpan(insert.CaptureFrame - early, insert.Gained)))
                return true;
        }
        return false;
    }

    private static Edit Joined(Edit first, Edit second)
    {
        // In silence the second half can lie earlier than where it became visible.
        var end = Math.Max(second.CaptureFrame - second.Slack, first.CaptureFrame + first.Gained) + second.Gained;
        var frames = end - first.CaptureFrame;
        return first with { Kind = DropoutKind.Reorder, Lost = frames, Gained = frames };
    }
}
