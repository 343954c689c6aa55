using KosSound.Device;
using KosSound.Device.Capture;
using KosSound.Signals;

namespace KosSound.Conformance.Clauses.Listening;

/// <summary>A recording that listens to what a clause plays, on a connection of its own. Disposing ends it in whatever way works.</summary>
public sealed class Ear : IAsyncDisposable
{
    private static readonly TimeSpan SilentStart = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(2);
    private readonly SoundDevice _device;
    private readonly PcmFormat _format;
    private readonly Findings _findings;
    private bool _ended;

    private Ear(SoundDevice device, PcmFormat format, Findings findings, CancellationToken cancellationToken)
    {
        (_device, _format, _findings) = (device, format, findings);
        Recording = device.StartRecording(new RecordRequest { Format = format }, cancellationToken);
    }

    /// <summary>The recording under way.</summary>
    public Recording Recording { get; }

    internal static async Task<Ear> OpenAsync(SoundDevice device, PcmFormat format, Findings findings, CancellationToken cancellationToken)
    {
        var ear = new Ear(device.OpenAnother(), format, findings, cancellationToken);
        try
        {
            await device.WaitAsync(ear.Recording.FirstBytes, SilentStart, "the first recorded audio", cancellationToken);
        }
        catch (SoundDeviceException e) when (e.Kind == FailureKind.DeadlineExceeded && !ear.Recording.Completion.IsCompleted)
        {
            // Some devices deliver nothing until something plays.
        }
        catch
        {
            await ear.DisposeAsync();
            throw;
        }

        return ear;
    }

    /// <summary>Waits until everything that could be known at a time has been delivered, or the recording has ended.</summary>
    /// <param name="time">On the device's clock for stamps, <see cref="SoundDevice.Now"/>.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="SoundDeviceException">It was not delivered in time.</exception>
    public async Task WaitForAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        while (!Recording.Completion.IsCompleted)
        {
            var frames = Recording.ClockOrigin is { } origin ? (long)Math.Ceiling((time - origin).TotalSeconds * _format.RateHz) : 1;
            if (Recording.Frames >= frames && Recording.ClockOrigin is not null)
                return;
            var allowed = time - _device.Now + _device.Options.AnswerTimeout;
            var reached = Recording.WaitForFramesAsync(frames, cancellationToken);
            await _device.WaitAsync(Task.WhenAny(reached, Recording.Completion), allowed, $"recorded audio of {_format}", cancellationToken);
        }
    }

    /// <summary>Waits as <see cref="WaitForAsync"/> does and gives what was recorded until then, and nothing later: the recording goes on.</summary>
    public async Task<RecordedPcm> HearUntilAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        await WaitForAsync(time, cancellationToken);
        var recorded = Recording.Snapshot();
        var frames = Recording.ClockOrigin is { } origin ? (long)Math.Ceiling((time - origin).TotalSeconds * _format.RateHz) : recorded.Frames;
        return recorded with { Pcm = recorded.Pcm[..(int)Math.Min(recorded.Pcm.Length, Math.Max(0, frames) * _format.BytesPerFrame)] };
    }

    /// <summary>Waits as <see cref="WaitForAsync"/> does, ends the recording and gives what is in it.</summary>
    /// <exception cref="SoundDeviceException">It was not delivered in time, or the recording broke off before.</exception>
    public async Task<RecordedPcm> FinishAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        await WaitForAsync(time, cancellationToken);
        if (Recording.Completion.IsFaulted)
            await Recording.Completion;
        var recorded = Recording.Snapshot();
        await EndAsync(cancellationToken);
        return recorded;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await EndAsync(CancellationToken.None);
        await Recording.DisposeAsync();
        await _device.DisposeAsync();
    }

    private async Task EndAsync(CancellationToken cancellationToken)
    {
        if (_ended)
            return;
        _ended = true;
        await EndAsync(_device, Recording, _findings, cancellationToken);
    }

    /// <summary>Stops; a recording whose device does not heed StopRecording is cancelled: another clause judges that.</summary>
    internal static async Task EndAsync(SoundDevice device, Recording recording, Findings findings, CancellationToken cancellationToken)
    {
        if (recording.Completion.IsCompleted)
            return;
        try
        {
            if (!findings.IgnoresStop)
            {
                await device.WaitAsync(recording.StopAsync(cancellationToken), StopPatience, "the end of the recording", cancellationToken);
                return;
            }
        }
        catch (SoundDeviceException e)
        {
            findings.IgnoresStop = e.Kind == FailureKind.DeadlineExceeded;
        }

        findings.CancelledRecording = true;
        recording.Cancel();
    }
}
