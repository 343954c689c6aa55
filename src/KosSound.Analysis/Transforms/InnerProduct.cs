using System.Numerics;
using System.Runtime.InteropServices;

namespace KosSound.Analysis.Transforms;

/// <summary>Sums of products, several at a time.</summary>
internal static class InnerProduct
{
    /// <summary>Σ a[i]·b[i]; both have the same length.</summary>
    public static double Of(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(a.Length, b.Length, nameof(a));
        var va = MemoryMarshal.Cast<double, Vector<double>>(a);
        var vb = MemoryMarshal.Cast<double, Vector<double>>(b);
        var (even, odd) = (Vector<double>.Zero, Vector<double>.Zero);
        var i = 0;
        for (; i + 2 <= va.Length; i += 2)
        {
            even += va[i] * vb[i];
            odd += va[i + 1] * vb[i + 1];
        }
        if (i < va.Length)
            even += va[i] * vb[i];
        var sum = Vector.Sum(even + odd);
        for (var rest = va.Length * Vector<double>.Count; rest < a.Length; rest++)
            sum += a[rest] * b[rest];
        return sum;
    }

    /// <summary>Σ a[i]·b[i] over the root of both energies, −1 … 1; 0 where either has none. Both have the same length.</summary>
    public static double Correlation(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var energies = Energy(a) * Energy(b);
        return energies > 0 ? Of(a, b) / Math.Sqrt(energies) : 0;
    }

    /// <summary>Σ a[i]·b[i] and Σ a[i]·c[i]; all have the same length.</summary>
    public static (double WithB, double WithC) OfBoth(ReadOnlySpan<double> a, ReadOnlySpan<double> b, ReadOnlySpan<double> c)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(a.Length, b.Length, nameof(a));
        ArgumentOutOfRangeException.ThrowIfNotEqual(a.Length, c.Length, nameof(a));
        var va = MemoryMarshal.Cast<double, Vector<double>>(a);
        var vb = MemoryMarshal.Cast<double, Vector<double>>(b);
        var vc = MemoryMarshal.Cast<double, Vector<double>>(c);
        var (sumB, sumC) = (Vector<double>.Zero, Vector<double>.Zero);
        for (var i = 0; i < va.Length; i++)
        {
            sumB += va[i] * vb[i];
            sumC += va[i] * vc[i];
        }
        var (withB, withC) = (Vector.Sum(sumB), Vector.Sum(sumC));
        for (var rest = va.Length * Vector<double>.Count; rest < a.Length; rest++)
        {
            withB += a[rest] * b[rest];
            withC += a[rest] * c[rest];
        }
        return (withB, withC);
    }

    /// <summary>Σ (a[i] − b[i])²; both have the same length.</summary>
    public static double SquaredDistance(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(a.Length, b.Length, nameof(a));
        var va = MemoryMarshal.Cast<double, Vector<double>>(a);
        var vb = MemoryMarshal.Cast<double, Vector<double>>(b);
        var squares = Vector<double>.Zero;
        for (var i = 0; i < va.Length; i++)
            squares += (va[i] - vb[i]) * (va[i] - vb[i]);
        var sum = Vector.Sum(squares);
        for (var rest = va.Length * Vector<double>.Count; rest < a.Length; rest++)
            sum += (a[rest] - b[rest]) * (a[rest] - b[rest]);
        return sum;
    }

    /// <summary>Σ a[i]².</summary>
    public static double Energy(ReadOnlySpan<double> a) => Of(a, a);
}
