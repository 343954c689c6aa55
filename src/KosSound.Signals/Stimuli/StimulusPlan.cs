namespace KosSound.Signals.Stimuli;

/// <summary>Everything needed to render a stimulus again, bit for bit; written as JSON beside its WAV file.</summary>
public sealed record StimulusPlan
{
    /// <summary>Version of this description; a reader refuses versions it does not know.</summary>
    public int Version { get; init; } = 1;

    /// <summary>The format it is rendered for.</summary>
    public required PcmFormat Format { get; init; }

    /// <summary>The loop it is meant for; decides lengths and gaps.</summary>
    public required LoopbackKind Loopback { get; init; }

    /// <summary>Set level in dBFS peak, −60 … 0.</summary>
    public required double LevelDbfs { get; init; }

    /// <summary>Seed of everything pseudo-random in it.</summary>
    public required int Seed { get; init; }

    /// <summary>The parts in order of time, without overlap.</summary>
    public required IReadOnlyList<Segment> Segments { get; init; }

    /// <summary>Length of the whole in frames.</summary>
    public int Frames => Segments.Count == 0 ? 0 : Segments[^1].EndFrame;
}
