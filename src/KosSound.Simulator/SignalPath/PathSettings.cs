namespace KosSound.Simulator.SignalPath;

/// <summary>Everything between the playback converter and the recording converter of a device.</summary>
public sealed record PathSettings
{
    /// <summary>Time from a frame's playing to its appearance in a recording, 0 to 10 s. Rounded to whole frames where the rates are equal.</summary>
    public TimeSpan Latency { get; init; } = TimeSpan.FromMilliseconds(40);

    /// <summary>Stages at the rate and channels of the play, first to last.</summary>
    public IReadOnlyList<StageSettings> PlaybackStages { get; init; } = [];

    /// <summary>Stages at the rate and channels of the recording, first to last.</summary>
    public IReadOnlyList<StageSettings> RecordingStages { get; init; } = [];

    /// <summary>How much faster than nominal the playback converter runs, −10 000 to 10 000 ppm of true time.</summary>
    public double PlaybackClockPpm { get; init; }

    /// <summary>How much faster than nominal the recording converter runs, −10 000 to 10 000 ppm of true time.</summary>
    public double RecordingClockPpm { get; init; }
}
