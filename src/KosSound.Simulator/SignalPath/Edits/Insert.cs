using KosSound.Simulator.SignalPath.Events;

namespace KosSound.Simulator.SignalPath.Edits;

/// <summary>Puts silence in: what follows comes later.</summary>
public sealed record InsertSettings : EditSettings
{
    public static StageKind Kind { get; } = new(
        "insert",
        "puts silence in: what follows comes later",
        [.. Lengths.Parameters, .. Schedule.Parameters],
        values => new InsertSettings { Length = Lengths.From(values, Extent.Frames(1)), When = Schedule.From(values) });

    /// <summary>Frames put in each time.</summary>
    public required Extent Length { get; init; }

    /// <summary>When.</summary>
    public Schedule When { get; init; } = Schedule.Default;

    /// <inheritdoc/>
    public override IFrameEdit Create(StageContext context) => new Insert(this, context);

    private sealed class Insert(InsertSettings settings, StageContext context) : TimedEdit(settings.When, context)
    {
        private readonly int _length = settings.Length.FramesAt(context.RateHz) * context.Channels;

        protected override void Happen(FrameBuffer output) => output.AppendSilence(_length);

        protected override void Pass(ReadOnlySpan<double> frames, FrameBuffer output) => output.Append(frames);
    }
}
