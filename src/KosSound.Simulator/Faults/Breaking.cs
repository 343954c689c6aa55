using KosSound.Simulator.Descriptions;
using KosSound.Simulator.Pcm;
using KosSound.Simulator.SignalPath;

namespace KosSound.Simulator.Faults;

/// <summary>The ways a device description is broken.</summary>
internal static class Breaking
{
    /// <summary>One more stage at the end of the playback path.</summary>
    public static Func<DeviceDescription, Fault, DeviceDescription> Playback(Func<Fault, StageSettings> stage) =>
        Path((path, fault) => path with { PlaybackStages = [.. path.PlaybackStages, stage(fault)] });

    /// <summary>One more stage at the beginning of the playback path, before speaker and room: what a buffer or an amplifier does to a play.</summary>
    public static Func<DeviceDescription, Fault, DeviceDescription> Buffer(Func<Fault, StageSettings> stage) =>
        Path((path, fault) => path with { PlaybackStages = [stage(fault), .. path.PlaybackStages] });

    /// <summary>One more stage at the end of the recording path.</summary>
    public static Func<DeviceDescription, Fault, DeviceDescription> Recording(Func<Fault, StageSettings> stage) =>
        Path((path, fault) => path with { RecordingStages = [.. path.RecordingStages, stage(fault)] });

    /// <summary>Another path.</summary>
    public static Func<DeviceDescription, Fault, DeviceDescription> Path(Func<PathSettings, Fault, PathSettings> change) =>
        (device, fault) => device with { Path = change(device.Path, fault) };

    /// <summary>Other bytes in recordings.</summary>
    public static Func<DeviceDescription, Fault, DeviceDescription> RecordedBytes(Func<WireSettings, Fault, WireSettings> change) =>
        (device, fault) => device with { RecordingWire = change(device.RecordingWire, fault) };
}
