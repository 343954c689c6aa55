using KosSound.Simulator.Parameters;

namespace KosSound.Simulator.SignalPath.Stages;

/// <summary>What happens to samples beyond the limit.</summary>
public enum ClippingShape
{
    /// <summary>They stay at the limit.</summary>
    Hard,

    /// <summary>They come round on the other side, as integers do that overflow.</summary>
    Wrap,
}

/// <summary>Keeps samples within a limit.</summary>
public sealed record ClippingSettings : InPlaceSettings
{
    public static StageKind Kind { get; } = new(
        "clipping",
        "keeps samples within a limit: held there, or wrapped round as overflowing integers",
        [
            Parameter.Number("level_dbfs", "dBFS", (-60, 40), "the limit; 0 unless given"),
            Parameter.Choice("shape", ["hard", "wrap"], "what happens beyond it; hard unless given"),
        ],
        values => new ClippingSettings
        {
            LevelDbfs = values.Number("level_dbfs", 0),
            Shape = values.Choice("shape", "hard") == "hard" ? ClippingShape.Hard : ClippingShape.Wrap,
        });

    /// <summary>The limit in dBFS peak.</summary>
    public double LevelDbfs { get; init; }

    /// <summary>What happens beyond it.</summary>
    public ClippingShape Shape { get; init; }

    /// <inheritdoc/>
    public override IStage Create(StageContext context) => new Clipping(Levels.Factor(LevelDbfs), Shape);

    private sealed class Clipping(double limit, ClippingShape shape) : IStage
    {
        public void Process(Span<double> frames, long firstFrame)
        {
            foreach (ref var sample in frames)
            {
                if (shape == ClippingShape.Hard)
                    sample = Math.Clamp(sample, -limit, limit);
                else if (sample >= limit || sample < -limit)
                    sample -= 2 * limit * Math.Floor((sample + limit) / (2 * limit));
            }
        }
    }
}
