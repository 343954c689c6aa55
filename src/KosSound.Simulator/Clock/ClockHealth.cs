namespace KosSound.Simulator.Clock;

/// <summary>How well a clock kept time. Written by the clock's thread, read by any.</summary>
internal sealed class ClockHealth
{
    private readonly Lock _lock = new();
    private long _ticks;
    private long _lateTicks;
    private long _lateFrames;
    private TimeSpan _maxLateness;
    private long _stalls;
    private string? _latestStall;

    public void CountTick(TimeSpan lateness, TimeSpan tolerance, long frames)
    {
        lock (_lock)
        {
            _ticks++;
            if (lateness > _maxLateness)
                _maxLateness = lateness;
            if (lateness <= tolerance)
                return;
            _lateTicks++;
            _lateFrames += frames;
        }
    }

    public void CountDelivery(TimeSpan lateness)
    {
        lock (_lock)
        {
            if (lateness > _maxLateness)
                _maxLateness = lateness;
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
                MaxLateness = _maxLateness,
                UnderrunFrames = underrunFrames,
                Stalls = _stalls,
                LatestStall = _latestStall,
            };
        }
    }
}
