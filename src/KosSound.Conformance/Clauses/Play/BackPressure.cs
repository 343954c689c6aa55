using KosSound.Device;

namespace KosSound.Conformance.Clauses.Play;

internal sealed class BackPressure : Clause
{
    private static readonly TimeSpan Sent = TimeSpan.FromMinutes(1);

    public override string Id => "play/backpressure";

    public override string Text => "a sender faster than real time is slowed or buffered: of one minute sent as fast as it is taken nothing is dropped";

    public override string Proof => "one minute is sent as fast as flow control lets it; the first 5 s (all of it in a release run) must be unbroken in the capture";

    public override ClausePhase Phase => ClausePhase.Hostile;

    public override ClauseNeeds Needs => ClauseNeeds.Loop;

    public override bool IsWallClock => true;

    public override async Task<ClauseResult> ProveAsync(ClauseContext context, CancellationToken cancellationToken)
    {
        var verified = context.Options.Release ? Sent : TimeSpan.FromSeconds(5);
        var probe = context.Probe(context.Main, Sent);
        await using var ear = await context.ListenAsync(context.Main.Recording, cancellationToken);
        await using var play = new FeedingPlay(context, probe, cancellationToken);
        var until = await play.BeginAsync() + context.FirstSound + verified + TimeSpan.FromMilliseconds(300);
        await ear.WaitForAsync(until, cancellationToken);
        if (play.Call.EndedAt is not null && !context.Options.Release)
            return await EndedAsync(play, verified, cancellationToken);
        var recorded = await ear.FinishAsync(until, cancellationToken);
        var ahead = (double)play.SentBytes / probe.Format.BytesPerFrame / probe.Format.RateHz;
        play.Cancel();
        var heard = context.Hear(probe, context.Main, recorded);
        var frames = (long)(verified.TotalSeconds * probe.Format.RateHz);
        if (heard.HasUnbroken(0, frames))
            return Pass($"{verified.TotalSeconds:0} s heard without a gap while {ahead:0.0} s were taken");
        var unbroken = heard.Runs.Where(r => r.PlayedFrame == 0).Select(r => r.Frames).FirstOrDefault();
        return Fail($"sent as fast as it was taken ({ahead:0.0} s in {verified.TotalSeconds:0} s), only the first {1e3 * unbroken / probe.Format.RateHz:0} ms are heard unbroken: {heard.Flaw()}");
    }

    private static async Task<ClauseResult> EndedAsync(FeedingPlay play, TimeSpan verified, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await play.Call.AnswerAsync(TimeSpan.FromSeconds(1)).WaitAsync(cancellationToken);
            return answer.Success
                ? Fail($"a play of 60 s, sent as fast as it was taken, has ended with success after {verified.TotalSeconds:0} s: most of it was dropped")
                : Fail($"a play of 60 s, sent as fast as it was taken, is broken off within {verified.TotalSeconds:0} s: {answer.Error?.Message}");
        }
        catch (SoundDeviceException e)
        {
            return Fail($"a play of 60 s that is sent faster than real time is broken off: {e.Message}");
        }
    }
}
