using KosSound.Simulator.Clock;
using KosSound.Simulator.Descriptions;
using KosSound.Simulator.Pcm;
using KosSound.Simulator.SignalPath;

namespace KosSound.Simulator.Engine;

/// <summary>One play: bytes come in from the call, frames leave at the pace of the clock.</summary>
/// <remarks><see cref="Render"/> belongs to the clock's thread, everything else to the call; the buffer lies between them.</remarks>
internal sealed class PlaybackStream
{
    private const int BlockFrames = 1024;

    private readonly Lock _lock = new();
    private readonly DeviceClock _clock;
    private readonly DeviceDescription _device;
    private readonly ByteRing _ring;
    private readonly AsyncSignal _room = new();
    private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly FrameGrid _grid;
    private readonly PcmPort _port;
    private readonly TimeSpan _warmUp;
    private readonly byte[] _pcm;
    private readonly double[] _frames;
    private PlaybackFeed? _feed;
    private TimeSpan? _firstAudioAt;
    private long? _startFrame;
    private TimeSpan? _silentAt;
    private long _offeredBytes;
    private long _takenFrames;
    private long _underrunFrames;
    private bool _complete;
    private bool _aborted;
    private bool _heldBack;
    private bool _tolerated;

    /// <param name="warmUp">Time the device needs before the first frame, because it was idle.</param>
    public PlaybackStream(DeviceDescription device, DeviceFormat format, DeviceClock clock, TimeSpan warmUp = default)
    {
        _warmUp = warmUp;
        _port = new PcmPort(device.PlaybackWire, format);
        _device = device;
        _clock = clock;
        Format = format;
        _grid = new FrameGrid(format.RateHz);
        _ring = new ByteRing((int)Math.Max(2, format.FramesIn(device.PlaybackBuffer)) * _port.BytesPerFrame);
        _pcm = new byte[BlockFrames * _port.BytesPerFrame];
        _frames = new double[BlockFrames * format.Channels];
    }

    public DeviceFormat Format { get; }

    /// <summary>Completes when the last frame has left the path, or the play was aborted; faults when the path fails.</summary>
    public Task Finished => _finished.Task;

    /// <summary>Frames that were due and had not arrived.</summary>
    public long UnderrunFrames => Volatile.Read(ref _underrunFrames);

    /// <summary>Bytes after the last whole frame, once the sender is done.</summary>
    public int LeftOverBytes { get; private set; }

    /// <summary>True while the sender waits for room.</summary>
    public bool IsHoldingBack => Volatile.Read(ref _heldBack);

    /// <summary>True once the play was broken off.</summary>
    public bool IsAborted
    {
        get
        {
            lock (_lock)
                return _aborted;
        }
    }

    /// <summary>Takes in as many bytes as there is room for, and tells how many.</summary>
    public int Offer(ReadOnlySpan<byte> audio)
    {
        lock (_lock)
        {
            if (_aborted)
                throw new OperationCanceledException("the play was aborted");
            var taken = _ring.Put(audio);
            if (taken == 0)
                return 0;
            _offeredBytes += taken;
            _tolerated = false;
            _firstAudioAt ??= _clock.Now;
            StartWhenReady();
            return taken;
        }
    }

    /// <summary>Waits until there is room, or the play was aborted.</summary>
    /// <exception cref="OperationCanceledException">It was aborted.</exception>
    public async ValueTask WaitForRoomAsync()
    {
        while (true)
        {
            lock (_lock)
            {
                if (_aborted)
                    throw new OperationCanceledException("the play was aborted");
                Volatile.Write(ref _heldBack, _ring.Room == 0);
                if (!_heldBack)
                    return;
            }

            _clock.Wake();
            await _room.WaitAsync();
        }
    }

    /// <summary>The sender is done: play what is there and finish.</summary>
    public void Complete()
    {
        lock (_lock)
        {
            _complete = true;
            LeftOverBytes = (int)(_offeredBytes % Format.BytesPerFrame);
            StartWhenReady();
        }

        _clock.Wake();
    }

    /// <summary>Falls silent at the next tick.</summary>
    public void Abort()
    {
        lock (_lock)
        {
            _aborted = true;
            _ring.Clear();
        }

        _finished.TrySetResult();
        _room.Raise();
        _clock.Wake();
    }

    /// <summary>Aborts because of an error of the simulator's own.</summary>
    public void Fail(Exception error)
    {
        _finished.TrySetException(error);
        Abort();
    }

    /// <summary>Makes the current lack of audio no reason to wait, until more arrives.</summary>
    public void Tolerate()
    {
        lock (_lock)
            _tolerated = true;
    }

    /// <summary>True when the sender is not done and what is there does not last until a tick.</summary>
    public bool IsStarving(TimeSpan tick)
    {
        lock (_lock)
        {
            if (_complete || _aborted || _tolerated || _firstAudioAt is null)
                return false;
            if (_startFrame is null)
                return true;
            var due = _feed?.FramesDue(_grid.FramesBefore(tick)) ?? _grid.FramesBefore(tick) - _startFrame.Value;
            return _ring.Count / _port.BytesPerFrame < due;
        }
    }

    /// <summary>Plays everything that is due before a time.</summary>
    /// <param name="passed">Grows by the frames that passed.</param>
    public void Render(LoopbackPath path, TimeSpan now, ref long passed)
    {
        if (!Begin(path, now))
            return;
        RenderDue(now, ref passed);
        _room.Raise();
    }

    /// <summary>True when the last frame had left the path by a time, or the play was aborted.</summary>
    public bool IsOver(TimeSpan now)
    {
        lock (_lock)
            return _aborted || now >= _silentAt;
    }

    /// <summary>Takes leave of the path and tells the call that the play is over.</summary>
    public void Finish()
    {
        _feed?.End();
        _finished.TrySetResult();
    }

    private bool Begin(LoopbackPath path, TimeSpan now)
    {
        lock (_lock)
        {
            StartWhenReady();
            if (_complete && _firstAudioAt is null)
                _silentAt ??= now;
            if (_aborted || _startFrame is null || _silentAt is not null)
                return false;
            _feed ??= path.BeginPlayback(Format.RateHz, Format.BitDepth, Format.Channels, _startFrame.Value);
            return true;
        }
    }

    private void RenderDue(TimeSpan now, ref long passed)
    {
        var through = _grid.FramesBefore(now);
        for (var due = _feed!.FramesDue(through); due > 0 && _silentAt is null; due = _feed.FramesDue(through))
        {
            Slip();
            var block = _port.FramesUntilSlip(_takenFrames, Math.Min(due, BlockFrames));
            var (frames, isLast) = TakeFrames(block);
            if (isLast)
            {
                // The frames that are due but do not exist tell how long ago the last one was played.
                _silentAt = now - _grid.TimeOf(due - frames) + _feed.Latency;
                block = frames;
            }
            else if (frames < block)
            {
                Interlocked.Add(ref _underrunFrames, block - frames);
            }

            _port.Decode(_pcm.AsSpan(0, frames * _port.BytesPerFrame), _frames.AsSpan(0, frames * Format.Channels));
            _frames.AsSpan(frames * Format.Channels, (block - frames) * Format.Channels).Clear();
            _feed.Write(_frames.AsSpan(0, block * Format.Channels));
            passed += block;
            // At once, not when the sound has died away: what the path holds back of the end must still be heard in time.
            if (isLast)
                _feed.End();
        }
    }

    /// <summary>Loses the bytes the device file says get lost here.</summary>
    private void Slip()
    {
        if (_port.SlipAt(_takenFrames) is var lost and > 0)
            lock (_lock)
                _ring.Take(_pcm.AsSpan(0, Math.Min(lost, _pcm.Length)));
    }

    private (int Frames, bool IsLast) TakeFrames(int wanted)
    {
        lock (_lock)
        {
            var frames = Math.Min(wanted, _ring.Count / _port.BytesPerFrame);
            _ring.Take(_pcm.AsSpan(0, frames * _port.BytesPerFrame));
            _takenFrames += frames;
            return (frames, frames < wanted && _complete);
        }
    }

    /// <summary>Begins at the next frame of the grid once enough is there, the sender is done, or the wait was long enough.</summary>
    private void StartWhenReady()
    {
        if (_startFrame is not null || _firstAudioAt is null)
            return;
        var now = _clock.Now;
        var gathered = _ring.Count / _port.BytesPerFrame;
        if (_complete || _ring.Room < _port.BytesPerFrame || gathered >= Format.FramesIn(_device.StartThreshold) && gathered > 0
            || now - _firstAudioAt >= _device.StartThreshold)
            _startFrame = _grid.FirstFrameFrom(now + _warmUp);
    }
}
