using KosSound.Simulator.SignalPath.Events;

namespace KosSound.Simulator.SignalPath.Edits;

/// <summary>Plays two neighbouring chunks in the wrong order; what follows is where it belongs.</summary>
public sealed record ReorderSettings : EditSettings
{
    public static StageKind Kind { get; } = new(
        "reorder",
        "plays two neighbouring chunks in the wrong order",
        [.. Lengths.Parameters, .. Schedule.Parameters],
        values => new ReorderSettings { Length = Lengths.From(values, Extent.Milliseconds(5)), When = Schedule.From(values) });

    /// <summary>Frames of a chunk.</summary>
    public required Extent Length { get; init; }

    /// <summary>When the first of the two begins; a moment within a pair is passed over.</summary>
    public Schedule When { get; init; } = Schedule.Default;

    /// <inheritdoc/>
    public override IFrameEdit Create(StageContext context) => new Reorder(this, context);

    private sealed class Reorder(ReorderSettings settings, StageContext context) : TimedEdit(settings.When, context)
    {
        private readonly FrameBuffer _first = new();
        private readonly int _length = settings.Length.FramesAt(context.RateHz) * context.Channels;
        private int _toHold;
        private int _toPass;

        public override void End(FrameBuffer output) => Release(output);

        protected override void Happen(FrameBuffer output)
        {
            if (_toHold + _toPass == 0)
                (_toHold, _toPass) = (_length, _length);
        }

        protected override void Pass(ReadOnlySpan<double> frames, FrameBuffer output)
        {
            var held = Math.Min(_toHold, frames.Length);
            _first.Append(frames[..held]);
            _toHold -= held;
            frames = frames[held..];
            var passed = Math.Min(_toPass, frames.Length);
            output.Append(frames[..passed]);
            _toPass -= passed;
            if (_toHold + _toPass == 0)
                Release(output);
            output.Append(frames[passed..]);
        }

        private void Release(FrameBuffer output)
        {
            output.Append(_first.Samples);
            _first.Clear();
        }
    }
}
