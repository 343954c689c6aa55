using KosSound.Analysis.Transforms;

namespace KosSound.Analysis.Dropouts.Tracking;

/// <summary>
/// Whether a stretch of captured sound is the predicted one under a gain that changes there: along a parabola, or in one step as it
/// looks behind a converter, which rings before and after it. The gain comes before the filter that takes low sounds out: a step of a
/// low sound is not low.
/// </summary>
/// <param name="path">The path; its noise is what may be left.</param>
/// <param name="rateHz">Frames per second.</param>
internal sealed class GainChange(DelayPath path, int rateHz)
{
    /// <summary>Energy that may be left unexplained over that of the noise; what stands out has far more.</summary>
    private const double MostRest = 2;

    /// <summary>So many frames' noise is allowed for besides: a short stretch was chosen for being high.</summary>
    private const int LeastFrames = 12;

    /// <summary>What lies so far before and after a stretch tells its gain, too.</summary>
    private const double AroundSeconds = 0.001;

    /// <summary>What a filter needs to forget how it began.</summary>
    private const double SettlingSeconds = 0.008;

    /// <summary>Distances at which a step is looked for, in frames, the later ones around the best of the earlier ones.</summary>
    private static readonly double[] Grids = [8, 1, 0.1];

    /// <summary>True when a gain leaves no more of a stretch than the noise.</summary>
    /// <param name="frame">First frame of the stretch.</param>
    /// <param name="frames">Its length.</param>
    public bool Explains(int frame, int frames)
    {
        var around = (int)(AroundSeconds * rateHz);
        var (from, to) = (Math.Max(0, frame - around), Math.Min(path.Predicted.Length, frame + frames + around));
        var start = Math.Max(0, from - (int)(SettlingSeconds * rateHz));
        var window = new Window(LowCut.Of(path.Corrected.AsSpan(start, to - start), rateHz), path.Predicted.AsMemory(start, to - start), from - start, (frame - start, frames), rateHz);
        var allowed = MostRest * path.NoiseVariance * (frames + LeastFrames);
        return window.Fit(Curve(from - start, to - start)).Left < allowed || BestStep(window, from - start, to - start).Left < allowed;
    }

    private static Fit BestStep(Window window, int from, int to)
    {
        var (best, place) = (Fit.None, 0.5 * (from + to));
        for (var (grid, reach) = (0, 0.5 * (to - from)); grid < Grids.Length; reach = Grids[grid++])
        {
            var middle = place;
            for (var at = middle - reach; at <= middle + reach; at += Grids[grid])
            {
                if (window.Fit(Step(at)) is { } fit && fit.Around < best.Around)
                    (best, place) = (fit, at);
            }
        }
        return best;
    }

    private static Func<int, double>[] Curve(int from, int to)
    {
        return [_ => 1, Place, i => Place(i) * Place(i)];

        double Place(int i) => Math.Max(-1, (2.0 * (i - from) + 1) / (to - from) - 1);
    }

    private static Func<int, double>[] Step(double at) => [i => 1 - StepShape.At(i - at), i => StepShape.At(i - at)];

    /// <summary>What a gain leaves: in the stretch, and in it and around it.</summary>
    private sealed record Fit(double Left, double Around)
    {
        public static Fit None { get; } = new(double.PositiveInfinity, double.PositiveInfinity);
    }

    /// <summary>A stretch with what is around it, and before that what the filter settles in.</summary>
    private sealed record Window(double[] Captured, ReadOnlyMemory<double> Predicted, int From, (int Start, int Frames) Stretch, int RateHz)
    {
        /// <summary>The likeliest gain of some shapes' sum; what it leaves is infinite when it is none.</summary>
        public Fit Fit(Func<int, double>[] shapes)
        {
            var parts = shapes.Select(Shaped).ToArray();
            var weights = Weights(parts);
            for (var i = From; i < Captured.Length; i++)
            {
                var gain = 0.0;
                for (var k = 0; k < shapes.Length; k++)
                    gain += weights[k] * shapes[k](i);
                if (!GainFollower.IsGain(gain))
                    return GainChange.Fit.None;
            }
            var rest = (double[])Captured.Clone();
            for (var k = 0; k < parts.Length; k++)
            {
                for (var i = From; i < rest.Length; i++)
                    rest[i] -= weights[k] * parts[k][i];
            }
            return new Fit(InnerProduct.Energy(rest.AsSpan(Stretch.Start, Stretch.Frames)), InnerProduct.Energy(rest.AsSpan(From)));
        }

        private double[] Shaped(Func<int, double> shape)
        {
            var shaped = Predicted.ToArray();
            for (var i = 0; i < shaped.Length; i++)
                shaped[i] *= shape(i);
            return LowCut.Of(shaped, RateHz);
        }

        /// <summary>By least squares: Gauss's elimination of the normal equations, which are positive definite.</summary>
        private double[] Weights(double[][] parts)
        {
            var n = parts.Length;
            var (matrix, right) = (new double[n, n], new double[n]);
            for (var row = 0; row < n; row++)
            {
                right[row] = InnerProduct.Of(Captured.AsSpan(From), parts[row].AsSpan(From));
                for (var column = 0; column < n; column++)
                    matrix[row, column] = InnerProduct.Of(parts[column].AsSpan(From), parts[row].AsSpan(From));
            }
            for (var pivot = 0; pivot < n; pivot++)
            {
                for (var row = pivot + 1; row < n; row++)
                {
                    var factor = matrix[row, pivot] / matrix[pivot, pivot];
                    for (var column = pivot; column < n; column++)
                        matrix[row, column] -= factor * matrix[pivot, column];
                    right[row] -= factor * right[pivot];
                }
            }
            for (var row = n - 1; row >= 0; row--)
            {
                for (var column = row + 1; column < n; column++)
                    right[row] -= matrix[row, column] * right[column];
                right[row] /= matrix[row, row];
            }
            return right;
        }
    }
}
