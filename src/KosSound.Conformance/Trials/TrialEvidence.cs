using KosSound.Conformance.Records;
using KosSound.Conformance.Verdicts;

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
            Mask = MaskOf(result.Plan.Format, result.Plan.Profile),
            PlayLatenciesMs = result.Measurement.PlayLatenciesMs,
            Parts = result.Measurement.Parts,
        };
    }

    /// <summary>The mask a profile judges a format's response by; empty when it does not.</summary>
    public static IReadOnlyList<MaskPoint> MaskOf(FormatRecord format, Profile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        if (profile.Limits.GetValueOrDefault(Deviation)?.High is not { } db)
            return [];
        var (lowHz, highHz) = profile.BandOf(format);
        return [new MaskPoint(lowHz, -db, db), new MaskPoint(highHz, -db, db)];
    }
}
