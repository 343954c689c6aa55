using KosSound.Simulator.Clock;
using KosSound.Simulator.Descriptions;
using KosSound.Simulator.Pcm;
using KosSound.Simulator.SignalPath;

namespace KosSound.Simulator.Engine;

/// <summary>The device behind the service: one play and one recording at a time, moved on by the clock on a thread of its own.</summary>
internal sealed class SoundEngine : IDeviceActivity, IDisposable
{
    private readonly Lock _lock = new();
    private readonly LoopbackPath _path;
    private readonly Thread _thread;
    private PlaybackStream[] _plays = [];
    private RecordingStream[] _recordings = [];
    private PlaybackStream? _playing;
    private RecordingStream? _recording;
    private TimeSpan? _lastPlayed;
    private long _underrunFrames;
    private bool _disposed;

    public SoundEngine(DeviceDescription device, DeviceClock clock, int seed)
    {
        Device = device;
        Clock = clock;
        _path = new LoopbackPath(device.Path, seed);
        _thread = new Thread(Run) { IsBackground = true, Name = "sound device clock" };
        _thread.Start();
    }

    public DeviceDescription Device { get; }

    public DeviceClock Clock { get; }

    public SimulatorHealth Health
    {
        get
        {
            lock (_lock)
                return Clock.Health.Snapshot(_underrunFrames + (_playing?.UnderrunFrames ?? 0));
        }
    }

    bool IDeviceActivity.IsActive => Volatile.Read(ref _plays).Length + Volatile.Read(ref _recordings).Length > 0;

    bool IDeviceActivity.IsHoldingBack => _playing?.IsHoldingBack == true;

    bool IDeviceActivity.IsReaderBehind => _recording?.IsReaderBehind == true;

    bool IDeviceActivity.IsStarving(TimeSpan tick) => _playing?.IsStarving(tick) == true;

    void IDeviceActivity.Tolerate()
    {
        _playing?.Tolerate();
        _recording?.Tolerate();
    }

    /// <summary>Occupies the speaker.</summary>
    /// <exception cref="DeviceBusyException">Another play has it.</exception>
    public PlaybackStream OpenPlayback(DeviceFormat format)
    {
        PlaybackStream play;
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_playing is not null)
                throw new DeviceBusyException($"playback is busy: another PlayAudio call plays {_playing.Format}");
            var isCold = _lastPlayed is null || Clock.Now - _lastPlayed >= DeviceDescription.ColdAfter;
            _playing = play = new PlaybackStream(Device, format, Clock, isCold ? Device.ColdStart : TimeSpan.Zero);
            _plays = [.. _plays, play];
        }

        Clock.Wake();
        return play;
    }

    /// <summary>Occupies the microphone.</summary>
    /// <param name="limitFrames">Frames to record; null goes on until stopped.</param>
    /// <exception cref="DeviceBusyException">Another recording has it.</exception>
    public RecordingStream OpenRecording(DeviceFormat format, long? limitFrames)
    {
        RecordingStream recording;
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_recording is not null)
                throw new DeviceBusyException($"recording is busy: another RecordAudio call records {_recording.Format}");
            _recording = recording = new RecordingStream(Device, format, limitFrames, Clock);
            _recordings = [.. _recordings, recording];
        }

        Clock.Wake();
        return recording;
    }

    /// <summary>True while a recording has the microphone.</summary>
    public bool IsRecording
    {
        get
        {
            lock (_lock)
                return _recording is not null;
        }
    }

    /// <summary>Ends the running recording, if there is one, and frees the microphone.</summary>
    public bool StopRecording()
    {
        RecordingStream? stopped;
        lock (_lock)
            (stopped, _recording) = (_recording, null);
        stopped?.Stop();
        return stopped is not null;
    }

    /// <summary>Frees the speaker at once, whatever the play had left.</summary>
    public void Release(PlaybackStream play)
    {
        play.Abort();
        FreeSpeaker(play);
    }

    /// <summary>Frees the microphone at once, whatever the recording had left.</summary>
    public void Release(RecordingStream recording)
    {
        recording.Abort();
        FreeMicrophone(recording);
    }

    /// <summary>Ends every call's audio and the clock's thread.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_disposed)
                return;
            _disposed = true;
        }

        Clock.Stop();
        _thread.Join();
        foreach (var play in _plays)
            Release(play);
        foreach (var recording in _recordings)
            Release(recording);
    }

    private void Run()
    {
        while (Clock.WaitForTick(this, out var tick))
        {
            long passed = 0;
            var plays = Volatile.Read(ref _plays);
            // What is played in a period must be in the path before it can be recorded, and recorded before it is answered.
            foreach (var play in plays)
                Render(play, tick, ref passed);
            foreach (var recording in Volatile.Read(ref _recordings))
                Render(recording, tick, ref passed);
            foreach (var play in plays)
                FinishWhenOver(play, tick);
            Clock.Settle(tick, passed);
        }
    }

    /// <summary>Errors end a call, not the device.</summary>
    private void Render(PlaybackStream play, TimeSpan tick, ref long passed)
    {
        try
        {
            play.Render(_path, tick, ref passed);
        }
        catch (Exception e)
        {
            play.Fail(e);
        }
    }

    /// <summary>A call learns that it is over when its side is free: the next call may come at once.</summary>
    private void FinishWhenOver(PlaybackStream play, TimeSpan tick)
    {
        if (!play.IsOver(tick))
            return;
        Remove(play);
        try
        {
            // Of a play that was broken off the client knows.
            if (!play.IsAborted)
                Clock.PlayAnswered();
            play.Finish();
        }
        catch (Exception e)
        {
            play.Fail(e);
        }
    }

    private void Render(RecordingStream recording, TimeSpan tick, ref long passed)
    {
        try
        {
            if (recording.Render(_path, tick, ref passed))
                return;
            Remove(recording);
            recording.Stop();
        }
        catch (Exception e)
        {
            Remove(recording);
            recording.Fail(e);
        }
    }

    private void Remove(PlaybackStream play)
    {
        lock (_lock)
            _plays = [.. _plays.Where(other => other != play)];
        FreeSpeaker(play);
    }

    private void Remove(RecordingStream recording)
    {
        lock (_lock)
            _recordings = [.. _recordings.Where(other => other != recording)];
        FreeMicrophone(recording);
    }

    private void FreeSpeaker(PlaybackStream play)
    {
        lock (_lock)
        {
            if (_playing != play)
                return;
            _underrunFrames += play.UnderrunFrames;
            _lastPlayed = Clock.Now;
            _playing = null;
        }
    }

    private void FreeMicrophone(RecordingStream recording)
    {
        lock (_lock)
        {
            if (_recording == recording)
                _recording = null;
        }
    }
}
