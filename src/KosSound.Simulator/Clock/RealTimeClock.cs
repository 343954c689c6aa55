using System.Diagnostics;

namespace KosSound.Simulator.Clock;

/// <summary>Ticks by the wall clock, once a period, while the device is active.</summary>
internal sealed class RealTimeClock : DeviceClock
{
    private readonly object _gate = new();
    private readonly TimeSpan _period;
    private readonly TimeSpan _tolerance;
    private readonly long _origin = Stopwatch.GetTimestamp();
    private TimeSpan _previous;
    private TimeSpan _due;
    private bool _stopped;

    public RealTimeClock(TimeSpan period, TimeSpan tolerance)
    {
        _period = period;
        _tolerance = tolerance;
    }

    public override TimeProvider Time => TimeProvider.System;

    public override TimeSpan Now => Stopwatch.GetElapsedTime(_origin);

    public override ClockHealth Health { get; } = new();

    public override bool WaitForTick(IDeviceActivity activity, out TimeSpan tick)
    {
        lock (_gate)
        {
            var idle = !activity.IsActive;
            while (!_stopped && !activity.IsActive)
                Monitor.Wait(_gate);
            // After a rest nothing was due: only the period that has begun is.
            _due = (idle ? LastBoundary(Now) : _previous) + _period;
            for (var left = _due - Now; !_stopped && left > TimeSpan.Zero; left = _due - Now)
                Monitor.Wait(_gate, (int)Math.Ceiling(left.TotalMilliseconds));
            // Periods missed are made up for at once.
            _previous = tick = LastBoundary(Now);
            return !_stopped;
        }
    }

    public override void Settle(TimeSpan tick, long frames) => Health.CountTick(Now - _due, _tolerance, frames);

    public override void NoteDelivery(TimeSpan readySince) => Health.CountDelivery(Now - readySince, _tolerance);

    public override void Wake()
    {
        lock (_gate)
            Monitor.PulseAll(_gate);
    }

    public override void Stop()
    {
        lock (_gate)
        {
            _stopped = true;
            Monitor.PulseAll(_gate);
        }
    }

    private TimeSpan LastBoundary(TimeSpan time) => new(time.Ticks / _period.Ticks * _period.Ticks);
}
