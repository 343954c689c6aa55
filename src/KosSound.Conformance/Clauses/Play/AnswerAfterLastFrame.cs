namespace KosSound.Conformance.Clauses.Play;

internal sealed class AnswerAfterLastFrame : Clause
{
    /// <summary>What an answer may be early by, for buffers below the service.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(100);

    public override string Id => "play/answer-after-last-frame";

    public override string Text => "PlayAudio answers after its last frame was played, and not more than 100 ms before";

    public override string Proof => "600 ms are sent at once; the answer's arrival is compared with the capture time of the last frame, less the latency of the loop";

    public override ClauseNeeds Needs => ClauseNeeds.Playback;

    public override TimeSpan? SpoiltBy => Tolerance / 2;

    public override async Task<ClauseResult> ProveAsync(ClauseContext context, CancellationToken cancellationToken)
    {
        var canHear = context.CanHear && await context.CalibrateAsync(cancellationToken);
        return canHear ? await ByEarAsync(context, cancellationToken) : await ByClockAsync(context, cancellationToken);
    }

    private static async Task<ClauseResult> ByEarAsync(ClauseContext context, CancellationToken cancellationToken)
    {
        var probe = context.Probe(context.Main, TimeSpan.FromMilliseconds(600));
        var loop = await context.LoopAsync(context.Main, probe, cancellationToken, r => r with { Paced = false });
        var (began, answered) = (loop.Played.HandOvers[0].At, loop.Played.AnsweredAt);
        if (loop.Heard.CaptureFrameOfEnd is not { } end)
            return ByDuration(probe.Duration, answered - began);
        var lastFrame = loop.TimeOf(end - 1) - context.FirstSound;
        context.Measure("answer.early_ms", (lastFrame - answered).TotalMilliseconds, "ms", Tolerance.TotalMilliseconds);
        return answered < lastFrame - Tolerance
            ? Fail($"PlayAudio answered {(answered - began).TotalMilliseconds:0} ms after the first audio was sent; its last frame was played {(lastFrame - answered).TotalMilliseconds:0} ms later, limit {Tolerance.TotalMilliseconds:0} ms")
            : Pass($"answered {(answered - lastFrame).TotalMilliseconds:0} ms after the last frame was played");
    }

    private static async Task<ClauseResult> ByClockAsync(ClauseContext context, CancellationToken cancellationToken)
    {
        var probe = context.UnheardProbe(context.MainPlayback, TimeSpan.FromMilliseconds(600));
        var played = await context.PlayAsync(probe, cancellationToken, r => r with { Paced = false });
        return ByDuration(probe.Duration, played.AnsweredAt - (played.HandOvers.Count > 0 ? played.HandOvers[0].At : played.StartedAt));
    }

    /// <summary>Nothing plays faster than its clock: an answer before the playing time was up proves that not everything was played.</summary>
    private static ClauseResult ByDuration(TimeSpan duration, TimeSpan answered) => answered < duration - Tolerance
        ? Fail($"PlayAudio answered {answered.TotalMilliseconds:0} ms after the first audio was sent, although {duration.TotalMilliseconds:0} ms of audio cannot have been played by then")
        : Pass($"answered {answered.TotalMilliseconds:0} ms after the first of {duration.TotalMilliseconds:0} ms of audio was sent");
}
