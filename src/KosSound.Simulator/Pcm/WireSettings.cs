using KosSound.Simulator.SignalPath.Events;

namespace KosSound.Simulator.Pcm;

/// <summary>How the bytes of one side, playback or recording, differ from what the contract assumes.</summary>
public sealed record WireSettings
{
    /// <summary>How samples are written as bytes.</summary>
    public SampleEncoding Encoding { get; init; } = SampleEncoding.Standard;

    /// <summary>Bytes that get lost at each moment of <see cref="SlipWhen"/>: from then on every sample is read across two. 0 to 64.</summary>
    public int SlipBytes { get; init; }

    /// <summary>When bytes get lost, in frames of the stream.</summary>
    public Schedule SlipWhen { get; init; } = Schedule.Default;
}
