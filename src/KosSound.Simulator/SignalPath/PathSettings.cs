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

    /// <summary>One of every two plays, at random, starts this much later than the other, 0 to 1 s.</summary>
    public TimeSpan StartJitter { get; init; }

    /// <summary>Every play starts this much later than the one before, 0 to 1 s; 10 s at most.</summary>
    public TimeSpan StartGrowth { get; init; }

    /// <summary>Playback rates the converter runs at another rate for, both in Hz: 44 100 for 48 000, say.</summary>
    public IReadOnlyDictionary<int, int> PlaybackRunsAt { get; init; } = new Dictionary<int, int>();

    /// <summary>Recording rates the converter runs at another rate for, both in Hz.</summary>
    public IReadOnlyDictionary<int, int> RecordingRunsAt { get; init; } = new Dictionary<int, int>();

    /// <summary>Frames the playback converter consumes in a second of true time.</summary>
    public double TruePlaybackRateHz(int rateHz) => PlaybackRunsAt.GetValueOrDefault(rateHz, rateHz) * (1 + (PlaybackClockPpm * 1e-6));

    /// <summary>Frames the recording converter makes in a second of true time.</summary>
    public double TrueRecordingRateHz(int rateHz) => RecordingRunsAt.GetValueOrDefault(rateHz, rateHz) * (1 + (RecordingClockPpm * 1e-6));

    /// <summary>How much later than others a play starts.</summary>
    /// <param name="play">Plays before it.</param>
    /// <param name="seed">Seed of the device.</param>
    internal TimeSpan LatenessOf(long play, int seed)
    {
        var isLateFirst = Seeds.Derive(seed, play / 2, 2) % 2 == 0;
        var jitter = (play % 2 == 0) == isLateFirst ? StartJitter : TimeSpan.Zero;
        var grown = Math.Min(play * StartGrowth.TotalSeconds, 10);
        return jitter + TimeSpan.FromSeconds(grown);
    }
}
