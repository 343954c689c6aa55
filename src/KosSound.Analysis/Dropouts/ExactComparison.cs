using KosSound.Analysis.Metrics;

namespace KosSound.Analysis.Dropouts;

/// <summary>What comparing the captured integers with the played ones shows.</summary>
public sealed record ExactComparison
{
    /// <summary>True when every played frame was captured once, in order, in its channel, unaltered.</summary>
    public required bool Exact { get; init; }

    /// <summary>Whether the stimulus was recognised bit for bit at all, in every channel; otherwise the events are those of
    /// the channels that were, and the rest must be judged by other means.</summary>
    public required bool Comparable { get; init; }

    /// <summary>Frame of the capture at which frame 0 of the stimulus lies; null when not comparable. May be negative.</summary>
    public int? DelayFrames { get; init; }

    /// <summary>What was lost, repeated, inserted or altered, in order of time.</summary>
    public IReadOnlyList<DropoutEvent> Events { get; init; } = [];

    /// <summary>Share of the played samples other than zero that were captured, mean of the channels, 0 … 1; a channel without source counts as 0.</summary>
    public double MatchedShare { get; init; }

    /// <summary>Whether the signs of a captured channel are inverted throughout, one entry per captured channel.</summary>
    public IReadOnlyList<bool> Inverted { get; init; } = [];

    /// <summary>The played channel found in each captured channel; null where none was found.</summary>
    public IReadOnlyList<int?> Sources { get; init; } = [];
}
