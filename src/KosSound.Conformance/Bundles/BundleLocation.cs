namespace KosSound.Conformance.Bundles;

/// <summary>Where the bundle of a run goes.</summary>
public sealed record BundleLocation
{
    /// <summary>The folder that gets one folder per run, usually <c>reports</c>; created when missing.</summary>
    public required string ReportsRoot { get; init; }

    /// <summary>The folder that becomes the bundle itself (<c>--out</c>); null to make one named after the run in <see cref="ReportsRoot"/>.</summary>
    public string? OutDir { get; init; }

    /// <summary>Opens the files; replaced in tests to make a disk run full.</summary>
    public BundleDisk Disk { get; init; } = new();
}
