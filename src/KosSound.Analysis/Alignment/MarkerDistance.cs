using System.Globalization;

namespace KosSound.Analysis.Alignment;

/// <summary>
/// Two markers of a capture that lie elsewhere to each other than in the stimulus: another stimulus was played, since all have the
/// same markers, or more sound was lost or inserted than can be followed.
/// </summary>
/// <param name="CapturedSeconds">Distance in the capture.</param>
/// <param name="PlayedSeconds">Distance of the first and last marker in the stimulus.</param>
internal sealed record MarkerDistance(double CapturedSeconds, double PlayedSeconds)
{
    private const double LeastGainRatio = 0.5;

    /// <summary>The distance as a sentence.</summary>
    public string Sentence => string.Create(CultureInfo.InvariantCulture,
        $"the stimulus is not the one played, or {Math.Abs(CapturedSeconds - PlayedSeconds):F3} s {(CapturedSeconds < PlayedSeconds ? "of it are missing" : "were inserted")}: its markers are {PlayedSeconds:F3} s apart, and {CapturedSeconds:F3} s in the capture");

    /// <summary>Looks for a second marker where none should be; null where there is none, or both are where they should be.</summary>
    /// <param name="samples">Where to search.</param>
    /// <param name="reference">What was played, with at least two markers.</param>
    /// <param name="lead">The one marker that was found, without another at its distance.</param>
    public static MarkerDistance? Odd(CaptureSamples samples, ReferenceSound reference, MarkerLine lead)
    {
        var (template, hit) = lead.Surest;
        var other = MarkerSearch.Scan(samples, lead.Channel, template, -template.Samples.Length / 4, samples.Frames)
            .Where(p => Math.Abs(p.Frame - hit.Frame) > template.Samples.Length && Math.Abs(p.Gain) >= LeastGainRatio * Math.Abs(hit.Gain))
            .OrderByDescending(p => Math.Abs(p.Gain))
            .Select(p => MarkerSearch.Refine(samples, lead.Channel, template, p.Frame, 0))
            .FirstOrDefault(h => h.Confidence >= MarkerSearch.LeastAlone);
        if (other.Confidence < MarkerSearch.LeastAlone)
            return null;
        var played = (double)(reference.Markers[^1].Start - reference.Markers[0].Start) / reference.RateHz;
        var captured = Math.Abs(other.Frame - hit.Frame) / reference.RateHz;
        return Math.Abs(captured - played) > SweepTransfer.LagSeconds ? new MarkerDistance(captured, played) : null;
    }
}
