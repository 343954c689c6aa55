using KosSound.Conformance.Clauses.Listening;
using KosSound.Device;

namespace KosSound.Conformance.Clauses.Play;

internal sealed class Cancel : Clause
{
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(500);

    public override string Id => "play/cancel";

    public override string Text => "cancelling a play stops its sound within 500 ms + first_sound and frees the device for the next play";

    public override string Proof => "a play of 5 s is cancelled 300 ms after it is heard; the capture is searched for its last frame, and the next play must be whole and heard as soon as usual";

    public override ClausePhase Phase => ClausePhase.Hostile;

    public override ClauseNeeds Needs => ClauseNeeds.Loop;

    public override bool IsWallClock => true;

    public override async Task<ClauseResult> ProveAsync(ClauseContext context, CancellationToken cancellationToken)
    {
        var probe = context.Probe(context.Main, TimeSpan.FromSeconds(5));
        await using var ear = await context.ListenAsync(context.Main.Recording, cancellationToken);
        TimeSpan cancelled;
        await using (var play = new FeedingPlay(context, probe, cancellationToken))
        {
            var started = await play.BeginAsync();
            await ear.WaitForAsync(started + context.FirstSound + TimeSpan.FromMilliseconds(300), cancellationToken);
            // A play that was refused is the device's failure, and thrown here; one that was answered may still sound.
            if (play.Call.EndedAt is not null)
                await play.Call.AnswerAsync(Limit);
            cancelled = context.Device.Now;
            play.Cancel();
        }

        var silentBy = cancelled + Limit + context.FirstSound;
        var recorded = await ear.FinishAsync(silentBy + TimeSpan.FromMilliseconds(700), cancellationToken);
        var heard = context.Hear(probe, context.Main, recorded);
        if (!heard.Any)
            return Inconclusive($"nothing of the play was heard before it was cancelled");
        var last = Loop.TimeOf(recorded, heard.CaptureFrameOfEnd!.Value - 1);
        context.Measure("cancel.sound_ms", (last - cancelled - context.FirstSound).TotalMilliseconds, "ms", Limit.TotalMilliseconds);
        if (last > silentBy)
            return Fail($"{(last - cancelled - context.FirstSound).TotalMilliseconds:0} ms after it was cancelled the play still sounds, limit {Limit.TotalMilliseconds:0} ms");
        return await NextAsync(context, cancelled, (last - cancelled - context.FirstSound).TotalMilliseconds, cancellationToken);
    }

    private static async Task<ClauseResult> NextAsync(ClauseContext context, TimeSpan cancelled, double soundedMs, CancellationToken cancellationToken)
    {
        try
        {
            var (next, _) = await Freed.LoopAsync(context, cancelled, TimeSpan.Zero, cancellationToken);
            if (next.Heard.Flaw() is { } flaw)
                return Fail($"the play after a cancelled one is damaged: {flaw}");
            var waited = Freed.Waited(context, next);
            return waited > Limit
                ? Fail($"the play after a cancelled one is heard {waited.TotalMilliseconds:0} ms later than usual, limit {Limit.TotalMilliseconds:0} ms: it has waited for the device")
                : Pass($"silent {Math.Max(0, soundedMs):0} ms after the cancel, limit {Limit.TotalMilliseconds:0} ms; the next play is whole");
        }
        catch (SoundDeviceException e)
        {
            return Fail($"{(context.Device.Now - cancelled).TotalMilliseconds:0} ms after a play was cancelled the device does not take the next: {e.Message}");
        }
    }
}
