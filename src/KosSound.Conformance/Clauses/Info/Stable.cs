using KosSound.Device.Capabilities;

namespace KosSound.Conformance.Clauses.Info;

internal sealed class Stable : Clause
{
    public override string Id => "info/stable";

    public override string Text => "GetAudioInfo says the same before, during and after playing and recording";

    public override string Proof => "GetAudioInfo is asked before, while a recording runs, while a play runs, and afterwards";

    public override async Task<ClauseResult> ProveAsync(ClauseContext context, CancellationToken cancellationToken)
    {
        var before = await context.AskCapabilitiesAsync(cancellationToken);
        if (before.Recording.Formats.Any() && Changed(before, await WhileRecordingAsync(context, cancellationToken), "while recording") is { } recording)
            return recording;
        if (before.Playback.Formats.Any() && Changed(before, await WhilePlayingAsync(context, cancellationToken), "while playing") is { } playing)
            return playing;
        return Changed(before, await context.AskCapabilitiesAsync(cancellationToken), "afterwards")
            ?? Pass($"the same before, during and after");
    }

    private static async Task<DeviceCapabilities> WhileRecordingAsync(ClauseContext context, CancellationToken cancellationToken)
    {
        await using var ear = await context.ListenAsync(context.MainRecording, cancellationToken);
        return await context.AskCapabilitiesAsync(cancellationToken);
    }

    private static async Task<DeviceCapabilities> WhilePlayingAsync(ClauseContext context, CancellationToken cancellationToken)
    {
        var probe = context.UnheardProbe(context.MainPlayback, TimeSpan.FromMilliseconds(400));
        var play = context.PlayAsync(probe, cancellationToken);
        var during = await context.AskCapabilitiesAsync(cancellationToken);
        await play;
        return during;
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
