using KosSound.Simulator.Parameters;
using KosSound.Simulator.SignalPath.Events;

namespace KosSound.Simulator.SignalPath.Stages;

/// <summary>Adds single samples that do not belong there.</summary>
public sealed record ClickSettings : InPlaceSettings
{
    public static StageKind Kind { get; } = new(
        "click",
        "adds single samples that do not belong there",
        [
            Parameter.Number("height_fs", "FS", (-2, 2), "what is added, relative to full scale; 0.5 unless given"),
            Parameter.Number("height_lsb", "LSB", (-1_000_000, 1_000_000), "the same in steps of the stream's bit depth"),
            OneChannel.Parameter,
            .. Schedule.Parameters,
        ],
        From);

    /// <summary>What is added relative to full scale; null when <see cref="HeightLsb"/> says it.</summary>
    public double? HeightFs { get; init; }

    /// <summary>What is added in steps of the stream's depth; null when <see cref="HeightFs"/> says it.</summary>
    public double? HeightLsb { get; init; }

    /// <summary>When.</summary>
    public Schedule When { get; init; } = Schedule.Default;

    /// <summary>The only channel that is hit, zero based; null for all.</summary>
    public int? Channel { get; init; }

    /// <inheritdoc/>
    public override IStage Create(StageContext context) =>
        new Click(this, context, HeightFs ?? ((HeightLsb ?? 0) * Levels.Lsb(context.BitDepth)));

    private static ClickSettings From(ParameterValues values)
    {
        if (values.Has("height_fs") && values.Has("height_lsb"))
            throw new ArgumentException("one of height_fs, height_lsb is enough");
        return new ClickSettings
        {
            HeightFs = values.OptionalNumber("height_fs") ?? (values.Has("height_lsb") ? null : 0.5),
            HeightLsb = values.OptionalNumber("height_lsb"),
            Channel = OneChannel.From(values),
            When = Schedule.From(values),
        };
    }

    private sealed class Click(ClickSettings settings, StageContext context, double height) : IStage
    {
        private readonly EventClock _events = settings.When.Start(context);

        public void Process(Span<double> frames, long firstFrame)
        {
            _events.SkipTo(firstFrame);
            for (var end = firstFrame + (frames.Length / context.Channels); _events.Next < end; _events.Step())
            {
                var frame = frames.Slice((int)(_events.Next - firstFrame) * context.Channels, context.Channels);
                for (var channel = 0; channel < frame.Length; channel++)
                    if (settings.Channel is null || settings.Channel == channel)
                        frame[channel] += height;
            }
        }
    }
}
