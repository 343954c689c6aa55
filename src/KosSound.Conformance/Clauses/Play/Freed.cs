using KosSound.Conformance.Clauses.Listening;
using KosSound.Device;
using KosSound.Device.Capture;

namespace KosSound.Conformance.Clauses.Play;

/// <summary>Waits for a device to take calls again.</summary>
internal static class Freed
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(100);

    /// <summary>How far apart two tries may be: what is accepted so much after its time may have been free in time.</summary>
    public static readonly TimeSpan Resolution = TimeSpan.FromMilliseconds(50);

    /// <summary>Plays and listens as soon as the device takes it; a refusal counts only once the time is up.</summary>
    /// <returns>The loop and how long after <paramref name="since"/> the play was served: what it had to wait for longer than usual counts.</returns>
    /// <exception cref="SoundDeviceException">Still refused when the time was up.</exception>
    public static async Task<(Loop Loop, TimeSpan After)> LoopAsync(ClauseContext context, TimeSpan since, TimeSpan allowed, CancellationToken cancellationToken)
    {
        Loop? loop = null;
        var after = await TryAsync(context, since, allowed, async () => loop = await context.LoopAsync(context.Main, context.Probe(context.Main, TimeSpan.FromMilliseconds(150)), cancellationToken), cancellationToken);
        return (loop!, after + Waited(context, loop!));
    }

    /// <summary>How much later than usual a play was heard: a device that is not free may make it wait instead of refusing it.</summary>
    public static TimeSpan Waited(ClauseContext context, Loop loop) => loop.FirstSound is { } sound ? Excess(sound, context.FirstSound) : TimeSpan.Zero;

    /// <summary>From asking for a short play to its answer.</summary>
    public static async Task<TimeSpan> TimePlayAsync(ClauseContext context, CancellationToken cancellationToken)
    {
        var played = await context.PlayAsync(context.UnheardProbe(context.MainPlayback, Short), cancellationToken);
        return played.AnsweredAt - played.StartedAt;
    }

    /// <summary>From asking for a short recording to the beginning of what is in it.</summary>
    public static async Task<TimeSpan> TimeRecordingAsync(ClauseContext context, CancellationToken cancellationToken)
    {
        await using var recording = context.Device.StartRecording(new RecordRequest { Format = context.MainRecording, Duration = Short }, cancellationToken);
        await recording.Completion;
        return recording.ClockOrigin is { } origin ? origin - recording.StartedAt : TimeSpan.Zero;
    }

    /// <summary>Plays as soon as the device takes it, where nobody listens.</summary>
    /// <returns>How long after <paramref name="since"/> the play was served; what it took longer than <paramref name="usual"/> counts.</returns>
    /// <exception cref="SoundDeviceException">Still refused when the time was up.</exception>
    public static async Task<TimeSpan> PlayAsync(ClauseContext context, TimeSpan since, TimeSpan allowed, TimeSpan usual, CancellationToken cancellationToken)
    {
        var took = usual;
        var after = await TryAsync(context, since, allowed, async () => took = await TimePlayAsync(context, cancellationToken), cancellationToken);
        return after + Excess(took, usual);
    }

    /// <summary>Records as soon as the device takes it.</summary>
    /// <returns>How long after <paramref name="since"/> the recording was served; what it began later than <paramref name="usual"/> counts.</returns>
    /// <exception cref="SoundDeviceException">Still refused when the time was up.</exception>
    public static async Task<TimeSpan> RecordAsync(ClauseContext context, TimeSpan since, TimeSpan allowed, TimeSpan usual, CancellationToken cancellationToken)
    {
        var took = usual;
        var after = await TryAsync(context, since, allowed, async () => took = await TimeRecordingAsync(context, cancellationToken), cancellationToken);
        return after + Excess(took, usual);
    }

    /// <summary>Calls until the device takes it; a refusal counts only when it was asked for after the time was up.</summary>
    /// <returns>How long after <paramref name="since"/> the call that was accepted was made.</returns>
    /// <exception cref="SoundDeviceException">Still refused when the time was up.</exception>
    private static async Task<TimeSpan> TryAsync(ClauseContext context, TimeSpan since, TimeSpan allowed, Func<Task> call, CancellationToken cancellationToken)
    {
        for (TimeSpan? pausedFrom = null; ;)
        {
            var tried = context.Device.Now;
            // Nobody knows whether the device was free while this client was too late to ask.
            if (tried - since > allowed && tried - pausedFrom - Pause is { } late && late > Resolution)
                context.NoteOwnLateness(late);
            try
            {
                await call();
                return tried - since;
            }
            catch (SoundDeviceException e) when (IsRefusal(e) && tried - since < allowed)
            {
                pausedFrom = context.Device.Now;
                await Task.Delay(Pause, context.Device.Options.Time, cancellationToken);
            }
        }
    }

    private static TimeSpan Excess(TimeSpan took, TimeSpan usual) => took > usual ? took - usual : TimeSpan.Zero;

    private static bool IsRefusal(SoundDeviceException e) => e.Kind is not (FailureKind.DeadlineExceeded or FailureKind.Unreachable or FailureKind.NotGrpc or FailureKind.NoService);
}
