using System.Diagnostics;

namespace KosSound.Device;

/// <summary>
/// A deadline that neither fires because simulated time runs fast nor hangs because it stands still: it expires once both real
/// time and the device's clock have passed it, or the device's clock has not moved for the stand-still time, or crawls so that
/// real time has passed it many times over.
/// </summary>
internal sealed class Patience : IDisposable
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(100);
    private const int Crawl = 3;
    private readonly CancellationTokenSource _source;
    private readonly TimeProvider _time;
    private readonly TimeSpan _standStill;
    private readonly Timer _timer;
    private readonly Lock _lock = new();
    private TimeSpan _allowed = Timeout.InfiniteTimeSpan;
    private long _realStart;
    private long _start;
    private long _lastSeen;
    private long _realLastMoved;
    private bool _disposed;

    public Patience(TimeProvider time, TimeSpan standStill, CancellationToken outer)
    {
        _time = time;
        _standStill = standStill;
        _source = CancellationTokenSource.CreateLinkedTokenSource(outer);
        _timer = new Timer(static state => ((Patience)state!).Look(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Cancelled on expiry, and with the token given at creation.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>True once the time is up.</summary>
    public bool Expired { get; private set; }

    /// <summary>How long the current wait may last.</summary>
    public TimeSpan Allowed => _allowed;

    /// <summary>Starts the wait anew.</summary>
    public void Allow(TimeSpan duration)
    {
        lock (_lock)
        {
            _allowed = duration;
            _realStart = _realLastMoved = Stopwatch.GetTimestamp();
            _start = _lastSeen = _time.GetTimestamp();
            if (!_disposed)
                _timer.Change(Glance, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose()
    {
        lock (_lock)
            _disposed = true;
        _timer.Dispose();
        _source.Dispose();
    }

    private void Look()
    {
        lock (_lock)
        {
            if (_disposed || Expired)
                return;
            var now = _time.GetTimestamp();
            if (now != _lastSeen)
                (_lastSeen, _realLastMoved) = (now, Stopwatch.GetTimestamp());
            var real = Stopwatch.GetElapsedTime(_realStart);
            var isOver = real >= _allowed
                && (real >= Crawl * (_allowed + _standStill) || _time.GetElapsedTime(_start, now) >= _allowed || Stopwatch.GetElapsedTime(_realLastMoved) >= _standStill);
            Expired = isOver;
            if (!isOver)
            {
                _timer.Change(Glance, Timeout.InfiniteTimeSpan);
                return;
            }
        }

        try
        {
            _source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The call ended in this moment: nothing is left to cancel.
        }
    }
}
