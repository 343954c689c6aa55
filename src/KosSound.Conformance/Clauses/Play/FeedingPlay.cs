using Google.Protobuf;
using KOS.Sound;
using KosSound.Analysis.Listening;
using KosSound.Conformance.Clauses.Refusals;
using KosSound.Device;
using KosSound.Device.Playback;

namespace KosSound.Conformance.Clauses.Play;

/// <summary>A play that is fed in the background as fast as the device takes it. Disposing cancels it.</summary>
internal sealed class FeedingPlay : IAsyncDisposable
{
    private static readonly TimeSpan Allowed = TimeSpan.FromSeconds(30);
    private readonly TaskCompletionSource<TimeSpan?> _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly PlayCall _call;
    private readonly string _where;
    private long _sentBytes;

    public FeedingPlay(ClauseContext context, ProbeSound probe, CancellationToken cancellationToken)
    {
        _where = context.Device.Where;
        _call = context.Device.OpenPlay($"PlayAudio {probe.Format}", cancellationToken);
        Feeding = FeedAsync(probe);
    }

    /// <summary>Completes when everything was taken or the call has ended; faults when the device takes nothing for 30 s.</summary>
    public Task Feeding { get; }

    /// <summary>Bytes the device's flow control has accepted so far.</summary>
    public long SentBytes => Interlocked.Read(ref _sentBytes);

    /// <summary>The call.</summary>
    public PlayCall Call => _call;

    /// <summary>Waits until the device has taken the first message.</summary>
    /// <returns>When it was handed over.</returns>
    /// <exception cref="SoundDeviceException">The call ended before, or took nothing in time.</exception>
    public async Task<TimeSpan> BeginAsync()
    {
        if (await _begun.Task is { } begun)
            return begun;
        await Feeding;
        throw SoundDeviceException.InBand("PlayAudio", _where, (await _call.AnswerAsync(Allowed)).Error);
    }

    /// <summary>Cancels the play.</summary>
    public void Cancel() => _call.Cancel();

    public async ValueTask DisposeAsync()
    {
        await _call.DisposeAsync();
        await Feeding.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private async Task FeedAsync(ProbeSound probe)
    {
        await Task.Yield();
        try
        {
            var message = new PlayAudioRequest { Config = Refusal.ConfigOf(probe.Format) };
            var chunk = Math.Max(1, 4_096 / probe.Format.BytesPerFrame) * probe.Format.BytesPerFrame;
            for (var at = 0; at < probe.Pcm.Length; at += chunk)
            {
                message.AudioData = UnsafeByteOperations.UnsafeWrap(probe.Pcm.Slice(at, Math.Min(chunk, probe.Pcm.Length - at)));
                if (await _call.SendAsync(message, Allowed) is not { } takenAt)
                    return;
                _begun.TrySetResult(takenAt);
                message.Config = null;
                Interlocked.Add(ref _sentBytes, message.AudioData.Length);
            }

            await _call.CompleteAsync();
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // Cancelled, as the clause wanted it.
        }
        finally
        {
            _begun.TrySetResult(null);
        }
    }
}
