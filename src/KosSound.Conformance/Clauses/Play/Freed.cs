using KosSound.Conformance.Clauses.Listening;
using KosSound.Device;
using KosSound.Device.Capture;
using KosSound.Signals;

namespace KosSound.Conformance.Clauses.Play;

/// <summary>Waits for a device to take calls again.</summary>
internal static class Freed
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Plays as soon as the device takes it; a refusal counts only once the time is up.</summary>
    /// <returns>The loop and how long after <paramref name="since"/> the play was accepted.</returns>
    /// <exception cref="SoundDeviceException">Still refused when the time was up.</exception>
    public static async Task<(Loop Loop, TimeSpan After)> PlayAsync(ClauseContext context, TimeSpan since, TimeSpan allowed, CancellationToken cancellationToken)
    {
        while (true)
        {
            var tried = context.Device.Now;
            try
            {
                return (await context.LoopAsync(context.Main, context.Probe(context.Main, TimeSpan.FromMilliseconds(150)), cancellationToken), tried - since);
            }
            catch (SoundDeviceException e) when (IsRefusal(e) && context.Device.Now - since < allowed)
            {
                await Task.Delay(Pause, context.Device.Options.Time, cancellationToken);
            }
        }
    }

    /// <summary>Records as soon as the device takes it.</summary>
    /// <returns>How long after <paramref name="since"/> the recording that delivered was asked for.</returns>
    /// <exception cref="SoundDeviceException">Still refused when the time was up.</exception>
    public static async Task<TimeSpan> RecordAsync(SoundDevice device, PcmFormat format, TimeSpan since, TimeSpan allowed, CancellationToken cancellationToken)
    {
        while (true)
        {
            var tried = device.Now;
            try
            {
                await using var recording = device.StartRecording(new RecordRequest { Format = format, Duration = TimeSpan.FromMilliseconds(100) }, cancellationToken);
                await recording.Completion;
                return tried - since;
            }
            catch (SoundDeviceException e) when (IsRefusal(e) && device.Now - since < allowed)
            {
                await Task.Delay(Pause, device.Options.Time, cancellationToken);
            }
        }
    }

    private static bool IsRefusal(SoundDeviceException e) => e.Kind is not (FailureKind.DeadlineExceeded or FailureKind.Unreachable or FailureKind.NotGrpc or FailureKind.NoService);
}
