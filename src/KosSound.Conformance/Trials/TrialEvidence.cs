using KosSound.Conformance.Records;

namespace KosSound.Conformance.Trials;

/// <summary>Chooses what of a trial the report draws.</summary>
public static class TrialEvidence
{
    private const string Deviation = "response.deviation_db";

    /// <summary>Curves, the mask they were judged by, and the latencies of all plays.</summary>
    public static FormatEvidence Of(TrialResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return new FormatEvidence
        {
            Format = result.Plan.Format.Id,
            Curves = result.Measurement.Curves,
            Mask = Mask(result.Plan),
            PlayLatenciesMs = result.Measurement.PlayLatenciesMs,
        };
    }

    private static IReadOnlyList<MaskPoint> Mask(TrialPlan plan)
    {
        if (plan.Profile.Limits.GetValueOrDefault(Deviation)?.High is not { } db)
            return [];
        var (lowHz, highHz) = plan.Profile.BandOf(plan.Format);
        return [new MaskPoint(lowHz, -db, db), new MaskPoint(highHz, -db, db)];
    }
}
