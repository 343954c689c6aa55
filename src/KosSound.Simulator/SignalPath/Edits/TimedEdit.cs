using KosSound.Simulator.SignalPath.Events;

namespace KosSound.Simulator.SignalPath.Edits;

/// <summary>An edit that happens at the moments of a schedule; what lies between is passed on.</summary>
internal abstract class TimedEdit(Schedule schedule, StageContext context) : IFrameEdit
{
    private readonly EventClock _events = schedule.Start(context);

    /// <summary>Samples per frame.</summary>
    protected int Channels { get; } = context.Channels;

    public void Process(ReadOnlySpan<double> frames, long firstFrame, FrameBuffer output)
    {
        var end = firstFrame + (frames.Length / Channels);
        for (var frame = firstFrame; frame < end;)
        {
            if (_events.Next <= frame)
            {
                Happen(output);
                _events.SkipTo(frame + 1);
            }
            var to = Math.Min(end, _events.Next);
            Pass(frames[(int)((frame - firstFrame) * Channels)..(int)((to - firstFrame) * Channels)], output);
            frame = to;
        }
    }

    public virtual void End(FrameBuffer output)
    {
    }

    /// <summary>The next moment has come.</summary>
    protected abstract void Happen(FrameBuffer output);

    /// <summary>Frames between two moments.</summary>
    protected abstract void Pass(ReadOnlySpan<double> frames, FrameBuffer output);
}
