using KosSound.Simulator.Parameters;

namespace KosSound.Simulator.SignalPath.Stages;

/// <summary>Shape of an equaliser band.</summary>
public enum EqualiserShape
{
    Peak,
    Notch,
    LowShelf,
    HighShelf,
}

/// <summary>One band of an equaliser: a second-order section of the audio EQ cookbook.</summary>
public sealed record EqualiserSettings : InPlaceSettings
{
    private static readonly Parameter Frequency =
        Parameter.Number("frequency_hz", "Hz", (1, 384_000), "centre or corner; without effect from half the rate on").Required();

    private static readonly Parameter Q = Parameter.Number("q", "", (0.05, 200), "quality; 0.7071 unless given");

    private static readonly Parameter GainParameter = Parameter.Number("gain_db", "dB", (-60, 40), "gain").Required();

    public static IReadOnlyList<StageKind> Kinds { get; } =
    [
        Kind("peak", "raises or lowers a band", EqualiserShape.Peak, GainParameter),
        Kind("notch", "takes one frequency out", EqualiserShape.Notch),
        Kind("low-shelf", "raises or lowers everything below a corner", EqualiserShape.LowShelf, GainParameter),
        Kind("high-shelf", "raises or lowers everything above a corner", EqualiserShape.HighShelf, GainParameter),
    ];

    /// <summary>Shape of the band.</summary>
    public required EqualiserShape Shape { get; init; }

    /// <summary>Centre or corner in Hz, above 0.</summary>
    public required double FrequencyHz { get; init; }

    /// <summary>Gain in dB; a notch has none.</summary>
    public double GainDb { get; init; }

    /// <summary>Quality, above 0.</summary>
    public double Quality { get; init; } = Math.Sqrt(0.5);

    /// <inheritdoc/>
    public override IStage Create(StageContext context) =>
        new BiquadCascade(2 * FrequencyHz < context.RateHz ? [Section(2 * Math.PI * FrequencyHz / context.RateHz)] : [], context.Channels);

    private Biquad Section(double omega) => Shape switch
    {
        EqualiserShape.Peak => Biquad.Peak(omega, Quality, GainDb),
        EqualiserShape.Notch => Biquad.Notch(omega, Quality),
        EqualiserShape.LowShelf => Biquad.LowShelf(omega, Quality, GainDb),
        EqualiserShape.HighShelf => Biquad.HighShelf(omega, Quality, GainDb),
        _ => throw new InvalidOperationException($"no equaliser has the shape {Shape}"),
    };

    private static StageKind Kind(string name, string description, EqualiserShape shape, params Parameter[] more) =>
        new(name, description, [Frequency, .. more, Q], values => new EqualiserSettings
        {
            Shape = shape,
            FrequencyHz = values.Number("frequency_hz", 0),
            GainDb = values.Number("gain_db", 0),
            Quality = values.Number("q", Math.Sqrt(0.5)),
        });
}
