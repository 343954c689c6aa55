using KosSound.Simulator.Clock;
using KosSound.Simulator.Descriptions;
using KosSound.Simulator.Pcm;
using KosSound.Simulator.SignalPath;

namespace KosSound.Simulator.Engine;

/// <summary>One recording: frames come in at the pace of the clock, bytes leave with the call.</summary>
/// <remarks><see cref="Render"/> belongs to the clock's thread, everything else to the call; the buffer lies between them.</remarks>
internal sealed class RecordingStream
{
    private const int BlockFrames = 1024;

    private readonly Lock _lock = new();
    private readonly DeviceClock _clock;
    private readonly ByteRing _ring;
    private readonly AsyncSignal _data = new();
    private readonly FrameGrid _grid;
    private readonly long _startFrame;
    private readonly long? _limitFrames;
    private readonly TimeSpan _burst;
    private readonly PcmPort _port;
    private readonly int _periodBytes;
    private readonly byte[] _pcm;
    private readonly double[] _frames;
    private RecordingTap? _tap;
    private long _renderedFrames;
    private TimeSpan _readySince;
    private TimeSpan _nextBurst;
    private bool _over;
    private bool _tolerated;
    private Exception? _error;

    /// <param name="limitFrames">Frames to record; null goes on until stopped.</param>
    public RecordingStream(DeviceDescription device, DeviceFormat format, long? limitFrames, DeviceClock clock)
    {
        _clock = clock;
        Format = format;
        _grid = new FrameGrid(format.RateHz);
        _startFrame = _grid.FirstFrameFrom(clock.Now + device.RecordingStart);
        _limitFrames = limitFrames;
        _burst = device.RecordingBurst;
        _port = new PcmPort(device.RecordingWire, format);
        _periodBytes = (int)_grid.FramesBefore(device.Period) * _port.BytesPerFrame;
        _ring = new ByteRing((int)format.FramesIn(device.RecordingBuffer) * _port.BytesPerFrame);
        _pcm = new byte[BlockFrames * _port.BytesPerFrame];
        _frames = new double[BlockFrames * format.Channels];
    }

    public DeviceFormat Format { get; }

    /// <summary>Most bytes of one message: one period.</summary>
    public int MessageBytes => _periodBytes;

    /// <summary>True when one more period would not find room.</summary>
    public bool IsReaderBehind
    {
        get
        {
            lock (_lock)
                return !_over && !_tolerated && _ring.Room < _periodBytes;
        }
    }

    /// <summary>Takes the next message's bytes out, waiting for some.</summary>
    /// <param name="into">At most this much is taken.</param>
    /// <returns>Bytes taken; 0 once the recording is over and everything was taken.</returns>
    /// <exception cref="RecordingOverflowException">The reader was too slow; everything before the gap was taken.</exception>
    public async ValueTask<int> TakeAsync(Memory<byte> into)
    {
        while (true)
        {
            lock (_lock)
            {
                var taken = _ring.Take(into.Span[..Math.Min(into.Length, _periodBytes)]);
                _tolerated &= taken == 0;
                if (taken > 0)
                    return taken;
                if (_over)
                    return _error is null ? 0 : throw _error;
            }

            await _data.WaitAsync();
            _clock.NoteDelivery(_readySince);
        }
    }

    /// <summary>Ends the recording; what was recorded can still be taken.</summary>
    public void Stop() => End(null);

    /// <summary>Ends the recording and throws away what was recorded.</summary>
    public void Abort()
    {
        lock (_lock)
            _ring.Clear();
        End(null);
    }

    /// <summary>Ends the recording with an error, told once everything before it was taken.</summary>
    public void Fail(Exception error) => End(error);

    /// <summary>Makes a reader that is behind no reason to wait, until it reads.</summary>
    public void Tolerate()
    {
        lock (_lock)
            _tolerated = true;
    }

    /// <summary>Records everything that is due before a time.</summary>
    /// <param name="passed">Grows by the frames that passed.</param>
    /// <returns>False when there is nothing more to record; the microphone is free then.</returns>
    /// <exception cref="RecordingOverflowException">The reader was too slow.</exception>
    public bool Render(LoopbackPath path, TimeSpan now, ref long passed)
    {
        if (_over)
            return false;
        if (now < _nextBurst)
            return true;
        _nextBurst = now + _burst;
        _tap ??= path.BeginRecording(Format.RateHz, Format.BitDepth, Format.Channels, _startFrame);
        var through = _grid.FramesBefore(now);
        var before = passed;
        for (var due = Due(through); due > 0 && !_over; due = Due(through))
        {
            passed += RenderBlock((int)Math.Min(due, BlockFrames));
        }

        if (passed > before)
        {
            _readySince = now;
            _data.Raise();
        }

        return !_over && _renderedFrames != _limitFrames;
    }

    private long Due(long through)
    {
        long ready = _tap!.FramesReady(through);
        return _limitFrames is { } limit ? Math.Min(ready, limit - _renderedFrames) : ready;
    }

    /// <summary>Records up to as many frames, and tells how many: a loss of bytes parts a block.</summary>
    private int RenderBlock(int most)
    {
        var lost = _port.SlipAt(_renderedFrames);
        var frames = _port.FramesUntilSlip(_renderedFrames, most);
        var samples = _frames.AsSpan(0, frames * Format.Channels);
        var pcm = _pcm.AsSpan(0, frames * _port.BytesPerFrame);
        _tap!.Read(samples);
        _port.Encode(samples, pcm);
        _renderedFrames += frames;
        pcm = pcm[Math.Min(lost, pcm.Length)..];
        // Announced before the reader can take it, for the client may stamp it at once.
        _clock.Delivering(pcm.Length);
        if (!TryPut(pcm))
            _clock.NotDelivering(pcm.Length);
        return frames;
    }

    /// <summary>Puts audio where the call takes it; false when the recording has ended meanwhile.</summary>
    private bool TryPut(ReadOnlySpan<byte> pcm)
    {
        lock (_lock)
        {
            if (_over)
                return false;
            if (_ring.Room < pcm.Length)
                throw new RecordingOverflowException();
            _ring.Put(pcm);
            return true;
        }
    }

    private void End(Exception? error)
    {
        lock (_lock)
        {
            if (_over)
                return;
            _error = error;
            _over = true;
        }

        _data.Raise();
        _clock.Wake();
    }
}
