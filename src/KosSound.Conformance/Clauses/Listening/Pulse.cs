using System.Diagnostics;

namespace KosSound.Conformance.Clauses.Listening;

/// <summary>Watches how late this machine runs what is due, so that a device is not blamed for it.</summary>
internal sealed class Pulse : IAsyncDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(10);
    private readonly PeriodicTimer _timer = new(Beat);
    private readonly Task _beating;
    private long _latestTicks;

    public Pulse() => _beating = Task.Run(BeatAsync);

    /// <summary>Longest time by which a beat came late so far.</summary>
    public TimeSpan MaxLateness => new(Interlocked.Read(ref _latestTicks));

    public async ValueTask DisposeAsync()
    {
        _timer.Dispose();
        await _beating;
    }

    private async Task BeatAsync()
    {
        var last = Stopwatch.GetTimestamp();
        while (await _timer.WaitForNextTickAsync())
        {
            var late = Stopwatch.GetElapsedTime(last) - Beat;
            last = Stopwatch.GetTimestamp();
            if (late.Ticks > MaxLateness.Ticks)
                Interlocked.Exchange(ref _latestTicks, late.Ticks);
        }
    }
}
