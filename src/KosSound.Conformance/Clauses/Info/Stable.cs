using System.Diagnostics;
using Google.Protobuf;
using KOS.Sound;
using KosSound.Conformance.Clauses.Refusals;
using KosSound.Device;
using KosSound.Device.Capabilities;

namespace KosSound.Conformance.Clauses.Info;

internal sealed class Stable : Clause
{
    /// <summary>
    /// A question may overtake the first message of a play: it is asked again until so much of the device's time has passed, which in
    /// simulated time does not pass before the message is there.
    /// </summary>
    private static readonly TimeSpan Underway = TimeSpan.FromMilliseconds(100);

    /// <summary>By the wall clock: the time of a simulated device that plays nothing does not go on at all.</summary>
    private static readonly TimeSpan MostAsking = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan BetweenQuestions = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Allowed = TimeSpan.FromSeconds(10);

    public override string Id => "info/stable";

    public override string Text => "GetAudioInfo says the same before, during and after playing and recording";

    public override string Proof => "GetAudioInfo is asked before, while a recording runs, while a play runs, and afterwards";

    public override async Task<ClauseResult> ProveAsync(ClauseContext context, CancellationToken cancellationToken)
    {
        var before = await context.AskCapabilitiesAsync(cancellationToken);
        if (before.Recording.Formats.Any() && Changed(before, await WhileRecordingAsync(context, cancellationToken), "while recording") is { } recording)
            return recording;
        if (before.Playback.Formats.Any() && Changed(before, await WhilePlayingAsync(context, before, cancellationToken), "while playing") is { } playing)
            return playing;
        return Changed(before, await context.AskCapabilitiesAsync(cancellationToken), "afterwards")
            ?? Pass($"the same before, during and after");
    }

    private static async Task<DeviceCapabilities> WhileRecordingAsync(ClauseContext context, CancellationToken cancellationToken)
    {
        await using var ear = await context.ListenAsync(context.MainRecording, cancellationToken);
        return await context.AskCapabilitiesAsync(cancellationToken);
    }

    private static async Task<DeviceCapabilities> WhilePlayingAsync(ClauseContext context, DeviceCapabilities before, CancellationToken cancellationToken)
    {
        // The play cannot end before it was asked: the rest of its audio is sent afterwards.
        var probe = context.UnheardProbe(context.MainPlayback, TimeSpan.FromMilliseconds(200));
        await using var call = context.Device.OpenPlay(cancellationToken: cancellationToken);
        await call.SendAsync(new PlayAudioRequest { Config = Refusal.ConfigOf(context.MainPlayback), AudioData = ByteString.CopyFrom(probe.Pcm.Span) }, Allowed);
        DeviceCapabilities during;
        TimeSpan since;
        var (sent, asking) = (context.Device.Now, Stopwatch.GetTimestamp());
        do
        {
            // By the wall clock: simulated time stands still once a play has no audio left.
            await Task.Delay(BetweenQuestions, cancellationToken);
            since = context.Device.Now - sent;
            during = await context.AskCapabilitiesAsync(cancellationToken);
        }
        while (since < Underway && call.EndedAt is null && Stopwatch.GetElapsedTime(asking) < MostAsking && during.SaysTheSameAs(before));
        await call.SendAsync(new PlayAudioRequest { AudioData = ByteString.CopyFrom(probe.Pcm.Span) }, Allowed);
        await call.CompleteAsync();
        var answer = await call.AnswerAsync(Allowed);
        return answer.Success ? during : throw SoundDeviceException.InBand("PlayAudio", context.Device.Where, answer.Error);
    }

    private static ClauseResult? Changed(DeviceCapabilities before, DeviceCapabilities now, string when)
    {
        if (now.SaysTheSameAs(before))
            return null;
        return before.Playback.SaysTheSameAs(now.Playback)
            ? Fail($"recording was \"{before.Recording}\" before and \"{now.Recording}\" {when}")
            : Fail($"playback was \"{before.Playback}\" before and \"{now.Playback}\" {when}");
    }
}
