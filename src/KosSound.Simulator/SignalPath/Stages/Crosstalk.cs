using KosSound.Simulator.Parameters;

namespace KosSound.Simulator.SignalPath.Stages;

/// <summary>Adds to every channel what sounds in each other.</summary>
public sealed record CrosstalkSettings : InPlaceSettings
{
    public static StageKind Kind { get; } = new(
        "crosstalk",
        "adds to every channel what sounds in each other",
        [Parameter.Number("level_db", "dB", (-200, 0), "level of a channel in each other").Required()],
        values => new CrosstalkSettings { LevelDb = values.Number("level_db", 0) });

    /// <summary>Level of a channel in each other, in dB.</summary>
    public required double LevelDb { get; init; }

    /// <inheritdoc/>
    public override IStage Create(StageContext context) => new Crosstalk(Levels.Factor(LevelDb), context.Channels);

    private sealed class Crosstalk(double level, int channels) : IStage
    {
        private readonly ChannelMixer _mixer = new(
            [.. Enumerable.Range(0, channels).Select(output => Enumerable.Range(0, channels).Select(input => input == output ? 1 : level).ToArray())]);

        public void Process(Span<double> frames, long firstFrame) => _mixer.Mix(frames);
    }
}
