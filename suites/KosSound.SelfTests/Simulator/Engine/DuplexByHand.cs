using KosSound.Simulator.Descriptions;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Pcm;
using KosSound.Simulator.SignalPath;

namespace KosSound.SelfTests.Simulator.Engine;

/// <summary>A play and a recording of one format at once, period by period on the caller's thread: what a device does between its sockets.</summary>
internal sealed class DuplexByHand
{
    private readonly DeviceDescription _device;
    private readonly HandClock _clock = new();
    private readonly LoopbackPath _path;
    private readonly PlaybackStream _play;
    private readonly RecordingStream _recording;
    private readonly byte[] _message;
    private readonly byte[] _audio;

    public DuplexByHand(DeviceDescription device, DeviceFormat format)
    {
        _device = device;
        _path = new LoopbackPath(device.Path, 1);
        _play = new PlaybackStream(device, format, _clock);
        _recording = new RecordingStream(device, format, null, _clock);
        _message = new byte[_recording.MessageBytes];
        _audio = new byte[_message.Length];
    }

    /// <summary>Bytes of one period, either way.</summary>
    public int PeriodBytes => _message.Length;

    /// <summary>Bytes taken in so far.</summary>
    public long PlayedBytes { get; private set; }

    /// <summary>Bytes recorded so far.</summary>
    public long RecordedBytes { get; private set; }

    /// <summary>Goes through one period.</summary>
    /// <remarks>Nothing here waits: every task is complete when it is made, so that all runs on this thread.</remarks>
    public async ValueTask PeriodAsync()
    {
        long passed = 0;
        PlayedBytes += _play.Offer(_audio);
        _clock.Advance(_device.Period);
        _play.Render(_path, _clock.Now, ref passed);
        _recording.Render(_path, _clock.Now, ref passed);
        RecordedBytes += await _recording.TakeAsync(_message);
    }
}
