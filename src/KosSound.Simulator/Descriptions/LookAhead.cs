using System.Globalization;
using KosSound.Simulator.SignalPath;
using KosSound.Simulator.SignalPath.Interpolation;

namespace KosSound.Simulator.Descriptions;

/// <summary>How much of a play the path must see before a frame of it can be recorded: what its latency has to leave room for.</summary>
/// <remarks>
/// Stages that look ahead lag their input, and two clocks that differ need an interpolator between them; the path takes both out of
/// its own latency. Formats of different rates are carried by an interpolator too; only where a play can be recorded at no
/// rate but another is that counted here, because a path of so little latency is otherwise what the file says.
/// </remarks>
public static class LookAhead
{
    /// <summary>Says why the latency of a device is too little; null when it is enough.</summary>
    /// <returns>Value, need and the format that needs it, in one line.</returns>
    public static string? Shortage(DeviceDescription device)
    {
        ArgumentNullException.ThrowIfNull(device);
        var worst = (from playback in Streams(device.Playback)
                     from recording in Recordings(device, playback.RateHz)
                     select (playback, recording, Seconds: Needed(device.Path, playback, recording)))
            .DefaultIfEmpty().MaxBy(pair => pair.Seconds);
        return worst.Seconds > device.PathLatency.TotalSeconds
            ? string.Create(CultureInfo.InvariantCulture,
                $"{device.PathLatency.TotalMilliseconds:0.###} ms is too little: a play at {worst.playback.RateHz} Hz recorded at {worst.recording.RateHz} Hz needs {Math.Ceiling(1e4 * worst.Seconds) / 10:0.0} ms for stages and clocks that look ahead")
            : null;
    }

    /// <summary>Seconds from the last frame a recorded frame depends on to that frame.</summary>
    private static double Needed(PathSettings path, (int RateHz, int Channels) playback, (int RateHz, int Channels) recording)
    {
        var (playedHz, recordedHz) = (path.TruePlaybackRateHz(playback.RateHz), path.TrueRecordingRateHz(recording.RateHz));
        var isCopy = playback.RateHz == recording.RateHz && playedHz == playback.RateHz && recordedHz == recording.RateHz;
        var interpolator = isCopy ? 0 : SincTable.HalfWidthFor(Math.Min(1, recordedHz / playedHz)) + 1;
        return ((Delay(path.PlaybackStages, playback) + interpolator) / playedHz) + (Delay(path.RecordingStages, recording) / recordedHz);
    }

    private static double Delay(IReadOnlyList<StageSettings> stages, (int RateHz, int Channels) stream) =>
        stages.Sum(stage => stage.DelayFramesAt(stream.RateHz, stream.Channels));

    private static IEnumerable<(int RateHz, int Channels)> Streams(SideDescription side) =>
        from rate in side.RatesHz from channels in side.Channels select (rate, channels);

    private static IEnumerable<(int RateHz, int Channels)> Recordings(DeviceDescription device, int playedHz)
    {
        var all = Streams(device.Recording).ToList();
        return all.Exists(stream => stream.RateHz == playedHz) ? all.Where(stream => stream.RateHz == playedHz) : all;
    }
}
