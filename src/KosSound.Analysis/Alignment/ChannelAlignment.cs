namespace KosSound.Analysis.Alignment;

/// <summary>Where and how the stimulus arrives in one recorded channel.</summary>
public sealed record ChannelAlignment
{
    /// <summary>Recorded channel, zero based.</summary>
    public required int Channel { get; init; }

    /// <summary>False when nothing of the stimulus is heard in it; then delay and polarity are those of the loudest channel.</summary>
    public required bool Heard { get; init; }

    /// <summary>Frame of <see cref="AlignedCapture.Sound"/> at which frame 0 of the reference lies, with its fraction.</summary>
    public required double DelayFrames { get; init; }

    /// <summary>Standard uncertainty of <see cref="DelayFrames"/>.</summary>
    public required double UncertaintyFrames { get; init; }

    /// <summary>+1, or −1 when the sound arrives inverted.</summary>
    public required int Polarity { get; init; }

    /// <summary>Amplitude of the marker as recorded over as played, signed; 0 when it is not found.</summary>
    internal double MarkerGain { get; init; }

    /// <summary>Normalised correlation with the marker, 0 … 1.</summary>
    public required double Confidence { get; init; }

    /// <summary>Why it counts as not heard, beginning with "because"; null when heard.</summary>
    public string? NotHeard { get; init; }

    /// <summary>Played channel it carries most of, zero based; null when none.</summary>
    public int? Source { get; init; }

    /// <summary>Amplitude of every played channel in this one by what its two sweeps share; empty unless the capture holds the sweeps of all.</summary>
    public IReadOnlyList<double> Gains { get; init; } = [];
}
