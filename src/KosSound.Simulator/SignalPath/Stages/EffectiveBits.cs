using KosSound.Simulator.Parameters;

namespace KosSound.Simulator.SignalPath.Stages;

/// <summary>How a sample is brought to fewer bits.</summary>
public enum BitReduction
{
    /// <summary>To the nearest step.</summary>
    Round,

    /// <summary>Down to the step below: the lower bits are masked out.</summary>
    Truncate,

    /// <summary>To the nearest step after adding triangular noise of ±1 step (Lipshitz, Wannamaker &amp; Vanderkooy, JAES 40(5), 1992).</summary>
    Dither,
}

/// <summary>Leaves only some bits of every sample: what a converter does that claims more than it has.</summary>
public sealed record EffectiveBitsSettings : InPlaceSettings
{
    public static StageKind Kind { get; } = new(
        "effective-bits",
        "leaves only some bits of every sample",
        [
            Parameter.Whole("bits", "bit", (2, 32), "bits that are left; without effect from the stream's depth on"),
            Parameter.Whole("lost_bits", "bit", (1, 30), "bits that are lost of the stream's depth, another way to say it"),
            Parameter.Choice("reduction", ["round", "truncate", "dither"], "how: to the nearest step, to the one below, or with triangular dither; round unless given"),
        ],
        From);

    /// <summary>Bits left of any depth; null when <see cref="LostBits"/> says it.</summary>
    public int? Bits { get; init; }

    /// <summary>Bits lost of the stream's depth; null when <see cref="Bits"/> says it.</summary>
    public int? LostBits { get; init; }

    /// <summary>How the others are removed.</summary>
    public BitReduction Reduction { get; init; }

    /// <inheritdoc/>
    public override IStage Create(StageContext context)
    {
        var bits = Bits ?? Math.Max(1, context.BitDepth - (LostBits ?? 0));
        return new EffectiveBits(Levels.Lsb(bits), bits < context.BitDepth, Reduction, context.Seed);
    }

    private static EffectiveBitsSettings From(ParameterValues values)
    {
        if (values.Has("bits") == values.Has("lost_bits"))
            throw new ArgumentException("one of bits, lost_bits must be given");
        return new EffectiveBitsSettings
        {
            Bits = (int?)values.OptionalNumber("bits"),
            LostBits = (int?)values.OptionalNumber("lost_bits"),
            Reduction = values.Choice("reduction", "round") switch
            {
                "truncate" => BitReduction.Truncate,
                "dither" => BitReduction.Dither,
                _ => BitReduction.Round,
            },
        };
    }

    private sealed class EffectiveBits(double step, bool isReducing, BitReduction reduction, int seed) : IStage
    {
        private readonly NoiseSource _noise = new(seed);

        public void Process(Span<double> frames, long firstFrame)
        {
            if (!isReducing)
                return;
            foreach (ref var sample in frames)
                sample = step * Step(sample / step);
        }

        private double Step(double steps) => reduction switch
        {
            BitReduction.Truncate => Math.Floor(steps),
            BitReduction.Dither => Math.Round(steps + _noise.Uniform() - _noise.Uniform()),
            _ => Math.Round(steps),
        };
    }
}
