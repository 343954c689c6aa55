using KosSound.Analysis.Metrics;

namespace KosSound.Analysis.Dropouts;

/// <summary>Names the differences between the runs of one channel.</summary>
internal sealed class EditClassifier(int[] stimulus, int[] capture)
{
    /// <summary>Altered frames up to this number in a row are a click.</summary>
    private const int MostClickFrames = 4;

    /// <summary>Two altered stretches with fewer equal frames between them are one: a zero crossing is not an interruption of a fault.</summary>
    private const int Bridge = 16;

    private readonly int _firstSound = stimulus.AsSpan().IndexOfAnyExcept(0);
    private readonly int _lastSound = stimulus.AsSpan().LastIndexOfAnyExcept(0);

    /// <summary>The edits between, before and after the runs, in order of time.</summary>
    public IReadOnlyList<Edit> Classify(IReadOnlyList<(MatchRun Run, int Slack)> runs)
    {
        var edits = new List<Edit>();
        var first = runs[0].Run;
        if (first.Stimulus > 0)
            Front(first, edits);
        for (var i = 1; i < runs.Count; i++)
            Between(runs[i - 1].Run, runs[i].Run, runs[i].Slack, edits);
        Tail(runs[^1].Run, edits);
        return Reorders.Find(edits, stimulus, capture);
    }

    /// <summary>What lies before the first run: the capture may begin after the sound did.</summary>
    private void Front(MatchRun first, List<Edit> edits)
    {
        var missing = Math.Max(0, -first.Delay);
        if (missing < first.Stimulus)
            Add(edits, Substitution(missing, first.Stimulus, first.Delay));
        else if (missing > _firstSound)
            Add(edits, new Edit { Kind = DropoutKind.LostStart, StimulusFrame = _firstSound, CaptureFrame = 0, Lost = missing - _firstSound, Gained = missing - _firstSound });
    }

    private void Between(MatchRun before, MatchRun after, int slack, List<Edit> edits)
    {
        var lost = after.Stimulus - before.StimulusEnd;
        var gained = after.Capture - before.CaptureEnd;
        var altered = Math.Min(lost, gained);
        if (altered > 0)
            Add(edits, Substitution(before.StimulusEnd, before.StimulusEnd + altered, before.Delay));
        if (lost == gained)
            return;
        var edit = new Edit
        {
            Kind = DropoutKind.Skip,
            StimulusFrame = before.StimulusEnd + altered,
            CaptureFrame = before.CaptureEnd + altered,
            Lost = lost - altered,
            Gained = gained - altered,
            Slack = slack,
        };
        edits.Add(edit with { Kind = lost > gained ? DropoutKind.Skip : Inserted(edit) });
    }

    /// <summary>Nothing matches after the last run.</summary>
    private void Tail(MatchRun last, List<Edit> edits)
    {
        if (last.StimulusEnd > _lastSound)
            return;
        var rest = capture.AsSpan(last.CaptureEnd, Math.Min(capture.Length - last.CaptureEnd, _lastSound + 1 - last.StimulusEnd));
        var silent = !rest.ContainsAnyExcept(0);
        edits.Add(new Edit
        {
            Kind = silent ? DropoutKind.LostEnd : DropoutKind.Altered,
            StimulusFrame = last.StimulusEnd,
            CaptureFrame = last.CaptureEnd,
            Lost = _lastSound + 1 - last.StimulusEnd,
            Gained = _lastSound + 1 - last.StimulusEnd,
        });
    }

    /// <summary>Frames that were captured at their time, but with other values.</summary>
    private Edit Substitution(int from, int to, int delay)
    {
        var edit = new Edit { Kind = DropoutKind.Altered, StimulusFrame = from, CaptureFrame = from + delay, Lost = to - from, Gained = to - from };
        var played = stimulus.AsSpan(from, edit.Lost);
        var heard = capture.AsSpan(edit.CaptureFrame, edit.Lost);
        if (!heard.ContainsAnyExcept(0))
            return Silenced(edit, to);
        if (edit.Lost > 1 && IsPermutation(played, heard))
            return edit with { Kind = DropoutKind.Reorder };
        if (edit.Lost <= MostClickFrames)
            return edit with { Kind = DropoutKind.Click };
        return IsOld(edit) ? edit with { Kind = DropoutKind.Repeat } : edit;
    }

    private Edit Silenced(Edit edit, int to)
    {
        if (edit.StimulusFrame <= _firstSound)
        {
            var silence = _firstSound - edit.StimulusFrame;
            return edit with
            {
                Kind = DropoutKind.LostStart,
                StimulusFrame = _firstSound,
                CaptureFrame = edit.CaptureFrame + silence,
                Lost = edit.Lost - silence,
                Gained = edit.Gained - silence,
            };
        }
        return edit with { Kind = to > _lastSound ? DropoutKind.LostEnd : DropoutKind.ZeroFill };
    }

    private DropoutKind Inserted(Edit edit)
    {
        var inserted = capture.AsSpan(edit.CaptureFrame, edit.Gained);
        if (!inserted.ContainsAnyExcept(0))
            return DropoutKind.Insert;
        // With slack the inserted frames may be any stretch of that length which ends inside it: one comparison covers all.
        var before = edit.CaptureFrame - edit.Gained;
        var repeated = before >= 0 && capture.AsSpan(before, edit.Gained).SequenceEqual(inserted);
        return repeated || IsOld(edit) ? DropoutKind.Repeat : DropoutKind.Insert;
    }

    /// <summary>Whether the captured frames are a stretch of the stimulus that was played before.</summary>
    private bool IsOld(Edit edit)
    {
        var heard = capture.AsSpan(edit.CaptureFrame, edit.Gained);
        if (heard.Length < MostClickFrames || heard.Length > edit.StimulusFrame)
            return false;
        // The nearest old buffer is the likeliest: search from there back, at most a few seconds.
        var far = Math.Max(0, edit.StimulusFrame - 500_000);
        return stimulus.AsSpan(far, edit.StimulusFrame - far).LastIndexOf(heard) >= 0;
    }

    private static bool IsPermutation(ReadOnlySpan<int> played, ReadOnlySpan<int> heard)
    {
        var (a, b) = (played.ToArray(), heard.ToArray());
        Array.Sort(a);
        Array.Sort(b);
        return a.AsSpan().SequenceEqual(b);
    }

    /// <summary>Joins a substitution to the one in front when hardly anything matched between them.</summary>
    private void Add(List<Edit> edits, Edit edit)
    {
        while (edits.Count > 0 && edit.Shift == 0)
        {
            var last = edits[^1];
            var gap = edit.StimulusFrame - last.StimulusFrame - last.Lost;
            var sameDelay = edit.CaptureFrame - edit.StimulusFrame == last.CaptureFrame - last.StimulusFrame;
            if (last.Shift != 0 || !sameDelay || gap > Math.Min(Bridge, Math.Max(last.Lost, edit.Lost)))
                break;
            edits.RemoveAt(edits.Count - 1);
            edit = Substitution(last.StimulusFrame, edit.StimulusFrame + edit.Lost, last.CaptureFrame - last.StimulusFrame);
        }
        edits.Add(edit);
    }
}
