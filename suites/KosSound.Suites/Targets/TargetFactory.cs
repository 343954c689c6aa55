using KosSound.Conformance.Configuration;
using KosSound.Suites.Session;

namespace KosSound.Suites.Targets;

/// <summary>Opens what <c>--target</c> names.</summary>
public static class TargetFactory
{
    /// <summary>Starts the embedded simulator, or names a device.</summary>
    /// <exception cref="ConfigurationException">The options do not fit the target, or the device file is wrong.</exception>
    public static async Task<Target> OpenAsync(TargetSpec spec, SessionOptions options, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(options);
        if (spec.Kind == TargetKind.Simulator)
            return await EmbeddedTarget.StartAsync(options, cancellation);
        if (options.DeviceFile is not null || options.Faults.Count > 0)
            throw new ConfigurationException($"--device and --fault describe the embedded simulator and cannot change --target {options.Target}");
        return spec.Endpoint is { } endpoint
            ? new RemoteTarget(endpoint)
            : throw new ConfigurationException("--target container is not part of this version: start the image yourself and name its HOST:PORT");
    }
}
