using System.Globalization;
using KosSound.Signals.Stimuli;

namespace KosSound.Analysis.Alignment;

/// <summary>
/// Looks for the marker at the speeds at which it sounds when one side runs at another standard rate than it says (44.1 for 48 kHz
/// and the like).
/// </summary>
internal static class WrongRateSearch
{
    private const double LargestRatio = 6.5;
    private static readonly int[] StandardRatesHz =
        [8_000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 64_000, 88_200, 96_000, 176_400, 192_000];

    /// <summary>The speed at which the marker is found best; null when it is at none.</summary>
    /// <param name="samples">Where to search.</param>
    /// <param name="channel">Recorded channel.</param>
    /// <param name="stimulus">What was played.</param>
    /// <param name="confidence">What it is found with at its own speed: a chirp is a little like itself at other speeds.</param>
    public static WrongRate? Find(CaptureSamples samples, int channel, Stimulus stimulus, double confidence)
    {
        var (playedHz, recordedHz) = (stimulus.Plan.Format.RateHz, samples.Format.RateHz);
        var candidates = StandardRatesHz.Where(hz => hz != playedHz).Select(hz => new WrongRate((double)playedHz / hz, string.Create(
                CultureInfo.InvariantCulture, $"as if it were played at {hz} Hz instead of {playedHz} Hz")))
            .Concat(StandardRatesHz.Where(hz => hz != recordedHz).Select(hz => new WrongRate((double)hz / recordedHz, string.Create(
                CultureInfo.InvariantCulture, $"as if it were recorded at {hz} Hz instead of {recordedHz} Hz"))))
            .Where(w => w.LengthRatio is > 1 / LargestRatio and < LargestRatio)
            .GroupBy(w => Math.Round(w.LengthRatio, 6))
            .Select(g => new WrongRate(g.First().LengthRatio, string.Join(", or ", g.Select(w => w.Cause).Distinct())));
        (WrongRate Rate, double Confidence)? best = null;
        foreach (var candidate in candidates)
        {
            var marker = ReferenceSound.OfFirstMarker(stimulus, candidate.LengthRatio * recordedHz);
            if (StimulusSearch.Find(samples, channel, marker) is not { } found || found.Confidence < MarkerSearch.LeastConfidence(marker.Markers[0]))
                continue;
            if (found.Confidence > 1.5 * confidence && (best is null || found.Confidence > best.Value.Confidence))
                best = (candidate, found.Confidence);
        }
        return best?.Rate;
    }
}

/// <summary>A speed at which sound arrives.</summary>
/// <param name="LengthRatio">Length captured over length played.</param>
/// <param name="Cause">What would make it so.</param>
internal sealed record WrongRate(double LengthRatio, string Cause)
{
    public string Sentence => string.Create(CultureInfo.InvariantCulture, $"the sound arrives {LengthRatio:F4} times as long as it was played, {Cause}");
}
