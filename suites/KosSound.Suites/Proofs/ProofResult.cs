namespace KosSound.Suites.Proofs;

/// <summary>What a proof showed.</summary>
public sealed record ProofResult
{
    /// <summary>True when everything that is claimed was seen to hold.</summary>
    public required bool Holds { get; init; }

    /// <summary>True when it does not hold only because this machine was too slow to tell.</summary>
    public bool IsInconclusive { get; init; }

    /// <summary>For the terminal.</summary>
    public required string Table { get; init; }

    /// <summary>File name to text, for example <c>detection.json</c> and <c>detection.html</c>.</summary>
    public required IReadOnlyDictionary<string, string> Files { get; init; }
}
