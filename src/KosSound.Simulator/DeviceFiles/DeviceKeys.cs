using KosSound.Simulator.Parameters;

namespace KosSound.Simulator.DeviceFiles;

/// <summary>The single values of a device file, with unit, range and meaning: reader and schema both follow them.</summary>
internal static class DeviceKeys
{
    public static Parameter PathLatency { get; } = Parameter.Number("path_latency_ms", "ms", (0, 10_000), "time from a frame's playing to its appearance in a recording; 40 unless given");

    public static Parameter Period { get; } = Parameter.Number("period_ms", "ms", (1, 1_000), "time between two ticks of the device, the playing time of one recorded message; 10 unless given");

    public static Parameter PlaybackBuffer { get; } = Parameter.Number("playback_buffer_ms", "ms", (2, 60_000), "sound the device holds before it makes a sender wait, two periods at least; 500 unless given");

    public static Parameter StartThreshold { get; } = Parameter.Number("start_threshold_ms", "ms", (0, 60_000), "sound gathered before a play starts, the playback buffer at most; 10 unless given");

    public static Parameter RecordingBuffer { get; } = Parameter.Number("recording_buffer_ms", "ms", (2, 60_000), "sound a recording holds for a slow reader, two periods at least; 4000 unless given");

    public static Parameter ColdStart { get; } = Parameter.Number("cold_start_ms", "ms", (0, 10_000), "time a play waits before its first frame when nothing was played for a second; 0 unless given");

    public static Parameter RecordingStart { get; } = Parameter.Number("recording_start_ms", "ms", (0, 10_000), "time from a call to the first frame its recording has; 0 unless given");

    public static Parameter RecordingBurst { get; } = Parameter.Number("recording_burst_ms", "ms", (0, 500), "recorded sound is held back and delivered in bursts of this much; 0, every period, unless given");

    public static Parameter PlaybackClock { get; } = Parameter.Number("playback_clock_ppm", "ppm", (-10_000, 10_000), "how much faster than nominal the playback converter runs; 0 unless given");

    public static Parameter RecordingClock { get; } = Parameter.Number("recording_clock_ppm", "ppm", (-10_000, 10_000), "how much faster than nominal the recording converter runs; 0 unless given");

    public static Parameter StartJitter { get; } = Parameter.Number("start_jitter_ms", "ms", (0, 1_000), "one of every two plays, at random, starts this much later than the other; 0 unless given");

    public static Parameter StartGrowth { get; } = Parameter.Number("start_growth_ms", "ms", (0, 1_000), "every play starts this much later than the one before; 0 unless given");

    public static Parameter Loopback { get; } = Parameter.Choice("loopback", ["digital", "electrical", "acoustic"], "how its sound comes back; picks the limits it is judged by unless the command line does; digital unless given");

    /// <summary>Those at the top of a file.</summary>
    public static IReadOnlyList<Parameter> Top { get; } =
        [Loopback, PathLatency, Period, PlaybackBuffer, StartThreshold, RecordingBuffer, ColdStart, RecordingStart, RecordingBurst];

    /// <summary>Those under <c>path</c>.</summary>
    public static IReadOnlyList<Parameter> Path { get; } = [PlaybackClock, RecordingClock, StartJitter, StartGrowth];
}
