using Google.Protobuf;
using KOS.Sound;
using KosSound.Conformance.Clauses.Refusals;
using KosSound.Device.Wire;

namespace KosSound.Conformance.Clauses.Wire;

internal sealed class UnknownFields : Clause
{
    private static readonly TimeSpan Allowed = TimeSpan.FromSeconds(5);

    /// <summary>Fields 1000 (varint), 1001 (bytes) and 1002 (fixed 64 bit): what a later version of the contract might send.</summary>
    private static readonly byte[] Unknown = Convert.FromHexString("c03e2a" + "ca3e03616263" + "d13e0102030405060708");

    public override string Id => "wire/unknown-fields";

    public override string Text => "protobuf fields that are not in the contract are ignored";

    public override string Proof => "every request is sent with fields 1000, 1001 and 1002 of three wire types; the play must be heard";

    public override bool IsWallClock => true;

    public override async Task<ClauseResult> ProveAsync(ClauseContext context, CancellationToken cancellationToken)
    {
        using var raw = new RawConnection(context.Device);
        foreach (var (method, body) in Questions(context))
        {
            var answer = await raw.AskAsync(method, body, Allowed, cancellationToken: cancellationToken);
            if (answer.Silent || answer.IsError)
                return Fail($"{method} with unknown fields is answered with {answer}");
        }

        return context.CanHear && await context.CalibrateAsync(cancellationToken)
            ? await HeardAsync(context, cancellationToken)
            : Pass($"accepted in every message");
    }

    private static IEnumerable<(string Method, byte[] Body)> Questions(ClauseContext context)
    {
        yield return ("GetAudioInfo", GrpcFrames.Frame(Unknown));
        if (context.Capabilities.Recording.Formats.Any())
            yield return ("RecordAudio", With(new RecordAudioRequest { Config = WithUnknown(Refusal.ConfigOf(context.MainRecording)), DurationMs = 50 }));
        if (!context.Capabilities.Playback.Formats.Any())
            yield break;
        var probe = context.UnheardProbe(context.MainPlayback, TimeSpan.FromMilliseconds(20));
        yield return ("PlayAudio", [
            .. With(new PlayAudioRequest { Config = WithUnknown(Refusal.ConfigOf(context.MainPlayback)) }),
            .. With(new PlayAudioRequest { AudioData = ByteString.CopyFrom(probe.Pcm.Span) })]);
    }

    private static async Task<ClauseResult> HeardAsync(ClauseContext context, CancellationToken cancellationToken)
    {
        var probe = context.Probe(context.Main, TimeSpan.FromMilliseconds(150));
        await using var ear = await context.ListenAsync(context.Main.Recording, cancellationToken);
        var began = context.Device.Now;
        var config = PlayAudioRequest.Parser.ParseFrom([.. new PlayAudioRequest { Config = WithUnknown(Refusal.ConfigOf(context.Main.Playback)) }.ToByteArray(), .. Unknown]);
        var audio = PlayAudioRequest.Parser.ParseFrom([.. Unknown, .. new PlayAudioRequest { AudioData = ByteString.CopyFrom(probe.Pcm.Span) }.ToByteArray()]);
        var attempt = await Attempt.PlayAsync(context, [config, audio], Allowed, cancellationToken);
        if (attempt.Error is { } error)
            return Fail($"a play with unknown fields fails: {error.Message}");
        var ends = began + probe.Duration > context.Device.Now ? began + probe.Duration : context.Device.Now;
        var recorded = await ear.FinishAsync(context.SoundIsBackAt(ends), cancellationToken);
        return context.Hear(probe, context.Main, recorded).Flaw() is { } flaw
            ? Fail($"of a play with unknown fields, {flaw}")
            : Pass($"accepted in every message, and the play is heard");
    }

    private static AudioConfig WithUnknown(AudioConfig config) => AudioConfig.Parser.ParseFrom([.. config.ToByteArray(), .. Unknown]);

    private static byte[] With(IMessage message) => GrpcFrames.Frame([.. message.ToByteArray(), .. Unknown]);
}
