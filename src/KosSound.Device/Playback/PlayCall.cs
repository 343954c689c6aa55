using Grpc.Core;
using KOS.Common;
using KOS.Sound;
using KosSound.Device.Errors;

namespace KosSound.Device.Playback;

/// <summary>
/// One PlayAudio call, message by message, for callers that need more than <see cref="SoundDevice.PlayAsync"/>. Not thread-safe.
/// Disposing cancels a call that has not been answered.
/// </summary>
public sealed class PlayCall : IAsyncDisposable
{
    private readonly SoundDevice _device;
    private readonly string _request;
    private readonly CancellationTokenSource _stop;
    private readonly Patience _patience;
    private readonly IDisposable _watch;
    private readonly AsyncClientStreamingCall<PlayAudioRequest, ActionResponse> _call;
    private readonly Lock _gate = new();
    private bool _ended;

    internal PlayCall(SoundDevice device, string request, CancellationToken cancellationToken)
    {
        _device = device;
        _request = request;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _patience = new Patience(device.Options.Time, device.Options.AnswerTimeout, _stop.Token);
        _watch = PlayingGuard.Watch(_stop);
        OpenedAt = device.Now;
        _call = device.Client.PlayAudio(new CallOptions(cancellationToken: _patience.Token));
        Answered = AwaitAnswerAsync();
    }

    /// <summary>When the call was opened.</summary>
    public TimeSpan OpenedAt { get; }

    /// <summary>When the answer was in, or the call broke off; null while neither.</summary>
    public TimeSpan? EndedAt { get; private set; }

    /// <summary>Completes, never faults, once the call has ended in any way; what it gives is read by <see cref="AnswerAsync"/>.</summary>
    public Task Ended => Answered.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    private Task<ActionResponse> Answered { get; }

    /// <summary>Sends one message and waits until the device's flow control accepts it, at most <paramref name="allowed"/>.</summary>
    /// <returns>When it was handed over, or null when the call had ended before it was accepted: read <see cref="AnswerAsync"/>.</returns>
    /// <exception cref="SoundDeviceException">Not accepted in time.</exception>
    public async Task<TimeSpan?> SendAsync(PlayAudioRequest message, TimeSpan allowed)
    {
        _patience.Allow(allowed);
        if (!TellLeaving())
            return null;
        var at = _device.Now;
        var write = _call.RequestStream.WriteAsync(message);
        if (!write.IsCompletedSuccessfully)
            await Task.WhenAny(write, Answered);
        if (write.IsCompletedSuccessfully)
            return at;

        // A write may stay pending for ever, or fail with anything, when the device ends the call early: only the call's own result counts.
        Observe(write);
        await Ended;
        ThrowIfStopped(allowed);
        return null;
    }

    /// <summary>Tells the device that nothing more follows.</summary>
    public async Task CompleteAsync()
    {
        var complete = _call.RequestStream.CompleteAsync();
        await Task.WhenAny(complete, Answered);
        Observe(complete);
    }

    /// <summary>The device's answer, whatever it says, at most <paramref name="allowed"/> from now.</summary>
    /// <exception cref="SoundDeviceException">A status instead of an answer, a broken connection, or no answer in time.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<ActionResponse> AnswerAsync(TimeSpan allowed)
    {
        _patience.Allow(allowed);
        await Ended;
        ThrowIfStopped(allowed);
        try
        {
            return await Answered;
        }
        catch (Exception e)
        {
            throw Folding.Fold(e, _request, _device.Where, _stop.Token);
        }
    }

    /// <summary>Cancels the call; the device must fall silent.</summary>
    public void Cancel() => _stop.Cancel();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!Answered.IsCompleted)
            await _stop.CancelAsync();
        await Ended;
        _call.Dispose();
        _watch.Dispose();
        _patience.Dispose();
        _stop.Dispose();
    }

    private static void Observe(Task task) =>
        task.ContinueWith(static t => _ = t.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    private async Task<ActionResponse> AwaitAnswerAsync()
    {
        try
        {
            return await _call.ResponseAsync;
        }
        finally
        {
            EndedAt = _device.Now;
            lock (_gate)
            {
                _ended = true;
                _device.Options.Gate.PlayEnded();
            }
        }
    }

    /// <summary>A message that leaves after the end would hold a simulated clock for ever.</summary>
    private bool TellLeaving()
    {
        lock (_gate)
        {
            if (!_ended)
                _device.Options.Gate.PlayMessageLeaving();
            return !_ended;
        }
    }

    private void ThrowIfStopped(TimeSpan allowed)
    {
        _stop.Token.ThrowIfCancellationRequested();
        if (_patience.Expired && !Answered.IsCompletedSuccessfully)
            throw Folding.TimedOut(_request, _device.Where, allowed, "the device neither took nor answered what was sent; look at its log");
    }
}
