namespace KosSound.Suites.Proofs.Contract;

/// <summary>Which clauses are tried on a misbehaviour.</summary>
public enum ProofBreadth
{
    /// <summary>Its own, those of the same family, and the few that most misbehaviours could upset; none but its own takes wall time.</summary>
    Neighbours,

    /// <summary>Its own, and every clause that is not about the wall clock.</summary>
    Usual,

    /// <summary>Every clause.</summary>
    Full,
}

/// <summary>How the contract suite is proven.</summary>
public sealed record ContractProofOptions
{
    /// <summary>Decides probes and shuffles.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Misbehaviours tried at the same time in simulated time, each on a simulator of its own: enough that one which waits keeps no other waiting.</summary>
    public int Parallel { get; init; } = 4;

    /// <summary>Misbehaviours tried at the same time in real time, before the others: their clauses mostly wait, and would be late beside those that compute.</summary>
    public int ParallelInRealTime { get; init; } = 6;

    /// <summary>Clauses tried on every misbehaviour.</summary>
    public ProofBreadth Breadth { get; init; } = ProofBreadth.Usual;

    /// <summary>Only these misbehaviours; null takes all.</summary>
    public IReadOnlyCollection<string>? Only { get; init; }
}
