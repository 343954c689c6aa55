using System.Globalization;
using Grpc.Core;
using KOS.Sound;
using KosSound.Device.Errors;

namespace KosSound.Device.Capture;

/// <summary>A recording under way. Disposing cancels it.</summary>
public sealed class Recording : IAsyncDisposable
{
    private readonly SoundDevice _device;
    private readonly RecordRequest _request;
    private readonly string _name;
    private readonly CancellationToken _callersToken;
    private readonly CancellationTokenSource _stop;
    private readonly Patience _patience;
    private readonly TaskCompletionSource _firstBytes = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private readonly PcmBuffer _pcm;
    private readonly List<MessageStamp> _arrivals;
    private readonly List<(long Bytes, TaskCompletionSource Reached)> _waiting = [];
    private volatile TaskCompletionSource? _resumed;
    private TimeSpan? _clockOrigin;
    private long _bytes;
    private long _messages;

    internal Recording(SoundDevice device, RecordRequest request, CancellationToken cancellationToken)
    {
        _device = device;
        _request = request;
        _name = $"RecordAudio {request.Format}";
        _callersToken = cancellationToken;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _patience = new Patience(device.Options.Time, device.Options.AnswerTimeout, _stop.Token);
        var seconds = Math.Min(request.Duration?.TotalSeconds ?? 0, 60) + 8;
        _pcm = new PcmBuffer((int)Math.Min(seconds * request.Format.RateHz * request.Format.BytesPerFrame, 64 << 20));
        _arrivals = new List<MessageStamp>((int)(seconds * 200));
        StartedAt = device.Now;
        if (request.Duration is { } duration)
            _patience.Allow(duration + device.Options.AnswerTimeout);
        Completion = Task.Run(ReceiveAsync, CancellationToken.None);
        _ = Completion.ContinueWith(static t => _ = t.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
    }

    /// <summary>When the recording was asked for.</summary>
    public TimeSpan StartedAt { get; }

    /// <summary>Completes with the first byte of audio; faults or is cancelled when the stream ends without one.</summary>
    public Task FirstBytes => _firstBytes.Task;

    /// <summary>Bytes received so far.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Whole frames received so far.</summary>
    public long Frames => Bytes / _request.Format.BytesPerFrame;

    /// <summary>Messages received so far, empty ones included.</summary>
    public long Messages => Interlocked.Read(ref _messages);

    /// <summary>
    /// When frame 0 was about to begin, as far as the arrivals so far tell: no message came earlier after the end of its last frame
    /// than this says. Null before the first audio.
    /// </summary>
    public TimeSpan? ClockOrigin
    {
        get
        {
            lock (_lock)
                return _clockOrigin;
        }
    }

    /// <summary>Everything recorded, once the device has ended the stream with OK; faults with <see cref="SoundDeviceException"/> otherwise.</summary>
    public Task<RecordedPcm> Completion { get; }

    /// <summary>Completes when so many frames are in; faults when the stream ends before.</summary>
    public Task WaitForFramesAsync(long frames, CancellationToken cancellationToken = default)
    {
        var bytes = frames * _request.Format.BytesPerFrame;
        lock (_lock)
        {
            if (_bytes >= bytes)
                return Task.CompletedTask;
            if (Completion.IsCompleted)
                return Task.FromException(EndedEarly(frames));
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((bytes, reached));
            return reached.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>What is in so far.</summary>
    public RecordedPcm Snapshot()
    {
        lock (_lock)
            return Recorded(_pcm.Copy(), [.. _arrivals]);
    }

    /// <summary>Calls StopRecording and waits, within the answer time-out, for the stream to end.</summary>
    /// <exception cref="SoundDeviceException">StopRecording failed, the stream ended with an error, or it did not end.</exception>
    public async Task<RecordedPcm> StopAsync(CancellationToken cancellationToken = default)
    {
        if (!Completion.IsCompleted)
        {
            _patience.Allow(_device.Options.AnswerTimeout);
            await _device.StopRecordingAsync(cancellationToken);
            _patience.Allow(_device.Options.AnswerTimeout);
        }

        return await Completion.WaitAsync(cancellationToken);
    }

    /// <summary>Reads no further messages, so that the device's are held back by flow control, until <see cref="Resume"/>.</summary>
    public void Pause() => Interlocked.CompareExchange(ref _resumed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), null);

    /// <summary>Reads on.</summary>
    public void Resume() => Interlocked.Exchange(ref _resumed, null)?.TrySetResult();

    /// <summary>Cancels the call without asking the device to stop.</summary>
    public void Cancel()
    {
        if (!Completion.IsCompleted)
            _device.HasCancelledRecording = true;
        try
        {
            _stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // Already ended and disposed of.
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Cancel();
        await Completion.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        _patience.Dispose();
        _stop.Dispose();
    }

    private async Task<RecordedPcm> ReceiveAsync()
    {
        try
        {
            using var call = _device.Client.RecordAudio(Message(), new CallOptions(cancellationToken: _patience.Token));
            while (await call.ResponseStream.MoveNext(CancellationToken.None))
            {
                Take(call.ResponseStream.Current);
                if (_resumed is { } resumed)
                    await resumed.Task.WaitAsync(_patience.Token);
            }

            lock (_lock)
                return EndWith(Recorded(_pcm.HandOver(), _arrivals));
        }
        catch (Exception e)
        {
            var folded = _patience.Expired && !_callersToken.IsCancellationRequested
                ? Folding.TimedOut(_name, _device.Where, _patience.Allowed, "the device neither delivered nor ended the recording")
                : Folding.Fold(e, _name, _device.Where, _stop.Token);
            EndWith(folded);
            throw folded;
        }
        finally
        {
            // A recording that was refused owes nothing, and must not write off what another one does.
            if (Messages > 0 || _patience.Token.IsCancellationRequested)
                _device.Options.Gate.RecordEnded();
        }
    }

    private void Take(RecordAudioResponse message)
    {
        var at = _device.Now;
        var audio = message.AudioData.Span;
        lock (_lock)
        {
            if (_request.Sink is null && _bytes + audio.Length > _request.MaxBytes)
            {
                throw new SoundDeviceException(FailureKind.Protocol, _name, string.Create(CultureInfo.InvariantCulture,
                    $"{_name} at {_device.Where}: more than {_request.MaxBytes} bytes arrived; the device does not stop"));
            }

            Interlocked.Add(ref _bytes, audio.Length);
            if (_request.Sink is null)
            {
                _pcm.Append(audio);
                _arrivals.Add(new MessageStamp(at, _bytes / _request.Format.BytesPerFrame));
            }

            NoteClock(at);
            Release();
        }

        _request.Sink?.Invoke(at, audio);
        Interlocked.Increment(ref _messages);
        _device.Options.Gate.RecordMessageStamped(audio.Length);
        if (audio.Length > 0)
            _firstBytes.TrySetResult();
        if (message.Error is { } error)
            throw Folding.InBand(_name, _device.Where, error);
    }

    private void NoteClock(TimeSpan at)
    {
        var origin = at - _request.Format.DurationOf(_bytes / _request.Format.BytesPerFrame);
        if (_bytes > 0 && !(_clockOrigin <= origin))
            _clockOrigin = origin;
    }

    private void Release()
    {
        for (var i = _waiting.Count - 1; i >= 0; i--)
        {
            if (_bytes < _waiting[i].Bytes)
                continue;
            _waiting[i].Reached.TrySetResult();
            _waiting.RemoveAt(i);
        }
    }

    private RecordedPcm EndWith(RecordedPcm recorded)
    {
        EndWith(new SoundDeviceException(FailureKind.Lost, _name, $"{_name} at {_device.Where}: the stream ended with OK before the awaited audio came"));
        return recorded;
    }

    private void EndWith(Exception why)
    {
        _firstBytes.TrySetException(why);
        _ = _firstBytes.Task.Exception;
        lock (_lock)
        {
            foreach (var (_, reached) in _waiting)
            {
                reached.TrySetException(why);
                _ = reached.Task.Exception;
            }

            _waiting.Clear();
        }
    }

    private SoundDeviceException EndedEarly(long frames) =>
        new(FailureKind.Lost, _name, string.Create(CultureInfo.InvariantCulture, $"{_name} at {_device.Where}: ended after {Frames} of {frames} awaited frames"));

    private RecordedPcm Recorded(ReadOnlyMemory<byte> pcm, IReadOnlyList<MessageStamp> arrivals) => new()
    {
        Format = _request.Format,
        Pcm = pcm,
        Arrivals = arrivals,
        StartedAt = StartedAt,
        EndedAt = _device.Now,
    };

    private RecordAudioRequest Message() => _request.Message ?? new RecordAudioRequest
    {
        Config = new AudioConfig
        {
            SampleRate = (uint)_request.Format.RateHz,
            BitDepth = (uint)_request.Format.BitDepth,
            Channels = (uint)_request.Format.Channels,
        },
        DurationMs = _request.Duration is { } duration ? checked((uint)Math.Round(duration.TotalMilliseconds)) : 0,
    };
}
