using System.Globalization;
using KosSound.Simulator.Parameters;
using KosSound.Simulator.SignalPath.Events;

namespace KosSound.Simulator.SignalPath.Stages;

/// <summary>Multiplies each channel, with or without turning its sign, from some moment on.</summary>
public sealed record GainSettings : InPlaceSettings
{
    public static StageKind Kind { get; } = new(
        "gain",
        "multiplies each channel, from some moment on",
        [
            Parameter.Numbers("level_db", "dB", (-200, 80), "gain of all channels, or of each in turn; 0 unless given"),
            Parameter.Choices("inverted", ["all"], (0, 63), "channels whose polarity is turned, zero based"),
            Parameter.Number("from_ms", "ms", (0, 86_400_000), "time in the stream from which it applies; 0 unless given"),
        ],
        From);

    /// <summary>Gain in dB of all channels, or of each in turn; channels beyond the list keep theirs.</summary>
    public IReadOnlyList<double> LevelDb { get; init; } = [0];

    /// <summary>Channels whose polarity is turned, zero based; null for all.</summary>
    public IReadOnlyList<int>? Inverted { get; init; } = [];

    /// <summary>Time in the stream from which it applies.</summary>
    public Extent FromTime { get; init; }

    /// <inheritdoc/>
    public override IStage Create(StageContext context) => new Gain(this, context);

    /// <summary>The factor of a channel.</summary>
    private double FactorOf(int channel)
    {
        var level = LevelDb.Count == 1 ? LevelDb[0] : LevelDb.ElementAtOrDefault(channel);
        var sign = Inverted is null || Inverted.Contains(channel) ? -1 : 1;
        return sign * Levels.Factor(level);
    }

    private static GainSettings From(ParameterValues values)
    {
        var inverted = values.Choices("inverted");
        return new GainSettings
        {
            LevelDb = values.Numbers("level_db", [0]),
            Inverted = inverted.Contains("all") ? null : [.. inverted.Select(word => int.Parse(word, CultureInfo.InvariantCulture))],
            FromTime = Extent.Milliseconds(values.Number("from_ms", 0)),
        };
    }

    private sealed class Gain(GainSettings settings, StageContext context) : IStage
    {
        private readonly double[] _factors = [.. Enumerable.Range(0, context.Channels).Select(settings.FactorOf)];
        private readonly int _from = settings.FromTime.FramesAt(context.RateHz);

        public void Process(Span<double> frames, long firstFrame)
        {
            var skipped = Math.Clamp(_from - firstFrame, 0, frames.Length / context.Channels);
            var hit = frames[((int)skipped * context.Channels)..];
            for (var channel = 0; channel < _factors.Length; channel++)
                for (var i = channel; i < hit.Length; i += _factors.Length)
                    hit[i] *= _factors[channel];
        }
    }
}
