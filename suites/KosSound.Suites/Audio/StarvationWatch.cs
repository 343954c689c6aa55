namespace KosSound.Suites.Audio;

/// <summary>
/// Feels how late this process runs: a heartbeat on the threads that also receive what is recorded. A message that waits for a
/// thread, or for the processor, looks as if the device had delivered it late.
/// </summary>
public sealed class StarvationWatch : IDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(10);
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private readonly ITimer _timer;
    private TimeSpan _worst;
    private long _last;

    /// <param name="time">The clock recorded messages are stamped by.</param>
    public StarvationWatch(TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        _time = time;
        _last = time.GetTimestamp();
        _timer = time.CreateTimer(static watch => ((StarvationWatch)watch!).Feel(), this, Beat, Beat);
    }

    /// <summary>The longest a beat was late so far, one that is still awaited included.</summary>
    public TimeSpan Worst
    {
        get
        {
            Feel(isBeat: false);
            lock (_lock)
                return _worst;
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Feel(bool isBeat = true)
    {
        lock (_lock)
        {
            var late = _time.GetElapsedTime(_last) - Beat;
            _worst = late > _worst ? late : _worst;
            if (isBeat)
                _last = _time.GetTimestamp();
        }
    }
}
