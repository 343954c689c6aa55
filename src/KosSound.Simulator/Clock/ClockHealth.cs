namespace KosSound.Simulator.Clock;

/// <summary>How well a clock kept time. Written by the clock's thread, read by any.</summary>
internal sealed class ClockHealth
{
    /// <summary>Lateness is counted in steps of a quarter of a millisecond, up to 250 ms.</summary>
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(0.25);

    private readonly Lock _lock = new();
    private readonly long[] _latenesses = new long[1_000];
    private long _ticks;
    private long _lateTicks;
    private long _lateFrames;
    private long _lateDeliveries;
    private TimeSpan _maxLateness;
    private long _stalls;
    private string? _latestStall;

    public void CountTick(TimeSpan lateness, TimeSpan tolerance, long frames)
    {
        lock (_lock)
        {
            _ticks++;
            _latenesses[(int)Math.Clamp(lateness / Step, 0, _latenesses.Length - 1)]++;
            if (lateness > _maxLateness)
                _maxLateness = lateness;
            if (lateness <= tolerance)
                return;
            _lateTicks++;
            _lateFrames += frames;
        }
    }

    public void CountDelivery(TimeSpan lateness, TimeSpan tolerance)
    {
        lock (_lock)
        {
            if (lateness > _maxLateness)
                _maxLateness = lateness;
            if (lateness > tolerance)
                _lateDeliveries++;
        }
    }

    public void CountStall(string owed)
    {
        lock (_lock)
        {
            _stalls++;
            _latestStall = owed;
        }
    }

    public SimulatorHealth Snapshot(long underrunFrames)
    {
        lock (_lock)
        {
            return new SimulatorHealth
            {
                Ticks = _ticks,
                LateTicks = _lateTicks,
                LateFrames = _lateFrames,
                LateDeliveries = _lateDeliveries,
                MaxLateness = _maxLateness,
                MedianLateness = LatenessOf(0.5),
                LatenessOf99Percent = LatenessOf(0.99),
                UnderrunFrames = underrunFrames,
                Stalls = _stalls,
                LatestStall = _latestStall,
            };
        }
    }

    /// <summary>The lateness a share of all ticks did not exceed, rounded up to a step.</summary>
    private TimeSpan LatenessOf(double share)
    {
        var left = share * _ticks;
        for (var i = 0; i < _latenesses.Length; i++)
        {
            left -= _latenesses[i];
            if (left <= 0)
                return _ticks == 0 ? TimeSpan.Zero : (i + 1) * Step;
        }
        return _maxLateness;
    }
}
