using KosSound.Device;
using KosSound.Device.Capture;

namespace KosSound.Conformance.Clauses.Record;

internal sealed class ConcurrentRecording : Clause
{
    private static readonly TimeSpan Second = TimeSpan.FromMilliseconds(200);

    public override string Id => "record/concurrent";

    public override string Text => "a second recording while one runs is refused or served, and the first is not damaged";

    public override string Proof => "a second client asks for 200 ms while the first records a play, which must be whole in the first capture";

    public override ClauseNeeds Needs => ClauseNeeds.Recording;

    public override bool IsWallClock => true;

    public override async Task<ClauseResult> ProveAsync(ClauseContext context, CancellationToken cancellationToken)
    {
        var canHear = context.CanHear && await context.CalibrateAsync(cancellationToken);
        return canHear ? await ByEarAsync(context, cancellationToken) : await ByCountAsync(context, cancellationToken);
    }

    private static async Task<ClauseResult> ByEarAsync(ClauseContext context, CancellationToken cancellationToken)
    {
        var pair = context.Main;
        var probe = context.Probe(pair, TimeSpan.FromMilliseconds(800));
        await using var ear = await context.ListenAsync(pair.Recording, cancellationToken);
        var play = context.PlayAsync(probe, cancellationToken);
        await ear.WaitForAsync(context.Device.Now + context.FirstSound + TimeSpan.FromMilliseconds(150), cancellationToken);
        var (way, flaw) = await SecondAsync(context, cancellationToken);
        var played = await play;
        if (flaw is not null)
            return Fail($"{flaw}");
        if (ear.Recording.Completion.IsCompleted)
            return Fail($"the first recording ended when a second one was asked for{(ear.Recording.Completion.IsFaulted ? $": {ear.Recording.Completion.Exception!.InnerException!.Message}" : "")}");
        var recorded = await ear.FinishAsync(context.SoundIsBackAt(played, probe), cancellationToken);
        var heard = context.Hear(probe, pair, recorded);
        return heard.Flaw() is { } damage
            ? Fail($"the first recording is damaged by a second one that was {way}: {damage}")
            : Pass($"the second recording is {way}, the first is whole");
    }

    private static async Task<ClauseResult> ByCountAsync(ClauseContext context, CancellationToken cancellationToken)
    {
        var format = context.MainRecording;
        var duration = TimeSpan.FromSeconds(1);
        await using var first = context.Device.StartRecording(new RecordRequest { Format = format, Duration = duration }, cancellationToken);
        await context.Device.WaitAsync(first.FirstBytes, context.Options.Device.AnswerTimeout, "the first recorded audio", cancellationToken);
        var (way, flaw) = await SecondAsync(context, cancellationToken);
        if (flaw is not null)
            return Fail($"{flaw}");
        var recorded = await first.Completion;
        var missing = duration - format.DurationOf(recorded.Frames);
        return missing > TimeSpan.FromMilliseconds(1)
            ? Fail($"the first recording lacks {missing.TotalMilliseconds:0} of {duration.TotalMilliseconds:0} ms after a second one that was {way}")
            : Pass($"the second recording is {way}, the first is whole");
    }

    private static async Task<(string Way, string? Flaw)> SecondAsync(ClauseContext context, CancellationToken cancellationToken)
    {
        await using var other = await SoundDevice.ConnectAsync(context.Options.Device with { Trace = context.Trace }, cancellationToken);
        await using var recording = other.StartRecording(new RecordRequest { Format = context.MainRecording, Duration = Second }, cancellationToken);
        try
        {
            var recorded = await recording.Completion;
            return recorded.Frames == 0
                ? ("accepted", "a second recording while one runs is accepted, but delivers nothing")
                : ("served", null);
        }
        catch (SoundDeviceException e) when (e.Kind is not (FailureKind.Lost or FailureKind.DeadlineExceeded or FailureKind.Unreachable or FailureKind.Protocol))
        {
            return ("refused", null);
        }
        catch (SoundDeviceException e)
        {
            return ("accepted", $"a second recording while one runs is neither refused nor served: {e.Message}");
        }
    }
}
