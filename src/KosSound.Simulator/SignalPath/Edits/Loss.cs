using KosSound.Simulator.Parameters;
using KosSound.Simulator.SignalPath.Events;

namespace KosSound.Simulator.SignalPath.Edits;

/// <summary>Loses the first or the last frames of a stream.</summary>
public sealed record LossSettings : EditSettings
{
    public static StageKind First { get; } = new(
        "lose-first", "loses the first frames of a stream, or of its sound: what follows comes earlier",
        [.. Lengths.Parameters, Parameter.Choice("of", ["stream", "sound"], "whether silence at the beginning counts, or passes; stream unless given")],
        values => new LossSettings { Length = Lengths.From(values, Extent.Milliseconds(5)), IsAtEnd = false, PassesSilence = values.Choice("of", "stream") == "sound" });

    public static StageKind Last { get; } = new(
        "lose-last", "loses the last frames of a stream; a recording has no end it could lose", Lengths.Parameters,
        values => new LossSettings { Length = Lengths.From(values, Extent.Milliseconds(5)), IsAtEnd = true });

    /// <summary>Frames lost.</summary>
    public required Extent Length { get; init; }

    /// <summary>The last ones if true, the first ones if false.</summary>
    public required bool IsAtEnd { get; init; }

    /// <summary>Whether silence at the beginning passes and the first frames that sound are lost, as by an amplifier that wakes up too late.</summary>
    public bool PassesSilence { get; init; }

    /// <inheritdoc/>
    public override IFrameEdit Create(StageContext context)
    {
        var samples = Length.FramesAt(context.RateHz) * context.Channels;
        return IsAtEnd ? new LossOfLast(samples) : new LossOfFirst(samples, PassesSilence ? context.Channels : null);
    }

    /// <param name="samples">Samples lost.</param>
    /// <param name="silentChannels">Samples per frame where silence at the beginning passes; null where it counts.</param>
    private sealed class LossOfFirst(int samples, int? silentChannels) : IFrameEdit
    {
        private int _left = samples;
        private bool _isSilent = silentChannels is not null;

        public void Process(ReadOnlySpan<double> frames, long firstFrame, FrameBuffer output)
        {
            if (_isSilent)
            {
                var sound = frames.IndexOfAnyExcept(0.0);
                _isSilent = sound < 0;
                var passed = _isSilent ? frames.Length : sound - (sound % silentChannels!.Value);
                output.Append(frames[..passed]);
                frames = frames[passed..];
            }
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
