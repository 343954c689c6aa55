namespace KosSound.Suites.Proofs;

/// <summary>Something the suite claims of itself, and shows by running it.</summary>
public interface IProof
{
    /// <summary>Its word in <c>selftest --WORD</c> and the stem of its files.</summary>
    string Name { get; }

    /// <summary>What it shows, one line for the help text.</summary>
    string Description { get; }

    /// <summary>Runs it.</summary>
    Task<ProofResult> RunAsync(ProofOptions options, CancellationToken stop);
}
