using KosSound.Analysis.Resampling;
using KosSound.Analysis.Transforms;
using KosSound.Signals.Stimuli;

namespace KosSound.Analysis.Alignment;

/// <summary>What to look for in a capture: the chirp of one marker segment, at the rate of the capture.</summary>
internal sealed class MarkerTemplate
{
    private readonly ReferenceSound _reference;
    private readonly int _channel;
    private Spectrum? _searchSpectrum;

    public MarkerTemplate(ReferenceSound reference, Segment segment)
    {
        (_reference, Segment, _channel) = (reference, segment, segment.Channel ?? 0);
        Start = reference.StartOf(segment);
        Samples = reference.Signal[_channel][Start..reference.EndOf(segment)].ToArray();
        Energy = InnerProduct.Energy(Samples);
        LowShare = Math.Min(segment.StartHz!.Value, segment.EndHz!.Value) / reference.RateHz;
        HighShare = Math.Min(Math.Max(segment.StartHz!.Value, segment.EndHz!.Value), 0.98 * reference.NyquistHz) / reference.RateHz;
    }

    public Segment Segment { get; }

    /// <summary>First frame in the reference.</summary>
    public int Start { get; }

    public double[] Samples { get; }

    public double Energy { get; }

    /// <summary>Lower end of the chirp relative to the rate.</summary>
    public double LowShare { get; }

    /// <summary>Upper end of the chirp relative to the rate.</summary>
    public double HighShare { get; }

    /// <summary>Frames in which the chirp sweeps a band as wide as the rate.</summary>
    public double FramesPerShare => Samples.Length / (HighShare - LowShare);

    /// <summary>Bandwidth times duration: the gain of the matched filter over noise.</summary>
    public double TimeBandwidth => (HighShare - LowShare) * Samples.Length;

    /// <summary>
    /// Angular frequency, in rad per frame, whose square is the mean over the template's spectrum: with the energy ratio it gives
    /// the Cramér–Rao bound of the delay (Knapp and Carter, IEEE Trans. ASSP 24(4), 1976).
    /// </summary>
    public double MeanSquareFrequency
    {
        get
        {
            var (low, high) = (2 * Math.PI * LowShare, 2 * Math.PI * HighShare);
            return (low * low + low * high + high * high) / 3;
        }
    }

    /// <summary>Length of the blocks in which a capture is searched.</summary>
    public RealFft SearchFft => RealFft.Holding(Math.Max(16_384, 3 * Samples.Length));

    /// <summary>Spectrum over <see cref="SearchFft"/>; treat as read-only.</summary>
    public Spectrum SearchSpectrum => _searchSpectrum ??= Spectrum.Of(Samples, SearchFft);

    /// <summary>The chirp as it sounds when the capture's clock makes 1 + drift frames of every frame.</summary>
    public double[] Stretched(double driftPpm)
    {
        if (driftPpm == 0)
            return Samples;
        var step = 1 / (1 + driftPpm * 1e-6);
        var stretched = new double[(int)Math.Round(Samples.Length / step)];
        SincInterpolator.FullBand.Fill(_reference.Signal[_channel], Start, step, stretched);
        return stretched;
    }
}
