namespace KosSound.Analysis.Alignment;

/// <summary>Recording clock against playback clock, within one capture.</summary>
/// <param name="DriftPpm">Parts per million by which the recording counts more frames than were played; 0 when unknown.</param>
/// <param name="UncertaintyPpm">Standard uncertainty; null when the drift could not be measured.</param>
/// <param name="StepFrames">Frames inserted (positive) or lost (negative) between the markers beyond what drift explains.</param>
/// <param name="NotMeasurable">Why the drift is unknown, beginning with "because"; null when known.</param>
public sealed record ClockFit(double DriftPpm, double? UncertaintyPpm, double StepFrames, string? NotMeasurable = null);
