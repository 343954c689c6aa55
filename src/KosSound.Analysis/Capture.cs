using KosSound.Signals;

namespace KosSound.Analysis;

/// <summary>What analysis sees of a trial beside the stimulus: recorded bytes and time stamps, never a device file.</summary>
public sealed record Capture
{
    /// <summary>The format the recording was asked for.</summary>
    public required PcmFormat Format { get; init; }

    /// <summary>The bytes as they arrived, interleaved; a trailing partial frame is ignored by decoding.</summary>
    public required ReadOnlyMemory<byte> Pcm { get; init; }

    /// <summary>Arrival of every RecordAudio message; empty when unknown (a WAV file).</summary>
    public IReadOnlyList<TimeStamp> Arrivals { get; init; } = [];

    /// <summary>Hand-over of the messages of each play in this capture, in order; empty when unknown.</summary>
    public IReadOnlyList<IReadOnlyList<TimeStamp>> Plays { get; init; } = [];
}
