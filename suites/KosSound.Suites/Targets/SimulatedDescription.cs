using KosSound.Conformance.Configuration;
using KosSound.Signals;
using KosSound.Simulator.Descriptions;
using KosSound.Simulator.DeviceFiles;
using KosSound.Simulator.Faults;
using KosSound.Suites.Session;

namespace KosSound.Suites.Targets;

/// <summary>The simulated device a command line describes.</summary>
public static class SimulatedDescription
{
    /// <summary>Options of a command line that describe the same device again; empty for the reference device.</summary>
    public static IReadOnlyList<string> Options(SessionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        string[] device = options.DeviceFile is { } file ? [$"--device {ShellWord.Quote(file)}"] : [];
        return [.. device, .. options.Faults.Select(fault => $"--fault {ShellWord.Quote(fault)}")];
    }

    /// <summary>The loop a device file says its device has; digital for the reference device.</summary>
    /// <exception cref="ConfigurationException">The file is wrong; every error with its place.</exception>
    public static LoopbackKind LoopOf(string? deviceFile) => Read(deviceFile, []).Loop switch
    {
        LoopKind.Electrical => LoopbackKind.Electrical,
        LoopKind.Acoustic => LoopbackKind.Acoustic,
        _ => LoopbackKind.Digital,
    };

    /// <summary>Reads a device file and gives the device its faults.</summary>
    /// <param name="deviceFile">Path, or name of a shipped device; null for the reference device.</param>
    /// <param name="faults"><c>NAME[=VALUE]</c>, applied in this order.</param>
    /// <exception cref="ConfigurationException">The file or a fault is wrong; every error with its place.</exception>
    public static DeviceDescription Read(string? deviceFile, IReadOnlyList<string> faults)
    {
        ArgumentNullException.ThrowIfNull(faults);
        try
        {
            var device = deviceFile is null ? DeviceFile.Reference : DeviceFile.Load(deviceFile);
            return FaultCatalog.Apply(faults, device);
        }
        catch (DeviceFileException e)
        {
            throw new ConfigurationException([.. e.Errors.Select(error => error.ToString())]);
        }
        catch (FormatException e)
        {
            throw new ConfigurationException($"--fault: {e.Message}", e);
        }
    }
}
