using KosSound.Simulator.Parameters;

namespace KosSound.Simulator.SignalPath.Stages;

/// <summary>Spectrum of a noise.</summary>
public enum NoiseColor
{
    /// <summary>Equal power per Hz.</summary>
    White,

    /// <summary>Equal power per octave from 10 Hz up: −3.01 dB per octave.</summary>
    Pink,
}

/// <summary>Adds noise, independent in every channel.</summary>
/// <remarks>Levels are RMS over all frequencies relative to the RMS of a full-scale sine (AES17), so that a tone's level minus the noise's is the SNR.</remarks>
public sealed record NoiseSettings : InPlaceSettings
{
    public static StageKind Kind { get; } = new(
        "noise",
        "adds noise, independent in every channel",
        [
            Parameter.Number("level_dbfs", "dBFS", (-250, 0), "RMS level relative to a full-scale sine"),
            Parameter.Number("level_lsb", "LSB", (0.001, 1_000_000), "RMS level in steps of the stream's bit depth, another way to say it"),
            Parameter.Choice("color", ["white", "pink"], "equal power per Hz, or per octave; white unless given"),
        ],
        From);

    /// <summary>RMS level relative to a full-scale sine in dB; null when <see cref="LevelLsb"/> says it.</summary>
    public double? LevelDbfs { get; init; }

    /// <summary>RMS level in steps of the stream's depth; null when <see cref="LevelDbfs"/> says it.</summary>
    public double? LevelLsb { get; init; }

    /// <summary>Spectrum.</summary>
    public NoiseColor Color { get; init; }

    /// <inheritdoc/>
    public override IStage Create(StageContext context)
    {
        var rms = LevelDbfs is { } level ? Levels.Factor(level) * Levels.FullScaleRms : (LevelLsb ?? 0) * Levels.Lsb(context.BitDepth);
        return Color == NoiseColor.White ? new WhiteNoise(rms, context.Seed) : new PinkNoise(rms, context);
    }

    private static NoiseSettings From(ParameterValues values)
    {
        if (values.Has("level_dbfs") == values.Has("level_lsb"))
            throw new ArgumentException("one of level_dbfs, level_lsb must be given");
        return new NoiseSettings
        {
            LevelDbfs = values.OptionalNumber("level_dbfs"),
            LevelLsb = values.OptionalNumber("level_lsb"),
            Color = values.Choice("color", "white") == "pink" ? NoiseColor.Pink : NoiseColor.White,
        };
    }

    private sealed class WhiteNoise(double rms, int seed) : IStage
    {
        private readonly NoiseSource _source = new(seed);

        public void Process(Span<double> frames, long firstFrame)
        {
            foreach (ref var sample in frames)
                sample += rms * _source.Normal();
        }
    }

    /// <summary>White noise through first-order sections spaced evenly over the octaves, which add up to −3 dB per octave.</summary>
    private sealed class PinkNoise : IStage
    {
        private const double LowestHz = 10;
        private const double PolesPerDecade = 3;

        private readonly NoiseSource _source;
        private readonly BiquadCascade _shape;
        private readonly int _channels;
        private readonly double _scale;
        private double[] _noise = [];

        public PinkNoise(double rms, StageContext context)
        {
            _source = new NoiseSource(context.Seed);
            _channels = context.Channels;
            var sections = Sections(context.RateHz);
            _shape = new BiquadCascade(sections, _channels);
            _scale = rms / Math.Sqrt(Power(sections));
        }

        public void Process(Span<double> frames, long firstFrame)
        {
            if (_noise.Length < frames.Length)
                _noise = new double[frames.Length];
            var noise = _noise.AsSpan(0, frames.Length);
            foreach (ref var sample in noise)
                sample = _source.Normal();
            _shape.Process(noise, firstFrame);
            for (var i = 0; i < frames.Length; i++)
                frames[i] += _scale * noise[i];
        }

        /// <summary>Poles and zeros in turn, half a step apart on a logarithmic scale: Keshner, Proc. IEEE 70(3), 1982.</summary>
        private static List<Biquad> Sections(int rateHz)
        {
            var ratio = Math.Pow(10, 1 / PolesPerDecade);
            var sections = new List<Biquad>();
            for (var poleHz = LowestHz; poleHz < rateHz * 0.5; poleHz *= ratio)
            {
                var zero = Decay(Math.Min(poleHz * Math.Sqrt(ratio), rateHz * 4.0), rateHz);
                sections.Add(new Biquad(1, -zero, 0, -Decay(poleHz, rateHz), 0));
            }
            return sections;
        }

        private static double Decay(double hz, int rateHz) => Math.Exp(-2 * Math.PI * hz / rateHz);

        /// <summary>Power of the shaped noise for white noise of power 1: the mean of |H|² over the band.</summary>
        private static double Power(List<Biquad> sections)
        {
            const int points = 1 << 16;
            var sum = 0.0;
            for (var i = 0; i < points; i++)
            {
                var cos = Math.Cos(Math.PI * (i + 0.5) / points);
                var power = 1.0;
                foreach (var section in sections)
                    power *= (1 + (section.B1 * section.B1) + (2 * section.B1 * cos)) / (1 + (section.A1 * section.A1) + (2 * section.A1 * cos));
                sum += power;
            }
            return sum / points;
        }
    }
}
