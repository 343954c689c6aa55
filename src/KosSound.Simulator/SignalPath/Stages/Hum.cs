using KosSound.Simulator.Parameters;

namespace KosSound.Simulator.SignalPath.Stages;

/// <summary>Adds a steady tone, alone (a spur) or with harmonics (mains hum).</summary>
public sealed record HumSettings : InPlaceSettings
{
    public static StageKind Kind { get; } = new(
        "hum",
        "adds a steady tone, alone or with harmonics: mains hum, a spur",
        [
            Parameter.Number("frequency_hz", "Hz", (0.1, 384_000), "the fundamental; 50 unless given; nothing is added from half the rate on"),
            Parameter.Number("level_dbfs", "dBFS", (-250, 0), "level of the fundamental, a full-scale sine being 0"),
            Parameter.Number("level_lsb", "LSB", (0.001, 1_000_000), "its peak in steps of the stream's bit depth, another way to say it"),
            Parameter.Numbers("harmonics_dbc", "dBc", (-200, 40), "level of harmonics 2, 3 … relative to the fundamental; none unless given"),
        ],
        From);

    /// <summary>The fundamental in Hz, above 0.</summary>
    public double FrequencyHz { get; init; } = 50;

    /// <summary>Level of the fundamental in dBFS peak; null when <see cref="LevelLsb"/> says it.</summary>
    public double? LevelDbfs { get; init; }

    /// <summary>Peak of the fundamental in steps of the stream's depth; null when <see cref="LevelDbfs"/> says it.</summary>
    public double? LevelLsb { get; init; }

    /// <summary>Level of harmonics 2, 3 … in dB relative to the fundamental.</summary>
    public IReadOnlyList<double> HarmonicsDbc { get; init; } = [];

    /// <inheritdoc/>
    public override IStage Create(StageContext context)
    {
        var peak = LevelDbfs is { } level ? Levels.Factor(level) : (LevelLsb ?? 0) * Levels.Lsb(context.BitDepth);
        var lines = HarmonicsDbc.Select((dbc, i) => (Hz: FrequencyHz * (i + 2), Peak: peak * Levels.Factor(dbc))).Prepend((FrequencyHz, peak));
        return new Hum([.. lines.Where(line => 2 * line.Item1 < context.RateHz)], context);
    }

    private static HumSettings From(ParameterValues values)
    {
        if (values.Has("level_dbfs") == values.Has("level_lsb"))
            throw new ArgumentException("one of level_dbfs, level_lsb must be given");
        return new HumSettings
        {
            FrequencyHz = values.Number("frequency_hz", 50),
            LevelDbfs = values.OptionalNumber("level_dbfs"),
            LevelLsb = values.OptionalNumber("level_lsb"),
            HarmonicsDbc = values.Numbers("harmonics_dbc", []),
        };
    }

    private sealed class Hum((double Hz, double Peak)[] lines, StageContext context) : IStage
    {
        public void Process(Span<double> frames, long firstFrame)
        {
            foreach (var (hz, peak) in lines)
                for (var i = 0; i < frames.Length; i += context.Channels)
                {
                    // Counted in turns from the start of the stream, so that no rounding adds up.
                    var turns = hz / context.RateHz * (firstFrame + (i / context.Channels));
                    var value = peak * Math.Sin(2 * Math.PI * (turns - Math.Floor(turns)));
                    foreach (ref var sample in frames.Slice(i, context.Channels))
                        sample += value;
                }
        }
    }
}
