namespace KosSound.Suites.Containers;

/// <summary>What to start.</summary>
public sealed record ContainerRequest
{
    /// <summary>Name of the image.</summary>
    public required string Image { get; init; }

    /// <summary>Content of the device file: YAML, UTF-8.</summary>
    public required ReadOnlyMemory<byte> DeviceFile { get; init; }

    /// <summary>Faults it is given, <c>NAME[=VALUE]</c>.</summary>
    public IReadOnlyList<string> Faults { get; init; } = [];

    /// <summary>Seed of everything random in it.</summary>
    public int Seed { get; init; } = 1;
}
