using System.Diagnostics;
using System.Globalization;

namespace KosSound.SelfTests.Simulator.Engine;

/// <summary>Watches what this machine does beside this process, and how late it wakes a thread that has nothing to do.</summary>
/// <remarks>
/// The share of others is counted by the kernel and knows nothing of this process's threads; the waker shares their cores and their
/// garbage collections, so that it tells what any device's clock had to live with, but excuses nothing.
/// </remarks>
internal sealed class MachineWatch
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(5);

    private readonly List<TimeSpan> _lateness = [];
    private readonly Thread _waker;
    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly TimeSpan? _machine = MachineTime();
    private readonly TimeSpan _own = Environment.CpuUsage.TotalTime;
    private readonly TimeSpan _pauses = GC.GetTotalPauseDuration();
    private volatile bool _stopped;

    public MachineWatch()
    {
        _waker = new Thread(Wake) { IsBackground = true, Name = "machine watch" };
        _waker.Start();
    }

    /// <summary>What was seen since the beginning.</summary>
    public MachineReading Stop()
    {
        _stopped = true;
        _waker.Join();
        _lateness.Sort();
        return new MachineReading
        {
            OthersShare = MachineTime() is { } machine && _machine is { } before
                ? Math.Max(0, (machine - before - (Environment.CpuUsage.TotalTime - _own)) / (Stopwatch.GetElapsedTime(_started) * Environment.ProcessorCount))
                : null,
            WorstWake = _lateness[^1],
            WakeOf99Percent = _lateness[(int)(_lateness.Count * 0.99)],
            Pauses = GC.GetTotalPauseDuration() - _pauses,
        };
    }

    /// <summary>Waits as the device's clock does.</summary>
    private void Wake()
    {
        var gate = new object();
        lock (gate)
        {
            do
            {
                var slept = Stopwatch.GetTimestamp();
                Monitor.Wait(gate, Period);
                _lateness.Add(Stopwatch.GetElapsedTime(slept) - Period);
            }
            while (!_stopped);
        }
    }

    /// <summary>Time all cores together were busy or taken by the machine's host; null where the kernel does not tell.</summary>
    /// <remarks>proc(5), /proc/stat, first line: user, nice, system, idle, iowait, irq, softirq and steal in units of 10 ms.</remarks>
    private static TimeSpan? MachineTime()
    {
        if (!OperatingSystem.IsLinux())
            return null;
        var counts = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return 10 * TimeSpan.FromMilliseconds(new[] { 1, 2, 3, 6, 7, 8 }.Sum(i => long.Parse(counts[i], CultureInfo.InvariantCulture)));
    }
}

/// <summary>What a machine did during a measurement.</summary>
internal sealed record MachineReading
{
    /// <summary>Others may take this much of all cores: the kernel's own threads and idle programs.</summary>
    private const double Quiet = 0.05;

    /// <summary>Share of all cores that other processes, and other machines of the same host, took: 0 to 1. Null where it is not known.</summary>
    public required double? OthersShare { get; init; }

    /// <summary>Longest time an idle thread was woken late.</summary>
    public required TimeSpan WorstWake { get; init; }

    /// <summary>Time that 99 % of the wakes were not later than.</summary>
    public required TimeSpan WakeOf99Percent { get; init; }

    /// <summary>All pauses of the garbage collector together.</summary>
    public required TimeSpan Pauses { get; init; }

    /// <summary>True when the cores were this process's own, so that whatever was late was late by its own doing.</summary>
    public bool WasQuiet => OthersShare <= Quiet;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"others took {(OthersShare is { } share ? $"{100 * share:0.0}" : "an unknown share, in")} % of the cores, at most {100 * Quiet:0} % is a quiet machine; an idle thread was woken up to {WorstWake.TotalMilliseconds:0.0} ms late, 99 % within {WakeOf99Percent.TotalMilliseconds:0.0} ms; the garbage collector paused for {Pauses.TotalMilliseconds:0.0} ms in all");
}
