using KosSound.Analysis.Alignment;

namespace KosSound.Analysis.Dropouts.Tracking;

/// <summary>What a recorded channel should hold, as it is and within the band of <see cref="CapturedBand"/>.</summary>
internal sealed class SoundPrediction
{
    private SoundPrediction(double[] whole, double[] banded) => (Whole, Banded) = (whole, banded);

    /// <summary>Samples on the time of the reference, as many as it has.</summary>
    public double[] Whole { get; }

    /// <summary>The same between 300 Hz and 0.4 of the rate.</summary>
    public double[] Banded { get; }

    /// <summary>By the path that one sweep or both measure.</summary>
    public static SoundPrediction By(AlignedCapture capture, IReadOnlyList<SweepTransfer> heard, SweepUse use)
    {
        var whole = SoundModel.Predict(capture, heard, use);
        return new SoundPrediction(whole, CapturedBand.Limited(whole, capture.Reference));
    }

    /// <summary>By the other sweep: what both predict is the mean of what either does.</summary>
    public static SoundPrediction ByOther(SoundPrediction both, SoundPrediction one) => new(Other(both.Whole, one.Whole), Other(both.Banded, one.Banded));

    private static double[] Other(double[] mean, double[] one)
    {
        var other = new double[mean.Length];
        for (var i = 0; i < other.Length; i++)
            other[i] = 2 * mean[i] - one[i];
        return other;
    }
}
