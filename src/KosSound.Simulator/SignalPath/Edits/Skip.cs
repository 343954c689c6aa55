using KosSound.Simulator.SignalPath.Events;

namespace KosSound.Simulator.SignalPath.Edits;

/// <summary>Leaves frames out: what follows comes earlier.</summary>
public sealed record SkipSettings : EditSettings
{
    public static StageKind Kind { get; } = new(
        "skip",
        "leaves frames out: what follows comes earlier",
        [.. Lengths.Parameters, .. Schedule.Parameters],
        values => new SkipSettings { Length = Lengths.From(values, Extent.Frames(1)), When = Schedule.From(values) });

    /// <summary>Frames left out each time.</summary>
    public required Extent Length { get; init; }

    /// <summary>When.</summary>
    public Schedule When { get; init; } = Schedule.Default;

    /// <inheritdoc/>
    public override IFrameEdit Create(StageContext context) => new Skip(this, context);

    private sealed class Skip(SkipSettings settings, StageContext context) : TimedEdit(settings.When, context)
    {
        private readonly int _length = settings.Length.FramesAt(context.RateHz) * context.Channels;
        private int _left;

        protected override void Happen(FrameBuffer output) => _left = _length;

        protected override void Pass(ReadOnlySpan<double> frames, FrameBuffer output)
        {
            var dropped = Math.Min(_left, frames.Length);
            _left -= dropped;
            output.Append(frames[dropped..]);
        }
    }
}
