namespace KosSound.Suites.Proofs.Measurement;

/// <summary>One number measured on a path whose true value a formula gives.</summary>
/// <param name="Measured">What the analysis said; null when it had no value.</param>
/// <param name="Expected">What the formula says, in the same unit.</param>
/// <param name="Sigma">Standard uncertainty the analysis stated; null where it states none.</param>
public sealed record AccuracyReading(double? Measured, double Expected, double? Sigma = null)
{
    /// <summary>Measured less expected; infinite when nothing was measured.</summary>
    public double Error => Measured is { } value ? value - Expected : double.PositiveInfinity;
}
