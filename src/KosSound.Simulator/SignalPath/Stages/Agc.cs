using KosSound.Simulator.Parameters;

namespace KosSound.Simulator.SignalPath.Stages;

/// <summary>Automatic gain control: brings every level to one target, as far as its range goes.</summary>
public sealed record AgcSettings : InPlaceSettings
{
    public static StageKind Kind { get; } = new(
        "agc",
        "brings every level to one target, as far as its range goes, all channels alike",
        [
            Parameter.Number("target_dbfs", "dBFS", (-60, 0), "peak level it aims at; -12 unless given"),
            Parameter.Number("max_boost_db", "dB", (0, 60), "most by which it turns up; 12 unless given"),
            Parameter.Number("max_cut_db", "dB", (0, 60), "most by which it turns down; 12 unless given"),
            Parameter.Number("gate_dbfs", "dBFS", (-140, 0), "peak level below which the gain goes back to 0 dB; -60 unless given"),
            Parameter.Number("attack_ms", "ms", (0.01, 5_000), "time constant of turning down; 10 unless given"),
            Parameter.Number("release_ms", "ms", (0.01, 60_000), "time constant of turning up; 200 unless given"),
        ],
        values => new AgcSettings
        {
            TargetDbfs = values.Number("target_dbfs", -12),
            MaxBoostDb = values.Number("max_boost_db", 12),
            MaxCutDb = values.Number("max_cut_db", 12),
            GateDbfs = values.Number("gate_dbfs", -60),
            Attack = TimeSpan.FromMilliseconds(values.Number("attack_ms", 10)),
            Release = TimeSpan.FromMilliseconds(values.Number("release_ms", 200)),
        });

    /// <summary>Peak level it aims at, in dBFS.</summary>
    public double TargetDbfs { get; init; } = -12;

    /// <summary>Most by which it turns up, in dB.</summary>
    public double MaxBoostDb { get; init; } = 12;

    /// <summary>Most by which it turns down, in dB.</summary>
    public double MaxCutDb { get; init; } = 12;

    /// <summary>Peak level in dBFS below which the gain goes back to 0 dB.</summary>
    public double GateDbfs { get; init; } = -60;

    /// <summary>Time constant of turning down.</summary>
    public TimeSpan Attack { get; init; } = TimeSpan.FromMilliseconds(10);

    /// <summary>Time constant of turning up.</summary>
    public TimeSpan Release { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <inheritdoc/>
    public override IStage Create(StageContext context) => new Agc(this, context);

    private sealed class Agc(AgcSettings settings, StageContext context) : IStage
    {
        private readonly PeakFollower _follower = new(settings.Attack, settings.Release, context.RateHz);
        private readonly double _gate = Levels.Factor(settings.GateDbfs);

        public void Process(Span<double> frames, long firstFrame)
        {
            for (var at = 0; at < frames.Length; at += context.Channels)
            {
                var frame = frames.Slice(at, context.Channels);
                var peak = _follower.Peak(frame);
                var wanted = peak < _gate ? 0 : settings.TargetDbfs - Levels.Db(peak);
                var gain = _follower.Move(Math.Clamp(wanted, -settings.MaxCutDb, settings.MaxBoostDb));
                foreach (ref var sample in frame)
                    sample *= gain;
            }
        }
    }
}
