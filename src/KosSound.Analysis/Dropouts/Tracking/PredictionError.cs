using KosSound.Analysis.Transforms;

namespace KosSound.Analysis.Dropouts.Tracking;

/// <summary>
/// By how much the prediction errs where nothing happens: harmonics, and what of a room outlasts the gate, are in the capture but not
/// in the prediction. In a quiet room they, and not the noise, are what a disturbance has to stand out of. What is late is a share of
/// the sound before it; harmonics follow the cube of its power, as the loudest ones of the odd orders do, and so lie at its crests.
/// </summary>
internal sealed class PredictionError
{
    private const double BlockSeconds = 0.005;
    private const int PartsPerBlock = 20;

    /// <summary>Late sound is looked for up to so long before it.</summary>
    private const int MemoryBlocks = 20;

    /// <summary>Parts before and after, whose crest counts: a filter moves and rings.</summary>
    private const int ReachParts = 2;

    /// <summary>Blocks count that have at least this part of the largest power, or of its cube: what noise leaves of a weak one says nothing of a loud one.</summary>
    private const double LoudShare = 0.1;

    /// <summary>Fewer blocks say nothing, and the worst of them do not count: one that something happens in, and its neighbour.</summary>
    private const int LeastBlocks = 6;
    private const int Spared = 2;

    /// <summary>Of the loud blocks so many err less than is assumed of all: what happens to the sound happens in fewer of them.</summary>
    private const double Quantile = 0.9;

    /// <summary>
    /// What noise alone leaves of one in 1 000 blocks of 240 frames, over its mean. What is taken for an error of the weakest loud block is
    /// assumed a hundred times over at a crest of the loudest: noise must not be.
    /// </summary>
    private const double MostNoise = 1.3;

    /// <summary>What is assumed over what was found: a single crest, or the moment at which the gate ends, reaches twice what a block does.</summary>
    private const double Margin = 2;

    private readonly double[] _late;
    private readonly double[] _cubes;
    private readonly int _part;

    private PredictionError(double[] late, double[] cubes, int part) => (_late, _cubes, _part) = (late, cubes, part);

    /// <summary>Measures the error in the stimulus or a stretch of it: a multitone is distorted otherwise than a tone.</summary>
    /// <param name="predicted">Predicted samples.</param>
    /// <param name="difference">What the capture differs by, in the band in which it is judged.</param>
    /// <param name="noiseVariance">Variance of the noise in it.</param>
    /// <param name="rateHz">Frames per second.</param>
    public static PredictionError Of(ReadOnlyMemory<double> predicted, ReadOnlyMemory<double> difference, double noiseVariance, int rateHz)
    {
        var part = Math.Max(1, (int)(BlockSeconds * rateHz / PartsPerBlock));
        var (block, parts) = (part * PartsPerBlock, predicted.Length / part);
        var powers = Enumerable.Range(0, parts).Select(i => InnerProduct.Energy(predicted.Span.Slice(i * part, part)) / part).ToArray();
        var cubes = powers.Select(p => p * p * p).ToArray();
        var means = Enumerable.Range(0, parts / PartsPerBlock).Select(b => powers.AsSpan(b * PartsPerBlock, PartsPerBlock).ToArray().Average()).ToArray();
        var cubesOfBlocks = Enumerable.Range(0, means.Length).Select(b => cubes.AsSpan(b * PartsPerBlock, PartsPerBlock).ToArray().Average()).ToArray();
        var errors = Enumerable.Range(0, means.Length).Select(b => InnerProduct.Energy(difference.Span.Slice(b * block, block)) / block - MostNoise * noiseVariance).ToArray();
        var (share, cubic) = (Most(errors, means), Most(errors, cubesOfBlocks));
        return new PredictionError([.. means.Select(m => share * m)], [.. cubes.Select(c => cubic * c)], part);
    }

    /// <summary>Variance of the error that is late, where it is largest.</summary>
    /// <param name="frame">First frame, from the beginning of what was given.</param>
    /// <param name="frames">Length, at least 1.</param>
    public double LateIn(int frame, int frames) =>
        Largest(_late, frame / _part / PartsPerBlock - MemoryBlocks, (frame + frames - 1) / _part / PartsPerBlock + 1);

    /// <summary>Variance of the error at crests, where it is largest.</summary>
    /// <param name="frame">First frame, from the beginning of what was given.</param>
    /// <param name="frames">Length, at least 1.</param>
    public double CrestsIn(int frame, int frames) => Largest(_cubes, frame / _part - ReachParts, (frame + frames - 1) / _part + ReachParts);

    private static double Largest(double[] values, int first, int last)
    {
        var largest = 0.0;
        for (var i = Math.Max(0, first); i <= Math.Min(last, values.Length - 1); i++)
            largest = Math.Max(largest, values[i]);
        return largest;
    }

    /// <summary>What errors are of what causes them, at the most.</summary>
    private static double Most(double[] errors, double[] causes)
    {
        var loud = LoudShare * causes.DefaultIfEmpty(0).Max();
        var shares = errors.Zip(causes).Where(b => b.Second > 0 && b.Second >= loud).Select(b => Math.Max(0, b.First) / b.Second).Order().ToArray();
        return shares.Length < LeastBlocks ? 0 : Margin * shares[Math.Min((int)(Quantile * (shares.Length - 1)), shares.Length - 1 - Spared)];
    }
}
