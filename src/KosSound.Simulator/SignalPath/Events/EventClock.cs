namespace KosSound.Simulator.SignalPath.Events;

/// <summary>Walks through the events of a schedule in one stream.</summary>
public sealed class EventClock
{
    private readonly long[] _times;
    private readonly double _period;
    private readonly double _mean;
    private readonly Random _random;
    private double _exact;
    private int _count;

    internal EventClock(Schedule schedule, StageContext context)
    {
        _random = new Random(context.Seed);
        _times = [.. schedule.At.Select(at => (long)Math.Round(at.IsFrames ? at.Value : at.Value * context.RateHz / 1_000)).Order()];
        _period = schedule.Every is { } every ? Math.Max(1, every.IsFrames ? every.Value : every.Value * context.RateHz / 1_000) : 0;
        _mean = schedule.PerSecond is { } perSecond ? context.RateHz / perSecond : 0;
        _exact = _period > 0 ? -_period / 2 : 0;
        Step();
    }

    /// <summary>Frame of the next event, counted from the start of the stream; <see cref="long.MaxValue"/> when there is none.</summary>
    public long Next { get; private set; }

    /// <summary>Goes on to the event after <see cref="Next"/>.</summary>
    public void Step()
    {
        if (_period > 0)
            _exact += _period;
        else if (_mean > 0)
            _exact -= _mean * Math.Log(1 - _random.NextDouble());
        Next = _period > 0 || _mean > 0 ? (long)Math.Round(_exact)
            : _count < _times.Length ? _times[_count++]
            : long.MaxValue;
    }

    /// <summary>Goes on until the next event is not before a frame.</summary>
    public void SkipTo(long frame)
    {
        while (Next < frame)
            Step();
    }
}
