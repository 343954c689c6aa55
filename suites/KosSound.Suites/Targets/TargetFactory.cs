using KosSound.Conformance.Configuration;
using KosSound.Suites.Session;

namespace KosSound.Suites.Targets;

/// <summary>Opens what <c>--target</c> names.</summary>
public static class TargetFactory
{
    /// <summary>Starts a simulator, in this process or in a container, or names a device.</summary>
    /// <exception cref="ConfigurationException">The options do not fit the target, or the device file is wrong.</exception>
    /// <exception cref="Containers.ContainerException">A container cannot be had on this machine.</exception>
    public static async Task<Target> OpenAsync(TargetSpec spec, SessionOptions options, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(options);
        if (spec.Kind == TargetKind.Simulator)
            return await EmbeddedTarget.StartAsync(options, cancellation);
        if (spec.Kind == TargetKind.Container)
            return await ContainerTarget.StartAsync(spec.Image, options, cancellation);
        if (options.DeviceFile is not null || options.Faults.Count > 0)
            throw new ConfigurationException($"--device and --fault describe a simulator and cannot change --target {options.Target}");
        return new RemoteTarget(spec.Endpoint!);
    }
}
