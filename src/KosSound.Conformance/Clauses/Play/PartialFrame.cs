using Google.Protobuf;
using KOS.Sound;
using KosSound.Conformance.Clauses.Refusals;
using KosSound.Device;

namespace KosSound.Conformance.Clauses.Play;

internal sealed class PartialFrame : Clause
{
    public override string Id => "play/partial-frame";

    public override string Text => "a trailing partial frame is refused or dropped; it neither crashes the device nor shifts later plays";

    public override string Proof => "a play that lacks its last byte is sent, then two whole ones, which must be whole in the capture";

    public override ClausePhase Phase => ClausePhase.Hostile;

    public override ClauseNeeds Needs => ClauseNeeds.Loop;

    public override async Task<ClauseResult> ProveAsync(ClauseContext context, CancellationToken cancellationToken)
    {
        var pair = context.Main;
        if (pair.Playback.BytesPerFrame == 1)
            return Skip("a frame of this device is one byte");
        var torn = context.Probe(pair, TimeSpan.FromMilliseconds(100));
        var attempt = await Attempt.PlayAsync(context,
            [new PlayAudioRequest { Config = Refusal.ConfigOf(pair.Playback) }, new PlayAudioRequest { AudioData = ByteString.CopyFrom(torn.Pcm.Span[..^1]) }],
            context.Options.Device.AnswerTimeout, cancellationToken);
        if (attempt.Outcome is AttemptOutcome.Broken or AttemptOutcome.Silent)
            return Fail($"a play that ends inside a frame is neither refused nor played: {attempt.Error!.Message}");
        for (var next = 1; next <= 2; next++)
        {
            if (await NextFlawAsync(context, cancellationToken) is { } flaw)
                return Fail($"play {next} after one that ended inside a frame: {flaw}");
        }

        return Pass($"{(attempt.Outcome == AttemptOutcome.Refused ? "refused" : "dropped")}; the next two plays are whole");
    }

    private static async Task<string?> NextFlawAsync(ClauseContext context, CancellationToken cancellationToken)
    {
        try
        {
            return (await context.LoopAsync(context.Main, context.Probe(context.Main, TimeSpan.FromMilliseconds(150)), cancellationToken)).Heard.Flaw();
        }
        catch (SoundDeviceException e)
        {
            return e.Message;
        }
    }
}
