using KosSound.Simulator.Parameters;

namespace KosSound.Simulator.SignalPath.Stages;

/// <summary>A memoryless non-linearity that gives a sine of a reference level exactly the harmonics it is asked for.</summary>
/// <remarks>
/// By Chebyshev polynomials: T_n(cos θ) = cos nθ, so y = x + Σ aₙ·A·(Tₙ(x/A) − Tₙ(0)) has harmonic n at aₙ when x has peak A
/// (Le Brun, JAES 27(4), 1979). Quieter sounds have less of it. Above the reference level the addition stays as it is there.
/// Harmonics beyond half the rate fold back, as they do in a converter.
/// </remarks>
public sealed record NonlinearitySettings : InPlaceSettings
{
    private const int Lowest = 2;
    private const int Highest = 5;

    public static StageKind Kind { get; } = new(
        "nonlinearity",
        "adds harmonics, with a memoryless curve",
        [
            .. Enumerable.Range(Lowest, Highest - Lowest + 1).Select(n =>
                Parameter.Number($"h{n}_dbc", "dBc", (-200, -6), $"harmonic {n} relative to the fundamental, at the reference level; none unless given")),
            Parameter.Number("reference_dbfs", "dBFS", (-60, 0), "level of the sine the harmonics are given for; -12 unless given"),
        ],
        values => new NonlinearitySettings
        {
            HarmonicsDbc = [.. Enumerable.Range(Lowest, Highest - Lowest + 1).Select(n => values.OptionalNumber($"h{n}_dbc"))],
            ReferenceDbfs = values.Number("reference_dbfs", -12),
        });

    /// <summary>Harmonics 2, 3, 4, 5 in dB relative to the fundamental; null for none.</summary>
    public required IReadOnlyList<double?> HarmonicsDbc { get; init; }

    /// <summary>Level of the sine they are given for, in dBFS peak.</summary>
    public double ReferenceDbfs { get; init; } = -12;

    /// <inheritdoc/>
    public override IStage Create(StageContext context) =>
        new Nonlinearity([.. HarmonicsDbc.Select(dbc => dbc is { } level ? Levels.Factor(level) : 0)], Levels.Factor(ReferenceDbfs));

    private sealed class Nonlinearity(double[] weights, double reference) : IStage
    {
        private readonly double _still = Curve(weights, 0);

        public void Process(Span<double> frames, long firstFrame)
        {
            foreach (ref var sample in frames)
                sample += reference * (Curve(weights, Math.Clamp(sample / reference, -1, 1)) - _still);
        }

        private static double Curve(double[] weights, double x)
        {
            var (before, now, sum) = (1.0, x, 0.0);
            foreach (var weight in weights)
            {
                (before, now) = (now, (2 * x * now) - before);
                sum += weight * now;
            }
            return sum;
        }
    }
}
