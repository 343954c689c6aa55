using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace KosSound.Suites.Containers;

/// <summary>A process by which a container lives, so that a later run can tell whether it is still there.</summary>
/// <param name="Machine">Where its number counts: host name and, on Linux, its PID namespace.</param>
/// <param name="ProcessId">Its number.</param>
/// <param name="Started">When it started, in a form that survives changes of the wall clock; a number used again has another one.</param>
public sealed record OwningProcess(string Machine, int ProcessId, string Started)
{
    private const char Separator = '|';

    /// <summary>This process.</summary>
    public static OwningProcess Current { get; } = Of(Environment.ProcessId) ?? new(ThisMachine(), Environment.ProcessId, "unknown");

    /// <summary>A process of this machine; null when there is none of that number.</summary>
    public static OwningProcess? Of(int processId) => StartOf(processId) is { } started ? new(ThisMachine(), processId, started) : null;

    /// <summary>Reads a label.</summary>
    /// <returns>Null when it is none of ours.</returns>
    public static OwningProcess? Parse(string label)
    {
        ArgumentNullException.ThrowIfNull(label);
        return label.Split(Separator) is [var machine, var id, var started] && int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var processId)
            ? new OwningProcess(machine, processId, started)
            : null;
    }

    /// <summary>True when it is known to have ended. A process of another machine is never known to have.</summary>
    public bool IsGone() => Machine == Current.Machine && StartOf(ProcessId) != Started;

    /// <summary>The label.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Machine}{Separator}{ProcessId}{Separator}{Started}");

    private static string ThisMachine()
    {
        var space = OperatingSystem.IsLinux() ? File.ResolveLinkTarget("/proc/self/ns/pid", returnFinalTarget: false)?.Name : null;
        return space is null ? Environment.MachineName : $"{Environment.MachineName}/{space}";
    }

    private static string? StartOf(int processId)
    {
        try
        {
            return OperatingSystem.IsLinux() ? LinuxStartOf(processId) : PortableStartOf(processId);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException or Win32Exception)
        {
            return null;
        }
    }

    // Clock ticks since boot, field 22 of proc_pid_stat(5), and which boot: neither moves when the wall clock is set.
    // The name, field 2, may hold anything, so that counting begins behind its last parenthesis. A zombie has ended.
    private static string? LinuxStartOf(int processId)
    {
        var text = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/stat"));
        var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
        return fields[0] is "Z" or "X" ? null : $"{File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim()}:{fields[19]}";
    }

    private static string PortableStartOf(int processId)
    {
        using var process = Process.GetProcessById(processId);
        return process.StartTime.ToUniversalTime().Ticks.ToString(CultureInfo.InvariantCulture);
    }
}
