using Google.Protobuf;
using KOS.Sound;
using KosSound.Conformance.Clauses.Play;
using KosSound.Conformance.Clauses.Refusals;
using KosSound.Device;
using KosSound.Device.Wire;

namespace KosSound.Conformance.Clauses.Wire;

internal sealed class Deadline : Clause
{
    private static readonly TimeSpan Allowed = TimeSpan.FromSeconds(1);

    public override string Id => "wire/deadline";

    public override string Text => "a call whose deadline has expired frees the device, even when the client does not cancel it";

    public override string Proof => "a call with a deadline of 500 ms is left open past it; the next is asked for until it is served, 1 s at most";

    public override ClausePhase Phase => ClausePhase.Hostile;

    public override bool IsWallClock => true;

    public override async Task<ClauseResult> ProveAsync(ClauseContext context, CancellationToken cancellationToken)
    {
        var (plays, records) = (context.Capabilities.Playback.Formats.Any(), context.Capabilities.Recording.Formats.Any());
        if (!plays && !records)
            return Skip("the device claims neither to play nor to record");
        using var raw = new RawConnection(context.Device);
        return (records ? await RecordingAsync(context, raw, cancellationToken) : null)
            ?? (plays ? await PlayingAsync(context, raw, cancellationToken) : null)
            ?? Pass($"free within {Allowed.TotalSeconds:0} s of a deadline of 500 ms");
    }

    private static async Task<ClauseResult?> RecordingAsync(ClauseContext context, RawConnection raw, CancellationToken cancellationToken)
    {
        var usual = await Freed.TimeRecordingAsync(context, cancellationToken);
        using var call = raw.Open("RecordAudio", grpcTimeout: "500m");
        await call.WriteAsync(GrpcFrames.Frame(new RecordAudioRequest { Config = Refusal.ConfigOf(context.MainRecording) }.ToByteArray()));
        call.HalfClose();
        var expired = context.Device.Now + TimeSpan.FromMilliseconds(500);
        await Task.WhenAny(call.AnswerAsync(TimeSpan.FromMilliseconds(500) + Allowed, cancellationToken));
        try
        {
            return Late("recording", await Freed.RecordAsync(context, expired, Allowed, usual, cancellationToken));
        }
        catch (SoundDeviceException e)
        {
            return Fail($"{(context.Device.Now - expired).TotalMilliseconds:0} ms after the deadline of a recording the device does not take the next: {e.Message}");
        }
    }

    private static async Task<ClauseResult?> PlayingAsync(ClauseContext context, RawConnection raw, CancellationToken cancellationToken)
    {
        var usual = await Freed.TimePlayAsync(context, cancellationToken);
        using var call = raw.Open("PlayAudio", grpcTimeout: "500m");
        var probe = context.UnheardProbe(context.MainPlayback, TimeSpan.FromMilliseconds(200));
        await call.WriteAsync(GrpcFrames.Frame(new PlayAudioRequest { Config = Refusal.ConfigOf(context.MainPlayback), AudioData = ByteString.CopyFrom(probe.Pcm.Span) }.ToByteArray()));
        var expired = context.Device.Now + TimeSpan.FromMilliseconds(500);
        await Task.WhenAny(call.AnswerAsync(TimeSpan.FromMilliseconds(500) + Allowed, cancellationToken));
        try
        {
            return Late("play", await Freed.PlayAsync(context, expired, Allowed, usual, cancellationToken));
        }
        catch (SoundDeviceException e)
        {
            return Fail($"{(context.Device.Now - expired).TotalMilliseconds:0} ms after the deadline of a play the device does not take the next: {e.Message}");
        }
    }

    private static ClauseResult? Late(string what, TimeSpan after) => after > Allowed + Freed.Resolution
        ? Fail($"the {what} after an expired deadline was served only {after.TotalMilliseconds:0} ms later, limit {Allowed.TotalMilliseconds:0} ms")
        : null;
}
