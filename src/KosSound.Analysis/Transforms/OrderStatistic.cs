namespace KosSound.Analysis.Transforms;

/// <summary>Order statistics without sorting everything (Hoare, Communications of the ACM 4(7), 1961, algorithm 65).</summary>
internal static class OrderStatistic
{
    /// <summary>The value that has so many others below it once the values are in order. Their order is changed.</summary>
    /// <param name="values">At least rank + 1 finite values.</param>
    /// <param name="rank">Zero-based rank.</param>
    public static double Of(Span<double> values, int rank)
    {
        var (left, right) = (0, values.Length - 1);
        while (left < right)
        {
            var pivot = MiddleOf(values[left], values[(left + right) / 2], values[right]);
            var (i, j) = (left, right);
            while (i <= j)
            {
                while (values[i] < pivot)
                    i++;
                while (values[j] > pivot)
                    j--;
                if (i <= j)
                {
                    (values[i], values[j]) = (values[j], values[i]);
                    i++;
                    j--;
                }
            }
            if (rank <= j)
                right = j;
            else if (rank >= i)
                left = i;
            else
                break;
        }
        return values[rank];
    }

    /// <summary>Median of magnitudes: the upper one of an even number of values.</summary>
    public static double MedianMagnitude(ReadOnlySpan<double> values)
    {
        var magnitudes = new double[values.Length];
        for (var i = 0; i < magnitudes.Length; i++)
            magnitudes[i] = Math.Abs(values[i]);
        return Of(magnitudes, magnitudes.Length / 2);
    }

    private static double MiddleOf(double a, double b, double c) => Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));
}
