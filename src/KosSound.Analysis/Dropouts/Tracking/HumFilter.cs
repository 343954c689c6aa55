using System.Numerics;
using KosSound.Analysis.Alignment;
using KosSound.Analysis.Spectra;
using KosSound.Signals.Stimuli;

namespace KosSound.Analysis.Dropouts.Tracking;

/// <summary>
/// Takes mains hum out of captured sound before something is looked for that stands out for a moment: hum does so in every period.
/// What it is called is the noise check's matter. Does nothing unless the silence before the first sound hums.
/// </summary>
internal static class HumFilter
{
    private static readonly int[] MainsHz = [50, 60];
    private const int Harmonics = 20;

    /// <summary>A line counts as hum when it is so many times as high as white noise makes it.</summary>
    private const double LeastHeight = 8;

    /// <summary>Length of the stretches in which its lines are fitted anew: mains wander.</summary>
    private const double StretchSeconds = 0.5;

    /// <summary>The path without hum; the very same one where nothing hums.</summary>
    public static DelayPath Cleaned(DelayPath path, ReferenceSound reference)
    {
        if (Hums(path, reference) is not { } mainsHz)
            return path;
        var (cleaned, stretch) = ((double[])path.Corrected.Clone(), (int)(StretchSeconds * reference.RateHz) / 2 * 2);
        var rest = path.Corrected.Zip(path.Predicted, (captured, predicted) => captured - predicted).ToArray();
        // Hann windows that overlap by half add up to one.
        for (var from = -stretch / 2; from < rest.Length; from += stretch / 2)
            Subtract(rest, cleaned, (from, stretch), mainsHz, reference);
        return path.With(cleaned);
    }

    /// <summary>The mains whose hum is in the silence before the first sound; null when there is none.</summary>
    private static int? Hums(DelayPath path, ReferenceSound reference)
    {
        if (reference.Find(SegmentNames.SilenceStart) is not { } segment)
            return null;
        var silence = path.Corrected.AsSpan(reference.StartOf(segment), reference.EndOf(segment) - reference.StartOf(segment));
        // What a Hann-weighted line reads of white noise, as peak.
        var least = LeastHeight * Math.Sqrt(6.0 / silence.Length * Transforms.InnerProduct.Energy(silence) / silence.Length);
        foreach (var mains in MainsHz)
        {
            for (var n = 1; n <= 3; n++)
            {
                if (n * mains < reference.NyquistHz && SineAmplitude.Of(silence, (double)n * mains / reference.RateHz) > least)
                    return mains;
            }
        }
        return null;
    }

    private static void Subtract(double[] rest, double[] cleaned, (int From, int Frames) stretch, int mainsHz, ReferenceSound reference)
    {
        var (first, end) = (Math.Max(0, stretch.From), Math.Min(rest.Length, stretch.From + stretch.Frames));
        if (end - first < stretch.Frames / 4)
            return;
        for (var n = 1; n <= Harmonics && n * mainsHz < 0.9 * reference.NyquistHz; n++)
        {
            var line = SineAmplitude.Phasor(rest.AsSpan(first, end - first), (double)n * mainsHz / reference.RateHz);
            var step = Complex.FromPolarCoordinates(1, 2 * Math.PI * n * mainsHz / reference.RateHz);
            for (var (i, turned) = (first, line); i < end; i++, turned *= step)
                cleaned[i] -= turned.Real * (0.5 - 0.5 * Math.Cos(2 * Math.PI * (i - stretch.From + 0.5) / stretch.Frames));
        }
    }
}
