using System.Collections.Concurrent;

namespace KosSound.Device.Playback;

/// <summary>
/// Knows every play of this process that is under way and stops them all when the process ends or is told to stop: a robot must
/// not go on shrieking because a test bench was interrupted.
/// </summary>
public static class PlayingGuard
{
    /// <summary>How long the end of the process waits for cancelled calls to leave the machine.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromMilliseconds(500);

    private static readonly ConcurrentDictionary<Guarded, byte> Playing = new();

    static PlayingGuard()
    {
        AppDomain.CurrentDomain.ProcessExit += (_, _) => StopAll();
        AppDomain.CurrentDomain.UnhandledException += (_, _) => StopAll();
    }

    /// <summary>Number of plays under way in this process.</summary>
    public static int PlayingCount => Playing.Count;

    /// <summary>Cancels every play under way and waits up to half a second until the cancellations are sent.</summary>
    public static void StopAll()
    {
        var calls = Playing.Keys.ToArray();
        foreach (var call in calls)
            call.Stop();
        if (calls.Length > 0)
            SpinWait.SpinUntil(() => calls.All(call => !Playing.ContainsKey(call)), Farewell);
    }

    /// <summary>Watches a call until the answer is disposed of.</summary>
    internal static IDisposable Watch(CancellationTokenSource call)
    {
        var guarded = new Guarded(call);
        Playing[guarded] = 0;
        return guarded;
    }

    private sealed class Guarded(CancellationTokenSource call) : IDisposable
    {
        public void Stop()
        {
            try
            {
                call.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // It ended by itself.
            }
        }

        public void Dispose() => Playing.TryRemove(this, out _);
    }
}
