using KosSound.Simulator.Pcm;
using KosSound.Simulator.Misbehaviours;
using KosSound.Simulator.SignalPath;

namespace KosSound.Simulator.Descriptions;

/// <summary>A device to simulate, as a device file describes it.</summary>
public sealed record DeviceDescription
{
    /// <summary>Time after which the speaker is idle.</summary>
    public static TimeSpan ColdAfter { get; } = TimeSpan.FromSeconds(1);

    /// <summary>What people call the device.</summary>
    public required string Name { get; init; }

    /// <summary>What it can play.</summary>
    public required SideDescription Playback { get; init; }

    /// <summary>What it can record.</summary>
    public required SideDescription Recording { get; init; }

    /// <summary>How its sound comes back. Default <see cref="LoopKind.Digital"/>.</summary>
    public LoopKind Loop { get; init; }

    /// <summary>What happens to the sound between playing and recording.</summary>
    public PathSettings Path { get; init; } = new();

    /// <summary>Time from a frame's playing to its appearance in a recording, 0 to 10 s; a part of <see cref="Path"/>.</summary>
    public TimeSpan PathLatency
    {
        get => Path.Latency;
        init => Path = Path with { Latency = value };
    }

    /// <summary>How the bytes taken from a play are read.</summary>
    public WireSettings PlaybackWire { get; init; } = new();

    /// <summary>How the bytes of a recording are written.</summary>
    public WireSettings RecordingWire { get; init; } = new();

    /// <summary>Time a play waits before its first frame when nothing was played for <see cref="ColdAfter"/>, 0 to 10 s.</summary>
    public TimeSpan ColdStart { get; init; }

    /// <summary>Time from a call to the first frame a recording has, 0 to 10 s.</summary>
    public TimeSpan RecordingStart { get; init; }

    /// <summary>Recorded sound is held back and delivered in bursts of this much, 0 to 500 ms; 0 delivers every period.</summary>
    public TimeSpan RecordingBurst { get; init; }

    /// <summary>Ways in which it breaks the contract, the first one nearest to the device. Default none.</summary>
    public IReadOnlyList<Misbehaviour> Misbehaviours { get; init; } = [];

    /// <summary>Time between two ticks of the device: the playing time of one recorded message, 1 to 1000 ms.</summary>
    public TimeSpan Period { get; init; } = TimeSpan.FromMilliseconds(10);

    /// <summary>Audio the device holds before it makes a sender wait, two periods to 60 s.</summary>
    public TimeSpan PlaybackBuffer { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// Audio gathered before a play starts, 0 to the playback buffer; a play that gathers less starts this long after its
    /// first audio, or when the sender is done.
    /// </summary>
    public TimeSpan StartThreshold { get; init; } = TimeSpan.FromMilliseconds(10);

    /// <summary>Audio a recording holds for a slow reader before the recording ends with an error, two periods to 60 s.</summary>
    public TimeSpan RecordingBuffer { get; init; } = TimeSpan.FromSeconds(4);
}
