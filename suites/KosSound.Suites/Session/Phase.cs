namespace KosSound.Suites.Session;

/// <summary>Parts of a run, in their order: cheap and safe first, what may kill a device last. They are NUnit categories.</summary>
public static class Phase
{
    public const string Discovery = "discovery";
    public const string SafeContract = "contract-safe";
    public const string Audio = "audio";
    public const string HostileContract = "contract-hostile";

    /// <summary>All phases in order.</summary>
    public static IReadOnlyList<string> InOrder { get; } = [Discovery, SafeContract, Audio, HostileContract];
}
