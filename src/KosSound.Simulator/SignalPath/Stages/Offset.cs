using KosSound.Simulator.Parameters;

namespace KosSound.Simulator.SignalPath.Stages;

/// <summary>Adds a constant.</summary>
public sealed record OffsetSettings : InPlaceSettings
{
    public static StageKind Kind { get; } = new(
        "dc",
        "adds a constant",
        [
            Parameter.Number("offset_fs", "FS", (-1, 1), "the constant, relative to full scale"),
            Parameter.Number("offset_lsb", "LSB", (-1_000_000, 1_000_000), "the same in steps of the stream's bit depth"),
        ],
        values => new OffsetSettings { OffsetFs = values.Number("offset_fs", 0), OffsetLsb = values.Number("offset_lsb", 0) });

    /// <summary>The constant relative to full scale, −1 to 1.</summary>
    public double OffsetFs { get; init; }

    /// <summary>Steps of the stream's bit depth that are added to it.</summary>
    public double OffsetLsb { get; init; }

    /// <inheritdoc/>
    public override IStage Create(StageContext context) => new Offset(OffsetFs + (OffsetLsb * Levels.Lsb(context.BitDepth)));

    private sealed class Offset(double offset) : IStage
    {
        public void Process(Span<double> frames, long firstFrame)
        {
            foreach (ref var sample in frames)
                sample += offset;
        }
    }
}
