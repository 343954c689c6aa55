using Google.Protobuf;
using KOS.Sound;
using KosSound.Analysis.Listening;
using KosSound.Conformance.Clauses.Refusals;
using KosSound.Device;

namespace KosSound.Conformance.Clauses.Play;

internal sealed class SlowSender : Clause
{
    private static readonly TimeSpan Part = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Allowed = TimeSpan.FromSeconds(10);

    public override string Id => "play/slow-sender";

    public override string Text => "a sender that pauses for 1 s in mid-stream is heard with a gap of silence: nothing old is repeated, and the rest is heard";

    public override string Proof => "300 ms, a pause of 1 s, 300 ms: each part must be in the capture once, with at least 0.5 s of silence between";

    public override ClauseNeeds Needs => ClauseNeeds.Loop;

    public override bool IsWallClock => true;

    public override async Task<ClauseResult> ProveAsync(ClauseContext context, CancellationToken cancellationToken)
    {
        var pair = context.Main;
        var (before, after) = (context.Probe(pair, Part), context.Probe(pair, Part));
        await using var ear = await context.ListenAsync(pair.Recording, cancellationToken);
        await using var call = context.Device.OpenPlay(cancellationToken: cancellationToken);
        await call.SendAsync(new PlayAudioRequest { Config = Refusal.ConfigOf(pair.Playback), AudioData = ByteString.CopyFrom(before.Pcm.Span) }, Allowed);
        await Task.WhenAny(Task.Delay(Part + Pause, context.Device.Options.Time, cancellationToken), call.Ended);
        await call.SendAsync(new PlayAudioRequest { AudioData = ByteString.CopyFrom(after.Pcm.Span) }, Allowed);
        await call.CompleteAsync();
        var resumed = context.Device.Now;
        var answer = await call.AnswerAsync(Allowed);
        if (!answer.Success)
            throw SoundDeviceException.InBand("PlayAudio with a pause of 1 s", context.Device.Where, answer.Error);
        var ends = resumed + Part > context.Device.Now ? resumed + Part : context.Device.Now;
        var recorded = await ear.FinishAsync(context.SoundIsBackAt(ends), cancellationToken);
        return Judge(context.Hear(before, pair, recorded), Listener.Listen(after, recorded.Format, recorded.Pcm.Span, context.IsExact(pair)), recorded.Pcm.Span);
    }

    private static ClauseResult Judge(Heard before, Heard after, ReadOnlySpan<byte> pcm)
    {
        if (before.Runs.Count > 1)
            return Fail($"audio from before the pause is heard {before.Runs.Count} times or in pieces: {before.Flaw() ?? "it is repeated"}");
        if (before.Flaw() is { } lost)
            return Fail($"of the audio before the pause, {lost}");
        if (after.Flaw() is { } missing)
            return Fail($"of the audio after a pause of 1 s, {missing}");
        var gapFrames = after.CaptureFrameOfStart!.Value - before.CaptureFrameOfEnd!.Value;
        var gap = gapFrames / before.Captured.RateHz;
        if (gap < 0.5)
            return Fail($"the pause of 1 s is heard as {1e3 * gap:0} ms");
        if (!before.Exact)
            return Pass($"a gap of {1e3 * gap:0} ms, everything around it is heard");
        var frameBytes = before.Captured.BytesPerFrame;
        var sounding = pcm.Slice((int)before.CaptureFrameOfEnd.Value * frameBytes, (int)gapFrames * frameBytes).IndexOfAnyExcept((byte)0);
        return sounding >= 0
            ? Fail($"the pause is not silent: sound begins {1e3 * sounding / frameBytes / before.Captured.RateHz:0} ms into it")
            : Pass($"a gap of {1e3 * gap:0} ms, silent, everything around it is heard");
    }
}
