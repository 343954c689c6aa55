namespace KosSound.Analysis;

/// <summary>When a number of frames had been handed over or had arrived, on the client's monotonic clock.</summary>
/// <param name="At">Time since an origin shared by all stamps of one trial.</param>
/// <param name="Frames">Frames handed over before this message (playback), or delivered with it and all before it (recording).</param>
public readonly record struct TimeStamp(TimeSpan At, long Frames);
