using System.Globalization;
using KosSound.Device;

namespace KosSound.Suites.Targets;

/// <summary>A robot, or anything else that listens at an address.</summary>
public sealed class RemoteTarget(Uri endpoint) : Target
{
    private readonly HealthQuestion _health = new(endpoint);
    private long _lateSeen;

    public override DeviceOptions ClientOptions { get; } = new() { Endpoint = endpoint };

    public override string Kind => "device";

    public override string CommandLine => $"--target {endpoint.Authority}";

    public override bool LoopIsProven => false;

    /// <summary>A simulator in another process of this machine says when it was late for want of a faster machine.</summary>
    public override string? TakeTrouble()
    {
        if (Task.Run(_health.AskAsync).GetAwaiter().GetResult() is not { } health || health.LateFrames + health.LateDeliveries == _lateSeen)
            return null;
        _lateSeen = health.LateFrames + health.LateDeliveries;
        return string.Create(CultureInfo.InvariantCulture, $"the simulator at {endpoint.Authority} was up to {health.MaxLateness.TotalMilliseconds:F0} ms late on this machine");
    }

    public override ValueTask DisposeAsync()
    {
        _health.Dispose();
        return ValueTask.CompletedTask;
    }
}
