namespace KosSound.Simulator.Clock;

/// <summary>Device time as a time provider: stamps and timers move only when the device's clock is moved on.</summary>
internal sealed class SimulatedTime : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<DeviceTimer> _timers = [];
    private readonly DateTimeOffset _startUtc;
    private readonly Action _changed;
    private long _now;
    private int _running;

    /// <param name="startUtc">Calendar time at device time 0.</param>
    /// <param name="changed">Called after a timer was set and after one has run, outside of all locks.</param>
    public SimulatedTime(DateTimeOffset startUtc, Action changed)
    {
        _startUtc = startUtc;
        _changed = changed;
    }

    public TimeSpan Now => new(Volatile.Read(ref _now));

    /// <summary>Timer callbacks that were fired and have not returned.</summary>
    public int RunningCallbacks => Volatile.Read(ref _running);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Volatile.Read(ref _now);

    public override DateTimeOffset GetUtcNow() => _startUtc + Now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new DeviceTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>When the next timer is due; null when none is set.</summary>
    public TimeSpan? NextDue()
    {
        lock (_lock)
        {
            long? earliest = null;
            foreach (var timer in _timers)
                if (earliest is null || timer.Due < earliest)
                    earliest = timer.Due;
            return earliest is { } due ? new TimeSpan(due) : null;
        }
    }

    /// <summary>Moves the time on; timers fire with <see cref="FireDue"/>.</summary>
    public void MoveTo(TimeSpan time) => Volatile.Write(ref _now, time.Ticks);

    /// <summary>Queues the callbacks of all timers that are due.</summary>
    public void FireDue()
    {
        lock (_lock)
        {
            for (var i = _timers.Count - 1; i >= 0; i--)
            {
                var timer = _timers[i];
                if (timer.Due > _now)
                    continue;
                if (timer.Period > 0)
                    timer.Due = Math.Max(timer.Due + timer.Period, _now + 1);
                else
                    _timers.RemoveAt(i);
                Interlocked.Increment(ref _running);
                ThreadPool.UnsafeQueueUserWorkItem(timer, preferLocal: false);
            }
        }
    }

    private void CallbackReturned()
    {
        Interlocked.Decrement(ref _running);
        _changed();
    }

    /// <summary>One timer; <see cref="Due"/> and <see cref="Period"/> in 100 ns, under the lock of the time.</summary>
    private sealed class DeviceTimer(SimulatedTime time, TimerCallback callback, object? state) : ITimer, IThreadPoolWorkItem
    {
        private readonly ExecutionContext? _context = ExecutionContext.Capture();

        public long Due { get; set; }

        public long Period { get; private set; }

        private bool Disposed { get; set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._lock)
            {
                if (Disposed)
                    return false;
                time._timers.Remove(this);
                Period = period > TimeSpan.Zero ? period.Ticks : 0;
                if (dueTime != Timeout.InfiniteTimeSpan)
                {
                    ArgumentOutOfRangeException.ThrowIfLessThan(dueTime, TimeSpan.Zero);
                    Due = time._now + dueTime.Ticks;
                    time._timers.Add(this);
                }
            }

            time._changed();
            return true;
        }

        public void Execute()
        {
            try
            {
                if (_context is null)
                    callback(state);
                else
                    ExecutionContext.Run(_context, static timer => ((DeviceTimer)timer!).Call(), this);
            }
            finally
            {
                time.CallbackReturned();
            }
        }

        public void Dispose()
        {
            lock (time._lock)
            {
                Disposed = true;
                time._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Call() => callback(state);
    }
}
