namespace KosSound.Analysis.Metrics;

/// <summary>Where a part of the stimulus lies in the capture.</summary>
/// <param name="Name">Name of the part, one of <see cref="KosSound.Signals.Stimuli.SegmentNames"/>.</param>
/// <param name="FromSeconds">Its start, counted from the first captured frame.</param>
/// <param name="ToSeconds">Its end, later than the start; may lie beyond the end of a short capture.</param>
/// <param name="Channel">The only played channel that sounds, zero based; null when all do.</param>
public sealed record HeardPart(string Name, double FromSeconds, double ToSeconds, int? Channel);
