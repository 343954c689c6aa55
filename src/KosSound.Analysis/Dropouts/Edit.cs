using KosSound.Analysis.Metrics;

namespace KosSound.Analysis.Dropouts;

/// <summary>One difference between a played and a captured channel.</summary>
internal sealed record Edit
{
    /// <summary>What happened.</summary>
    public required DropoutKind Kind { get; init; }

    /// <summary>First frame of the stimulus that is missing or altered, or in front of which something was inserted.</summary>
    public required int StimulusFrame { get; init; }

    /// <summary>First frame of the capture concerned.</summary>
    public required int CaptureFrame { get; init; }

    /// <summary>Frames of the stimulus left out or altered.</summary>
    public int Lost { get; init; }

    /// <summary>Frames of the capture that stand in their place.</summary>
    public int Gained { get; init; }

    /// <summary>By how many frames it could as well lie earlier.</summary>
    public int Slack { get; init; }

    /// <summary>Change of the delay in frames.</summary>
    public int Shift => Gained - Lost;

    /// <summary>Length as reported: of the capture where something stands there, otherwise of what is missing.</summary>
    public int Frames => Math.Max(Lost, Gained);
}
