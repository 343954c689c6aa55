using KosSound.Simulator.Parameters;

namespace KosSound.Simulator.SignalPath.Stages;

/// <summary>Turns loud sound down: above the threshold the output rises by 1 dB for every <c>ratio</c> dB of the input.</summary>
public sealed record LimiterSettings : InPlaceSettings
{
    public static StageKind Kind { get; } = new(
        "limiter",
        "turns down what is louder than a threshold, all channels alike",
        [
            Parameter.Number("threshold_dbfs", "dBFS", (-80, 0), "peak level above which it works").Required(),
            Parameter.Number("ratio", "", (1, 1_000), "dB of input for 1 dB of output; 1000, a limiter, unless given"),
            Parameter.Number("attack_ms", "ms", (0.01, 5_000), "time constant of turning down; 5 unless given"),
            Parameter.Number("release_ms", "ms", (0.01, 60_000), "time constant of coming back; 100 unless given"),
        ],
        values => new LimiterSettings
        {
            ThresholdDbfs = values.Number("threshold_dbfs", 0),
            Ratio = values.Number("ratio", 1_000),
            Attack = TimeSpan.FromMilliseconds(values.Number("attack_ms", 5)),
            Release = TimeSpan.FromMilliseconds(values.Number("release_ms", 100)),
        });

    /// <summary>Peak level in dBFS above which it works.</summary>
    public required double ThresholdDbfs { get; init; }

    /// <summary>dB of input for 1 dB of output above the threshold, at least 1.</summary>
    public double Ratio { get; init; } = 1_000;

    /// <summary>Time constant of turning down.</summary>
    public TimeSpan Attack { get; init; } = TimeSpan.FromMilliseconds(5);

    /// <summary>Time constant of coming back.</summary>
    public TimeSpan Release { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <inheritdoc/>
    public override IStage Create(StageContext context) => new Limiter(this, context);

    private sealed class Limiter(LimiterSettings settings, StageContext context) : IStage
    {
        private readonly PeakFollower _follower = new(settings.Attack, settings.Release, context.RateHz);
        private readonly double _threshold = Levels.Factor(settings.ThresholdDbfs);

        public void Process(Span<double> frames, long firstFrame)
        {
            for (var at = 0; at < frames.Length; at += context.Channels)
            {
                var frame = frames.Slice(at, context.Channels);
                var peak = _follower.Peak(frame);
                var over = peak > _threshold ? Levels.Db(peak / _threshold) : 0;
                var gain = _follower.Move(-over * (1 - (1 / settings.Ratio)));
                foreach (ref var sample in frame)
                    sample *= gain;
            }
        }
    }
}
