using KosSound.Analysis.Metrics;

namespace KosSound.Conformance.Records;

/// <summary>Curves of another run, or of a golden unit, that the report lays under those of this run.</summary>
/// <param name="RunId">The run they come from.</param>
/// <param name="Evidence">Per format.</param>
public sealed record BaselineEvidence(string RunId, IReadOnlyList<FormatEvidence> Evidence)
{
    /// <summary>What is worth laying under: everything but waveforms, which differ by when the recording began, masks and parts.</summary>
    public static BaselineEvidence Of(string runId, IReadOnlyList<FormatEvidence> evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        return new BaselineEvidence(runId, [.. evidence.Select(e => new FormatEvidence
        {
            Format = e.Format,
            Curves = [.. e.Curves.Where(c => c.Kind != CurveKind.Waveform)],
            PlayLatenciesMs = e.PlayLatenciesMs,
        })]);
    }
}
