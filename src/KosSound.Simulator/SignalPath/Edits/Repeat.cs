using KosSound.Simulator.SignalPath.Events;

namespace KosSound.Simulator.SignalPath.Edits;

/// <summary>Plays the last frames once more: what follows comes later.</summary>
public sealed record RepeatSettings : EditSettings
{
    public static StageKind Kind { get; } = new(
        "repeat",
        "plays the last frames once more: what follows comes later",
        [.. Lengths.Parameters, .. Schedule.Parameters],
        values => new RepeatSettings { Length = Lengths.From(values, Extent.Frames(1)), When = Schedule.From(values) });

    /// <summary>Frames repeated each time; fewer where the stream is younger.</summary>
    public required Extent Length { get; init; }

    /// <summary>When.</summary>
    public Schedule When { get; init; } = Schedule.Default;

    /// <inheritdoc/>
    public override IFrameEdit Create(StageContext context) => new Repeat(this, context);

    private sealed class Repeat(RepeatSettings settings, StageContext context) : TimedEdit(settings.When, context)
    {
        private readonly FrameBuffer _recent = new();
        private readonly int _length = settings.Length.FramesAt(context.RateHz) * context.Channels;

        protected override void Happen(FrameBuffer output) => output.Append(_recent.Samples);

        protected override void Pass(ReadOnlySpan<double> frames, FrameBuffer output)
        {
            output.Append(frames);
            _recent.Append(frames[Math.Max(0, frames.Length - _length)..]);
            _recent.Drop(Math.Max(0, _recent.Length - _length));
        }
    }
}
