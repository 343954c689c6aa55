using KosSound.Simulator.Parameters;
using KosSound.Simulator.SignalPath.Convolution;

namespace KosSound.Simulator.SignalPath.Stages;

/// <summary>Puts the sound into a room: its impulse response from a file, or generated.</summary>
/// <remarks>
/// A generated response is the direct sound, unchanged, followed by noise that falls by 60 dB in the reverberation time
/// (Moorer, Computer Music Journal 3(2), 1979); it ends there. It is the same for every play, and another in every channel.
/// </remarks>
public sealed record RoomSettings : InPlaceSettings
{
    public static StageKind Kind { get; } = new(
        "room",
        "puts the sound into a room: an impulse response from a file, or generated",
        [
            Parameter.File("file", "WAV file of an impulse response, one channel for all or one each; brought to the stream's rate"),
            Parameter.Number("rt60_ms", "ms", (10, 5_000), "time in which a generated room falls by 60 dB; 300 unless given"),
            Parameter.Number("direct_to_reverb_db", "dB", (-40, 80), "energy of the direct sound over all that follows; 6 unless given"),
            Parameter.Number("predelay_ms", "ms", (0, 200), "time before the first reflection; 2 unless given"),
            Parameter.Whole("seed", "", (0, int.MaxValue), "chooses the generated room; 1 unless given"),
        ],
        From);

    /// <summary>A response that was measured; null for a generated one.</summary>
    public ImpulseFile? Measured { get; init; }

    /// <summary>Time in which a generated room falls by 60 dB, above 0.</summary>
    public TimeSpan Rt60 { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>Energy of the direct sound over all that follows, in dB.</summary>
    public double DirectToReverbDb { get; init; } = 6;

    /// <summary>Time before the first reflection.</summary>
    public TimeSpan Predelay { get; init; } = TimeSpan.FromMilliseconds(2);

    /// <summary>Chooses the generated room.</summary>
    public int Seed { get; init; } = 1;

    /// <inheritdoc/>
    public override IStage Create(StageContext context)
    {
        if (Measured is null)
            return new ConvolutionStage([.. Enumerable.Range(0, context.Channels).Select(channel => Generate(context.RateHz, channel))]);
        var responses = Measured.At(context.RateHz).Channels;
        return new ConvolutionStage([.. Enumerable.Range(0, context.Channels).Select(channel => responses[Math.Min(channel, responses.Count - 1)])]);
    }

    private double[] Generate(int rateHz, int channel)
    {
        var noise = new NoiseSource(Seeds.Derive(Seed, channel, 0));
        var first = 1 + (int)Math.Round(Predelay.TotalSeconds * rateHz);
        var response = new double[first + (int)Math.Ceiling(Rt60.TotalSeconds * rateHz)];
        var energy = 0.0;
        for (var i = first; i < response.Length; i++)
        {
            response[i] = noise.Normal() * Math.Pow(10, -3 * (i - first) / (Rt60.TotalSeconds * rateHz));
            energy += response[i] * response[i];
        }
        var scale = Levels.Factor(-DirectToReverbDb) / Math.Sqrt(energy);
        for (var i = first; i < response.Length; i++)
            response[i] *= scale;
        response[0] = 1;
        return response;
    }

    private static RoomSettings From(ParameterValues values)
    {
        if (values.File("file") is { } file)
            return Kind.Parameters.Skip(1).All(parameter => !values.Has(parameter.Key))
                ? new RoomSettings { Measured = ImpulseFile.Load(file) }
                : throw new ArgumentException("a file, or the values of a generated room, not both");
        return new RoomSettings
        {
            Rt60 = TimeSpan.FromMilliseconds(values.Number("rt60_ms", 300)),
            DirectToReverbDb = values.Number("direct_to_reverb_db", 6),
            Predelay = TimeSpan.FromMilliseconds(values.Number("predelay_ms", 2)),
            Seed = values.WholeNumber("seed", 1),
        };
    }
}
