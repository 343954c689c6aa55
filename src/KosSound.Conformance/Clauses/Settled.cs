using System.Diagnostics;
using KosSound.Device;
using KosSound.Device.Capture;
using KosSound.Device.Playback;

namespace KosSound.Conformance.Clauses;

/// <summary>Waits until what was done to a device before is over, so that it does not decide what comes next.</summary>
internal static class Settled
{
    /// <summary>What a cancelled recording may take to free the device: another clause judges that.</summary>
    private static readonly TimeSpan AfterCancel = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(10);

    /// <summary>Waits, after a recording of an earlier clause had to be cancelled, until the device records again, 500 ms at most.</summary>
    public static async Task AfterCancelAsync(ClauseContext context, CancellationToken cancellationToken)
    {
        if (!context.Findings.CancelledRecording)
            return;
        context.Findings.CancelledRecording = false;
        // A device in simulated time has recorded for minutes meanwhile, and the cancel arrives behind all of it.
        var patience = context.Options.Device.Time == TimeProvider.System ? AfterCancel : context.Options.Device.AnswerTimeout;
        await UntilRecordsAsync(context, patience, cancellationToken);
    }

    /// <summary>Waits, before a clause is tried again, until the device records and plays, as long as an answer may take at most.</summary>
    /// <remarks>A device that is busy for seconds after what the clause did would else refuse what it begins with, and so hide its cause.</remarks>
    public static async Task AfterTryAsync(ClauseContext context, CancellationToken cancellationToken)
    {
        context.Findings.CancelledRecording = false;
        var patience = context.Options.Device.AnswerTimeout;
        await UntilRecordsAsync(context, patience, cancellationToken);
        if (context.Capabilities.Playback.Formats.Any())
            await UntilTakenAsync(() => PlayAsync(context, cancellationToken), patience, cancellationToken);
    }

    private static async Task UntilRecordsAsync(ClauseContext context, TimeSpan patience, CancellationToken cancellationToken)
    {
        if (context.Capabilities.Recording.Formats.Any())
            await UntilTakenAsync(() => RecordAsync(context, cancellationToken), patience, cancellationToken);
    }

    private static async Task RecordAsync(ClauseContext context, CancellationToken cancellationToken)
    {
        await using var recording = context.Device.StartRecording(new RecordRequest { Format = context.MainRecording, Duration = Short }, cancellationToken);
        await recording.Completion;
    }

    /// <summary>Plays silence: what may have to be done many times must not be heard.</summary>
    private static Task<PlayResult> PlayAsync(ClauseContext context, CancellationToken cancellationToken)
    {
        var format = context.MainPlayback;
        var silence = new byte[(int)(Short.TotalSeconds * format.RateHz) * format.BytesPerFrame];
        return context.Device.PlayAsync(new PlayRequest { Format = format, Pcm = silence }, cancellationToken);
    }

    /// <remarks>By the wall clock: what is awaited is the other end of the connection, not the device's time.</remarks>
    private static async Task UntilTakenAsync(Func<Task> call, TimeSpan patience, CancellationToken cancellationToken)
    {
        for (var began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began) < patience;)
        {
            try
            {
                await call();
                return;
            }
            catch (SoundDeviceException e) when (e.Kind is FailureKind.Unreachable or FailureKind.NotGrpc or FailureKind.NoService)
            {
                return;
            }
            catch (SoundDeviceException)
            {
                await Task.Delay(Pause, cancellationToken);
            }
        }
    }
}
