namespace KosSound.Suites.Proofs;

/// <summary>How a proof is run.</summary>
public sealed record ProofOptions
{
    /// <summary>Decides everything random.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>True takes as many repetitions as the published figures need; false is the quick form.</summary>
    public bool Full { get; init; }

    /// <summary>Repetitions of the proofs that count, for a run that has less or more time than either form; null takes those of the form.</summary>
    public int? Trials { get; init; }

    /// <summary>Where its files will go: a long proof keeps there what it has scored, and goes on from it; null keeps nothing.</summary>
    public string? Folder { get; init; }

    /// <summary>Told a line now and then, from any thread.</summary>
    public Action<string> Tell { get; init; } = static _ => { };
}
