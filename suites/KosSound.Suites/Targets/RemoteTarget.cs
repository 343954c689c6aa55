using KosSound.Device;

namespace KosSound.Suites.Targets;

/// <summary>A robot, or anything else that listens at an address.</summary>
public sealed class RemoteTarget(Uri endpoint) : Target
{
    public override DeviceOptions ClientOptions { get; } = new() { Endpoint = endpoint };

    public override string Kind => "device";

    public override string CommandLine => $"--target {endpoint.Authority}";

    public override bool LoopIsProven => false;

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
