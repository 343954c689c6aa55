using KosSound.Simulator.Parameters;

namespace KosSound.Simulator.SignalPath.Stages;

/// <summary>A Butterworth low or high pass: −3.01 dB at the corner, 6.02 dB per octave and order beyond it.</summary>
/// <remarks>By the bilinear transform, prewarped at the corner: |H|² = 1 / (1 + (tan(πf/R) / tan(πc/R))^±2n).</remarks>
public sealed record ButterworthPassSettings : InPlaceSettings
{
    private static readonly IReadOnlyList<Parameter> Parameters =
    [
        Parameter.Number("frequency_hz", "Hz", (1, 384_000), "corner, where the gain is −3.01 dB; without effect from half the rate on").Required(),
        Parameter.Whole("order", "", (1, 16), "slope in units of 6 dB per octave; 4 unless given"),
    ];

    public static StageKind LowPass { get; } =
        new("low-pass", "Butterworth low pass", Parameters, values => From(values, isHighPass: false));

    public static StageKind HighPass { get; } =
        new("high-pass", "Butterworth high pass", Parameters, values => From(values, isHighPass: true));

    /// <summary>Corner in Hz, above 0.</summary>
    public required double FrequencyHz { get; init; }

    /// <summary>1 to 16.</summary>
    public int Order { get; init; } = 4;

    /// <summary>High pass if true, low pass if false.</summary>
    public bool IsHighPass { get; init; }

    /// <inheritdoc/>
    public override IStage Create(StageContext context)
    {
        if (2 * FrequencyHz >= context.RateHz)
            return IsHighPass ? new SilenceSettings().Create(context) : new BiquadCascade([], context.Channels);
        var omega = 2 * Math.PI * FrequencyHz / context.RateHz;
        var sections = Enumerable.Range(0, Order / 2).Select(pair => Section(omega, PairQ(pair)));
        if (Order % 2 == 1)
            sections = sections.Append(IsHighPass ? Biquad.HighPass1(omega) : Biquad.LowPass1(omega));
        return new BiquadCascade([.. sections], context.Channels);
    }

    private Biquad Section(double omega, double q) => IsHighPass ? Biquad.HighPass(omega, q) : Biquad.LowPass(omega, q);

    /// <summary>Quality of a pair of poles spaced evenly on the half circle.</summary>
    private double PairQ(int pair) => 1 / (2 * Math.Sin(Math.PI * ((2 * pair) + 1) / (2.0 * Order)));

    private static ButterworthPassSettings From(ParameterValues values, bool isHighPass) =>
        new() { FrequencyHz = values.Number("frequency_hz", 0), Order = values.WholeNumber("order", 4), IsHighPass = isHighPass };
}
