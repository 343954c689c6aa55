using KosSound.Simulator.SignalPath.Events;

namespace KosSound.Simulator.SignalPath.Edits;

/// <summary>Loses the first or the last frames of a stream.</summary>
public sealed record LossSettings : EditSettings
{
    public static StageKind First { get; } = new(
        "lose-first", "loses the first frames of a stream: what follows comes earlier", Lengths.Parameters,
        values => new LossSettings { Length = Lengths.From(values, Extent.Milliseconds(5)), IsAtEnd = false });

    public static StageKind Last { get; } = new(
        "lose-last", "loses the last frames of a stream; a recording has no end it could lose", Lengths.Parameters,
        values => new LossSettings { Length = Lengths.From(values, Extent.Milliseconds(5)), IsAtEnd = true });

    /// <summary>Frames lost.</summary>
    public required Extent Length { get; init; }

    /// <summary>The last ones if true, the first ones if false.</summary>
    public required bool IsAtEnd { get; init; }

    /// <inheritdoc/>
    public override IFrameEdit Create(StageContext context)
    {
        var samples = Length.FramesAt(context.RateHz) * context.Channels;
        return IsAtEnd ? new LossOfLast(samples) : new LossOfFirst(samples);
    }

    private sealed class LossOfFirst(int samples) : IFrameEdit
    {
        private int _left = samples;

        public void Process(ReadOnlySpan<double> frames, long firstFrame, FrameBuffer output)
        {
            var lost = Math.Min(_left, frames.Length);
            _left -= lost;
            output.Append(frames[lost..]);
        }

        public void End(FrameBuffer output)
        {
        }
    }

    /// <summary>Holds back as much as it will lose: only the end tells what was last.</summary>
    private sealed class LossOfLast(int samples) : IFrameEdit
    {
        private readonly FrameBuffer _held = new();

        public void Process(ReadOnlySpan<double> frames, long firstFrame, FrameBuffer output)
        {
            _held.Append(frames);
            var sure = Math.Max(0, _held.Length - samples);
            output.Append(_held.Samples[..sure]);
            _held.Drop(sure);
        }

        public void End(FrameBuffer output) => _held.Clear();
    }
}
