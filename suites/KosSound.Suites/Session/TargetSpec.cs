using KosSound.Conformance.Configuration;
using KosSound.Device;

namespace KosSound.Suites.Session;

/// <summary>What <c>--target</c> names.</summary>
/// <param name="Kind">How it is reached.</param>
/// <param name="Endpoint">Address of a device; null otherwise.</param>
/// <param name="Image">Container image; null for the default or where it does not apply.</param>
public sealed record TargetSpec(TargetKind Kind, Uri? Endpoint, string? Image)
{
    /// <summary>The word for the simulator inside this process.</summary>
    public const string Embedded = "embedded";
    private const string Container = "container";

    /// <summary>Reads the text of <c>--target</c>.</summary>
    /// <exception cref="ConfigurationException">It is none of the three forms.</exception>
    public static TargetSpec Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text == Embedded)
            return new TargetSpec(TargetKind.Simulator, null, null);
        if (text == Container)
            return new TargetSpec(TargetKind.Container, null, null);
        if (text.StartsWith(Container + ":", StringComparison.Ordinal) && text.Length > Container.Length + 1)
            return new TargetSpec(TargetKind.Container, null, text[(Container.Length + 1)..]);
        return new TargetSpec(TargetKind.Device, EndpointOf(text), null);
    }

    /// <summary>Reads HOST:PORT.</summary>
    /// <exception cref="ConfigurationException">It is not an address.</exception>
    public static Uri EndpointOf(string text)
    {
        try
        {
            return DeviceOptions.ParseEndpoint(text);
        }
        catch (FormatException e)
        {
            throw new ConfigurationException($"--{e.Message}", e);
        }
    }
}

/// <summary>How a target is reached.</summary>
public enum TargetKind
{
    /// <summary>The simulator inside this process, over a real loopback socket.</summary>
    Simulator,

    /// <summary>Something that listens at an address.</summary>
    Device,

    /// <summary>The simulator in a container started for the run.</summary>
    Container,
}
