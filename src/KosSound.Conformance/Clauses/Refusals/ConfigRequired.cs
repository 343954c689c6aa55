using Google.Protobuf;
using KOS.Sound;

namespace KosSound.Conformance.Clauses.Refusals;

internal sealed class PlayConfigRequired : Clause
{
    public override string Id => "play/config-required";

    public override string Text => "a play whose first message has no config is refused, and nothing is played";

    public override string Proof => "audio without config, and an empty message before it, are sent while recording; neither may be accepted or heard";

    public override ClauseNeeds Needs => ClauseNeeds.Playback;

    public override async Task<ClauseResult> ProveAsync(ClauseContext context, CancellationToken cancellationToken)
    {
        var config = Refusal.ConfigOf(context.MainPlayback);
        return await TryAsync(context, "audio without config", audio => [new() { AudioData = audio }], cancellationToken)
            ?? await TryAsync(context, "an empty first message, config and audio after it", audio => [new(), new() { Config = config }, new() { AudioData = audio }], cancellationToken)
            ?? Pass($"refused, with audio and with an empty first message{(context.CanHear ? "; nothing was heard" : "")}");
    }

    private static async Task<ClauseResult?> TryAsync(ClauseContext context, string what, Func<ByteString, PlayAudioRequest[]> messages, CancellationToken cancellationToken)
    {
        var duration = TimeSpan.FromMilliseconds(200);
        var probe = context.CanHear ? context.Probe(context.Main, duration) : context.UnheardProbe(context.MainPlayback, duration);
        await using var ear = context.CanHear ? await context.ListenAsync(context.Main.Recording, cancellationToken) : null;
        var attempt = await Attempt.PlayAsync(context, messages(ByteString.CopyFrom(probe.Pcm.Span)), Refusal.Limit + duration, cancellationToken);
        if (new Refusal("play", "config", what, attempt).Flaw() is { } flaw)
            return Fail($"{flaw}");
        if (ear is null)
            return null;
        var recorded = await ear.FinishAsync(context.SoundIsBackAt(context.Device.Now + duration), cancellationToken);
        var heard = context.Hear(probe, context.Main, recorded);
        return heard.Any ? Fail($"a play that began with {what} was refused, but {heard.Runs.Sum(r => r.Frames)} frames of it were played") : null;
    }
}

internal sealed class RecordConfigRequired : Clause
{
    public override string Id => "record/config-required";

    public override string Text => "a recording without config is refused";

    public override string Proof => "a recording is asked for without config";

    public override ClauseNeeds Needs => ClauseNeeds.Recording;

    public override async Task<ClauseResult> ProveAsync(ClauseContext context, CancellationToken cancellationToken)
    {
        var attempt = await Attempt.RecordAsync(context, new RecordAudioRequest { DurationMs = 100 }, Refusal.Limit, cancellationToken);
        return new Refusal("record", "config", "without config", attempt).Flaw() is { } flaw
            ? Fail($"{flaw}")
            : Pass($"refused: {attempt.Error!.DeviceText}");
    }
}

internal sealed class PlayEmptyStream : Clause
{
    public override string Id => "play/empty-stream";

    public override string Text => "a play without any message is refused";

    public override string Proof => "the stream is closed without a message";

    public override ClauseNeeds Needs => ClauseNeeds.Playback;

    public override async Task<ClauseResult> ProveAsync(ClauseContext context, CancellationToken cancellationToken)
    {
        var attempt = await Attempt.PlayAsync(context, [], Refusal.Limit, cancellationToken);
        return new Refusal("play", "config", "without any message", attempt).Flaw() is { } flaw
            ? Fail($"{flaw}")
            : Pass($"refused: {attempt.Error!.DeviceText}");
    }
}
