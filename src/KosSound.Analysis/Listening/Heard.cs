using System.Globalization;
using KosSound.Signals;

namespace KosSound.Analysis.Listening;

/// <summary>What of a probe a capture holds.</summary>
public sealed record Heard
{
    /// <summary>How it was played.</summary>
    public required PcmFormat Played { get; init; }

    /// <summary>Frames that were played.</summary>
    public required long PlayedFrames { get; init; }

    /// <summary>How it was recorded.</summary>
    public required PcmFormat Captured { get; init; }

    /// <summary>True when samples were compared one by one: runs are exact to the frame. False: to <see cref="ResolutionFrames"/>.</summary>
    public required bool Exact { get; init; }

    /// <summary>Smallest stretch that is told apart, in played frames; 1 when exact.</summary>
    public required int ResolutionFrames { get; init; }

    /// <summary>The stretches found, in order of the capture.</summary>
    public required IReadOnlyList<HeardRun> Runs { get; init; }

    /// <summary>True when the bytes were found shifted against the frames: a byte slip. Exact comparison only.</summary>
    public bool ByteSlip { get; init; }

    /// <summary>True when anything of the probe was found.</summary>
    public bool Any => Runs.Count > 0;

    /// <summary>True when all of it was found in one piece.</summary>
    public bool IsWhole => Runs is [var only] && IsFrom(only, 0) && only.PlayedEnd >= PlayedFrames - Slack && !ByteSlip;

    /// <summary>Capture frames per played frame.</summary>
    public double RateRatio => (double)Captured.RateHz / Played.RateHz;

    private int Slack => Exact ? 0 : 2 * ResolutionFrames - 1;

    /// <summary>Capture frame at which a played frame appears, by the first stretch that holds it; null when none does.</summary>
    public double? CaptureFrameOf(long playedFrame)
    {
        foreach (var run in Runs)
        {
            if (playedFrame >= run.PlayedFrame && playedFrame < run.PlayedEnd)
                return run.CaptureFrame + (playedFrame - run.PlayedFrame) * RateRatio;
        }

        return null;
    }

    /// <summary>Capture frame of the first stretch's beginning, extrapolated to the first played frame; null when nothing was found.</summary>
    public double? CaptureFrameOfStart => Any ? Runs[0].CaptureFrame - Runs[0].PlayedFrame * RateRatio : null;

    /// <summary>Capture frame after the last stretch; null when nothing was found.</summary>
    public double? CaptureFrameOfEnd => Any ? Runs[^1].CaptureFrame + Runs[^1].Frames * RateRatio : null;

    /// <summary>True when the played frames from one on were found in one piece, at least so many of them.</summary>
    public bool HasUnbroken(long fromFrame, long frames) =>
        Runs.Any(run => IsFrom(run, fromFrame) && run.PlayedEnd >= fromFrame + frames - Slack);

    /// <summary>The first thing that is wrong with it, or null when it is whole: for messages, without full stop.</summary>
    public string? Flaw()
    {
        if (IsWhole)
            return null;
        if (!Any)
            return "nothing of it is heard";
        if (ByteSlip)
            return "its bytes arrive shifted against the frames (byte slip)";
        if (!IsFrom(Runs[0], 0))
            return Text($"its first {Runs[0].PlayedFrame} frames ({Ms(Runs[0].PlayedFrame)}) are missing");
        for (var i = 1; i < Runs.Count; i++)
        {
            var (before, after) = (Runs[i - 1], Runs[i]);
            var skipped = after.PlayedFrame - before.PlayedEnd;
            var gap = (after.CaptureFrame - before.CaptureFrame) / RateRatio - before.Frames;
            if (Math.Abs(skipped) > Slack || Math.Abs(gap) > Slack)
                return Break(before, skipped, gap);
        }

        return Text($"its last {PlayedFrames - Runs[^1].PlayedEnd} frames ({Ms(PlayedFrames - Runs[^1].PlayedEnd)}) are missing");
    }

    private string Break(HeardRun before, long skipped, double gap)
    {
        var at = Text($"at frame {before.PlayedEnd} ({Ms(before.PlayedEnd)})");
        if (skipped < 0)
            return Text($"{at} the sound goes back by {-skipped} frames ({Ms(-skipped)})");
        if (Math.Abs(gap - skipped) <= Slack)
            return Text($"{at} {skipped} frames ({Ms(skipped)}) are altered or silenced");
        return gap < 0.5 + Slack
            ? Text($"{at} {skipped} frames ({Ms(skipped)}) are skipped")
            : Text($"{at} {skipped} frames ({Ms(skipped)}) are replaced by {gap:0} others ({Ms(gap)})");
    }

    private bool IsFrom(HeardRun run, long frame) => run.PlayedFrame <= frame + Slack;

    private string Ms(double frames) => Text($"{1e3 * frames / Played.RateHz:0.##} ms");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
