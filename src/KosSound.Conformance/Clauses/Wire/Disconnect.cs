using KosSound.Conformance.Clauses.Play;
using KosSound.Device;
using KosSound.Device.Capture;
using KosSound.Device.Playback;

namespace KosSound.Conformance.Clauses.Wire;

internal sealed class Disconnect : Clause
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    public override string Id => "wire/disconnect";

    public override string Text => "after the TCP connection is cut while playing or recording, a new client can play and record within 2 s";

    public override string Proof => "the TCP connection is reset while a client plays and records; a new client asks until it is served";

    public override ClausePhase Phase => ClausePhase.Hostile;

    public override bool IsWallClock => true;

    public override async Task<ClauseResult> ProveAsync(ClauseContext context, CancellationToken cancellationToken)
    {
        var (plays, records) = (context.Capabilities.Playback.Formats.Any(), context.Capabilities.Recording.Formats.Any());
        if (!plays && !records)
            return Skip("the device claims neither to play nor to record");
        var canHear = context.CanHear && await context.CalibrateAsync(cancellationToken);
        var usualRecording = records ? await Freed.TimeRecordingAsync(context, cancellationToken) : TimeSpan.Zero;
        var usualPlay = plays && !canHear ? await Freed.TimePlayAsync(context, cancellationToken) : TimeSpan.Zero;
        var cut = await CutAsync(context, plays, records, cancellationToken);
        try
        {
            var after = records ? await Freed.RecordAsync(context, cut, Limit, usualRecording, cancellationToken) : TimeSpan.Zero;
            var playAfter = TimeSpan.Zero;
            if (canHear)
            {
                (var next, playAfter) = await Freed.LoopAsync(context, cut, Limit, cancellationToken);
                if (next.Heard.Flaw() is { } flaw)
                    return Fail($"of the play after a cut connection, {flaw}");
            }
            else if (plays)
            {
                playAfter = await Freed.PlayAsync(context, cut, Limit, usualPlay, cancellationToken);
            }

            after = after > playAfter ? after : playAfter;
            if (after > Limit + Freed.Resolution)
                return Fail($"a new client is served only {after.TotalSeconds:0.0} s after the cut, limit {Limit.TotalSeconds:0} s");
            return Pass($"a new client is served by {after.TotalSeconds:0.0} s after the cut, limit {Limit.TotalSeconds:0} s");
        }
        catch (SoundDeviceException e)
        {
            return Fail($"{(context.Device.Now - cut).TotalSeconds:0.0} s after the connection was cut a new client is not served: {e.Message}");
        }
    }

    private static async Task<TimeSpan> CutAsync(ClauseContext context, bool plays, bool records, CancellationToken cancellationToken)
    {
        await using var victim = await SoundDevice.ConnectAsync(context.Options.Device with { Trace = context.Trace }, cancellationToken);
        await using var recording = records ? victim.StartRecording(new RecordRequest { Format = context.MainRecording }, cancellationToken) : null;
        if (recording is not null)
            await victim.WaitAsync(recording.FirstBytes, context.Options.Device.AnswerTimeout, "the first recorded audio", cancellationToken);
        var probe = plays ? context.UnheardProbe(context.MainPlayback, TimeSpan.FromSeconds(5)) : null;
        var play = probe is null ? Task.CompletedTask : victim.PlayAsync(new PlayRequest { Format = probe.Format, Pcm = probe.Pcm }, cancellationToken);
        if (recording is not null)
            await victim.WaitAsync(recording.WaitForFramesAsync(recording.Frames + context.MainRecording.RateHz / 4, cancellationToken), context.Options.Device.AnswerTimeout, "recorded audio", cancellationToken);
        else
            await Task.WhenAny(play, Task.Delay(TimeSpan.FromMilliseconds(250), cancellationToken));
        victim.CutConnection();
        var cut = context.Device.Now;
        await play.ContinueWith(static t => _ = t.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return cut;
    }
}
