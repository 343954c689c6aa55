using KosSound.Simulator.SignalPath.Events;

namespace KosSound.Simulator.SignalPath.Stages;

/// <summary>Replaces stretches of sound by zeros, as a driver does that ran out of data but kept its time.</summary>
public sealed record ZeroFillSettings : InPlaceSettings
{
    public static StageKind Kind { get; } = new(
        "zero-fill",
        "replaces stretches of sound by zeros, without moving what follows",
        [.. Lengths.Parameters, OneChannel.Parameter, .. Schedule.Parameters],
        values => new ZeroFillSettings { Length = Lengths.From(values, Extent.Milliseconds(1)), Channel = OneChannel.From(values), When = Schedule.From(values) });

    /// <summary>Length of a stretch.</summary>
    public required Extent Length { get; init; }

    /// <summary>When a stretch begins.</summary>
    public Schedule When { get; init; } = Schedule.Default;

    /// <summary>The only channel that is hit, zero based; null for all.</summary>
    public int? Channel { get; init; }

    /// <inheritdoc/>
    public override IStage Create(StageContext context) => new ZeroFill(this, context);

    private sealed class ZeroFill(ZeroFillSettings settings, StageContext context) : IStage
    {
        private readonly EventClock _events = settings.When.Start(context);
        private readonly int _length = settings.Length.FramesAt(context.RateHz);
        private long _until;

        public void Process(Span<double> frames, long firstFrame)
        {
            var end = firstFrame + (frames.Length / context.Channels);
            for (var frame = firstFrame; frame < end;)
            {
                if (_events.Next <= frame)
                {
                    _until = Math.Max(_until, _events.Next + _length);
                    _events.Step();
                    continue;
                }
                var to = Math.Min(end, _events.Next);
                var stop = Math.Clamp(_until, frame, to);
                Clear(frames[(int)((frame - firstFrame) * context.Channels)..(int)((stop - firstFrame) * context.Channels)]);
                frame = to;
            }
        }

        private void Clear(Span<double> frames)
        {
            if (settings.Channel is not { } channel)
                frames.Clear();
            else if (channel < context.Channels)
                for (var i = channel; i < frames.Length; i += context.Channels)
                    frames[i] = 0;
        }
    }
}
