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
    /// <returns>The loop and how long after <paramref name="since"/> the play that was accepted was asked for.</returns>
    /// <exception cref="SoundDeviceException">Still refused when the time was up.</exception>
    public static async Task<(Loop Loop, TimeSpan After)> LoopAsync(ClauseContext context, TimeSpan since, TimeSpan allowed, CancellationToken cancellationToken)
    {
        Loop? loop = null;
        var after = await TryAsync(context, since, allowed, async () => loop = await context.LoopAsync(context.Main, context.Probe(context.Main, TimeSpan.FromMilliseconds(150)), cancellationToken), cancellationToken);
        return (loop!, after);
    }

    /// <summary>Plays as soon as the device takes it, where nobody listens.</summary>
    /// <inheritdoc cref="TryAsync"/>
    public static Task<TimeSpan> PlayAsync(ClauseContext context, TimeSpan since, TimeSpan allowed, CancellationToken cancellationToken) =>
        TryAsync(context, since, allowed, () => context.PlayAsync(context.UnheardProbe(context.MainPlayback, Short), cancellationToken), cancellationToken);

    /// <summary>Records as soon as the device takes it.</summary>
    /// <inheritdoc cref="TryAsync"/>
    public static Task<TimeSpan> RecordAsync(ClauseContext context, TimeSpan since, TimeSpan allowed, CancellationToken cancellationToken) =>
        TryAsync(context, since, allowed, async () =>
        {
            await using var recording = context.Device.StartRecording(new RecordRequest { Format = context.MainRecording, Duration = Short }, cancellationToken);
            await recording.Completion;
        }, cancellationToken);

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

    private static bool IsRefusal(SoundDeviceException e) => e.Kind is not (FailureKind.DeadlineExceeded or FailureKind.Unreachable or FailureKind.NotGrpc or FailureKind.NoService);
}
