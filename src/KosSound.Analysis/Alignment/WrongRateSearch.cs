using System.Globalization;
using KosSound.Signals.Stimuli;

namespace KosSound.Analysis.Alignment;

/// <summary>
/// Looks for the markers at the speeds at which they sound when one side runs at another rate than it says: at another standard
/// one (44.1 for 48 kHz and the like), or at its own divided down from the clock of the other family (14.7 for 16 kHz).
/// </summary>
internal static class WrongRateSearch
{
    private const double LargestRatio = 6.5;

    /// <summary>44.1 over 48 kHz.</summary>
    private const double FamilyRatio = 147.0 / 160;

    /// <summary>
    /// What one marker alone needs: that of a stimulus of 8 kHz reaches 0.7 at a sixth of its length, where it is so short that
    /// any sound is a little like it.
    /// </summary>
    private const double LeastAlone = 0.75;

    private static readonly double[] StandardRatesHz =
        [8_000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 64_000, 88_200, 96_000, 176_400, 192_000];

    /// <summary>The speed at which the markers are found best; null when they are at none.</summary>
    /// <param name="samples">Where to search.</param>
    /// <param name="channel">Recorded channel.</param>
    /// <param name="stimulus">What was played.</param>
    /// <param name="confidence">What it is found with at its own speed: a chirp is a little like itself at other speeds.</param>
    public static WrongRate? Find(CaptureSamples samples, int channel, Stimulus stimulus, double confidence)
    {
        (WrongRate Rate, double Confidence)? best = null;
        foreach (var candidate in Candidates(stimulus.Plan.Format.RateHz, samples.Format.RateHz))
        {
            var marker = ReferenceSound.OfFirstMarker(stimulus, candidate.LengthRatio * samples.Format.RateHz);
            var least = MarkerSearch.LeastConfidence(marker.Markers[0]);
            if (StimulusSearch.Find(samples, channel, marker) is not { } found || found.Confidence < Math.Max(least, 1.5 * confidence))
                continue;
            var twin = TwinConfidence(samples, channel, stimulus, marker.Markers[0], found.Frame, candidate.LengthRatio);
            var whole = found.Frame >= 0 && found.Frame + marker.Markers[0].Samples.Length <= samples.Frames;
            if ((twin >= least || (whole && found.Confidence >= LeastAlone)) && (best is null || found.Confidence + twin > best.Value.Confidence))
                best = (candidate, found.Confidence + twin);
        }
        return best?.Rate;
    }

    /// <summary>What a standard rate explains is named before what one of the other family would.</summary>
    private static IEnumerable<WrongRate> Candidates(int playedHz, int recordedHz) =>
        RatesBeside(playedHz).Select(hz => (Hz: hz, Rate: new WrongRate(playedHz / hz, string.Create(
                CultureInfo.InvariantCulture, $"as if it were played at {hz:0.#} Hz instead of {playedHz} Hz"))))
            .Concat(RatesBeside(recordedHz).Select(hz => (Hz: hz, Rate: new WrongRate(hz / recordedHz, string.Create(
                CultureInfo.InvariantCulture, $"as if it were recorded at {hz:0.#} Hz instead of {recordedHz} Hz")))))
            .OrderBy(c => StandardRatesHz.Contains(c.Hz) ? 0 : 1)
            .Select(c => c.Rate)
            .Where(w => w.LengthRatio is > 1 / LargestRatio and < LargestRatio)
            .GroupBy(w => Math.Round(w.LengthRatio, 6))
            .Select(g => new WrongRate(g.First().LengthRatio, string.Join(", or ", g.Select(w => w.Cause).Distinct())));

    private static IEnumerable<double> RatesBeside(int hz) =>
        StandardRatesHz.Append(hz * FamilyRatio).Append(hz / FamilyRatio).Where(other => other != hz).Distinct();

    /// <summary>How surely another marker is where it must be when the one that was found is one of those alike; 0 when there is none.</summary>
    private static double TwinConfidence(CaptureSamples samples, int channel, Stimulus stimulus, MarkerTemplate marker, long frame, double lengthRatio)
    {
        var alike = stimulus.Plan.Segments.Where(s => s with { Name = marker.Segment.Name, StartFrame = 0 } == marker.Segment).ToArray();
        var framesPerPlayed = lengthRatio * samples.Format.RateHz / stimulus.Plan.Format.RateHz;
        var best = 0.0;
        foreach (var distance in alike.SelectMany(a => alike.Select(b => (b.StartFrame - a.StartFrame) * framesPerPlayed)).Where(d => d != 0).Distinct())
        {
            var near = frame + (long)Math.Round(distance);
            if (MarkerSearch.Locate(samples, channel, marker, near, (long)(StimulusSearch.LargestDrift * Math.Abs(distance)) + 4, 0) is { } twin)
                best = Math.Max(best, twin.Confidence);
        }
        return best;
    }
}

/// <summary>A speed at which sound arrives.</summary>
/// <param name="LengthRatio">Length captured over length played.</param>
/// <param name="Cause">What would make it so.</param>
internal sealed record WrongRate(double LengthRatio, string Cause)
{
    public string Sentence => string.Create(CultureInfo.InvariantCulture, $"the sound arrives {LengthRatio:F4} times as long as it was played, {Cause}");
}
