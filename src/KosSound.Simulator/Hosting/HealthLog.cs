using System.Globalization;
using System.Text.RegularExpressions;

namespace KosSound.Simulator.Hosting;

/// <summary>Writes down when the simulator was late for want of a faster machine, so that whoever judges captures can tell.</summary>
public static partial class HealthLog
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(100);

    /// <summary>Writes a line whenever frames passed in late ticks, or recorded messages were late, since the last line, until cancelled.</summary>
    internal static async Task WriteAsync(SimulatedDevice device, TextWriter log, CancellationToken end)
    {
        using var timer = new PeriodicTimer(Period);
        var told = 0L;
        try
        {
            while (await timer.WaitForNextTickAsync(end))
            {
                var health = device.Health;
                if (health.LateFrames + health.LateDeliveries == told)
                    continue;
                told = health.LateFrames + health.LateDeliveries;
                await log.WriteLineAsync(Line(health));
                await log.FlushAsync(end);
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
        }
    }

    /// <summary>One line.</summary>
    public static string Line(SimulatorHealth health)
    {
        ArgumentNullException.ThrowIfNull(health);
        return string.Create(CultureInfo.InvariantCulture, $"late: {health.LateFrames} frames in {health.LateTicks} ticks and {health.LateDeliveries} messages so far, up to {health.MaxLateness.TotalMilliseconds:F1} ms");
    }

    /// <summary>Finds the last such line in a log.</summary>
    /// <returns>Frames and messages that were late and the longest lateness so far; null when nothing was late.</returns>
    public static (long LateFrames, long LateDeliveries, TimeSpan MaxLateness)? Last(string log)
    {
        ArgumentNullException.ThrowIfNull(log);
        var lines = Pattern().Matches(log);
        if (lines.Count == 0)
            return null;
        var groups = lines[^1].Groups;
        return (long.Parse(groups[1].ValueSpan, CultureInfo.InvariantCulture),
            long.Parse(groups[2].ValueSpan, CultureInfo.InvariantCulture),
            TimeSpan.FromMilliseconds(double.Parse(groups[3].ValueSpan, CultureInfo.InvariantCulture)));
    }

    [GeneratedRegex(@"^late: ([0-9]+) frames in [0-9]+ ticks and ([0-9]+) messages so far, up to ([0-9.]+) ms\r?$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
