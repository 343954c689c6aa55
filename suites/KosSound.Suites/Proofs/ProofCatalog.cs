namespace KosSound.Suites.Proofs;

/// <summary>Every proof of the suite, in the order in which one builds on the other.</summary>
public static class ProofCatalog
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<IProof> All { get; } = [new Measurement.MeasurementProof(), new Contract.ContractClaim(), new Boundaries.BoundaryProof(), new Detection.DetectionProof()];
}
