using System.Globalization;
using KosSound.Device;
using KosSound.Suites.Targets;

namespace KosSound.SelfTests.Interop;

/// <summary>The Python device as a target that tells when its process was late on this machine.</summary>
internal sealed class PythonTarget(PythonDevice device) : Target
{
    public override DeviceOptions ClientOptions { get; } = new() { Endpoint = device.Endpoint };

    public override string Kind => "device";

    public override string CommandLine => $"--target {device.Endpoint.Authority}";

    public override bool LoopIsProven => true;

    public override string? TakeTrouble() => device.TakeLateness() is { Ticks: > 0 } late
        ? string.Create(CultureInfo.InvariantCulture, $"device.py itself was up to {late.TotalMilliseconds:0} ms late on this machine")
        : null;

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
