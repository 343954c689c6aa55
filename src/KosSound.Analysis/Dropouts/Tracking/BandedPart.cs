using KosSound.Analysis.Resampling;

namespace KosSound.Analysis.Dropouts.Tracking;

/// <summary>A stretch of captured sound within the band, at any delay. Not safe for several threads.</summary>
/// <param name="samples">The stretch with what precedes and follows it.</param>
/// <param name="lead">Samples that precede it, more than the largest delay.</param>
/// <param name="frames">Its length.</param>
internal sealed class BandedPart(double[] samples, int lead, int frames)
{
    private readonly Dictionary<double, double[]> _shifted = [];

    /// <summary>The stretch of sound that comes so many frames late.</summary>
    public ReadOnlySpan<double> At(double delayFrames)
    {
        var whole = (int)Math.Floor(delayFrames);
        if (whole == delayFrames)
            return samples.AsSpan(lead + whole, frames);
        if (_shifted.TryGetValue(delayFrames, out var shifted))
            return shifted;
        _shifted.Add(delayFrames, shifted = new double[frames]);
        SincInterpolator.FullBand.Fill(samples, lead + delayFrames, 1, shifted);
        return shifted;
    }
}
