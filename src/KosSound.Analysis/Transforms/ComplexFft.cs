using System.Collections.Concurrent;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace KosSound.Analysis.Transforms;

/// <summary>
/// Forward complex transform on split arrays: Stockham's self-sorting algorithm, radix 4, with one last radix-2 pass where the
/// length is not a power of four (Van Loan, Computational Frameworks for the FFT, SIAM 1992, section 1.7).
/// </summary>
internal sealed class ComplexFft
{
    private static readonly ConcurrentDictionary<int, ComplexFft> Plans = new();

    private readonly int _size;
    private readonly Pass[] _passes;

    private ComplexFft(int size)
    {
        _size = size;
        var passes = new List<Pass>();
        for (var (points, stride) = (size, 1); points >= 4; (points, stride) = (points / 4, stride * 4))
            passes.Add(new Pass(points, stride));
        _passes = [.. passes];
    }

    /// <summary>The shared plan of a length, a power of two of at least 4.</summary>
    public static ComplexFft OfSize(int size) => Plans.GetOrAdd(size, static n => new ComplexFft(n));

    /// <summary>Transforms in place, unscaled.</summary>
    /// <param name="re">Real parts.</param>
    /// <param name="im">Imaginary parts.</param>
    /// <param name="scratch">At least twice the length, contents lost.</param>
    public void Forward(Span<double> re, Span<double> im, Span<double> scratch)
    {
        var fromRe = re[.._size];
        var fromIm = im[.._size];
        var toRe = scratch[.._size];
        var toIm = scratch[_size..(2 * _size)];
        var inScratch = false;
        foreach (var pass in _passes)
        {
            pass.Run(fromRe, fromIm, toRe, toIm);
            Swap(ref fromRe, ref toRe);
            Swap(ref fromIm, ref toIm);
            inScratch = !inScratch;
        }
        if (BitOperations.Log2((uint)_size) % 2 == 1)
        {
            LastPair(fromRe, toRe);
            LastPair(fromIm, toIm);
            inScratch = !inScratch;
        }
        if (inScratch)
        {
            scratch[.._size].CopyTo(re);
            scratch[_size..(2 * _size)].CopyTo(im);
        }
    }

    private static void Swap(ref Span<double> a, ref Span<double> b)
    {
        var kept = a;
        a = b;
        b = kept;
    }

    private static void LastPair(ReadOnlySpan<double> from, Span<double> to)
    {
        var half = from.Length / 2;
        for (var q = 0; q < half; q++)
            (to[q], to[q + half]) = (from[q] + from[q + half], from[q] - from[q + half]);
    }

    /// <summary>One radix-4 pass over sub-transforms of <c>points</c>, <c>stride</c> of them side by side.</summary>
    private sealed class Pass
    {
        private readonly int _quarter;
        private readonly int _stride;
        private readonly double[] _twiddles; // six blocks of a quarter: re, im of W, W², W³

        public Pass(int points, int stride)
        {
            (_quarter, _stride) = (points / 4, stride);
            _twiddles = new double[6 * _quarter];
            for (var p = 0; p < _quarter; p++)
            {
                for (var power = 1; power <= 3; power++)
                {
                    var (sin, cos) = Math.SinCos(-2 * Math.PI * p * power / points);
                    _twiddles[(2 * power - 2) * _quarter + p] = cos;
                    _twiddles[(2 * power - 1) * _quarter + p] = sin;
                }
            }
        }

        public void Run(ReadOnlySpan<double> re, ReadOnlySpan<double> im, Span<double> toRe, Span<double> toIm)
        {
            if (_stride == 1)
                RunFirst(re, im, toRe, toIm);
            else
                RunVectors(re, im, toRe, toIm);
        }

        /// <summary>The first pass has no neighbours to vectorise over: four butterflies are computed at once and transposed.</summary>
        private void RunFirst(ReadOnlySpan<double> re, ReadOnlySpan<double> im, Span<double> toRe, Span<double> toIm)
        {
            var p = 0;
            if (Avx.IsSupported)
            {
                ref var r = ref MemoryMarshal.GetReference(re);
                ref var i = ref MemoryMarshal.GetReference(im);
                ref var tr = ref MemoryMarshal.GetReference(toRe);
                ref var ti = ref MemoryMarshal.GetReference(toIm);
                ref var w = ref MemoryMarshal.GetArrayDataReference(_twiddles);
                for (; p + 4 <= _quarter; p += 4)
                {
                    var b = Butterfly256(ref r, ref i, p, _quarter);
                    var (y1r, y1i) = Turn(b.Y1Re, b.Y1Im, Vector256.LoadUnsafe(ref w, (nuint)p), Vector256.LoadUnsafe(ref w, (nuint)(_quarter + p)));
                    var (y2r, y2i) = Turn(b.Y2Re, b.Y2Im, Vector256.LoadUnsafe(ref w, (nuint)(2 * _quarter + p)), Vector256.LoadUnsafe(ref w, (nuint)(3 * _quarter + p)));
                    var (y3r, y3i) = Turn(b.Y3Re, b.Y3Im, Vector256.LoadUnsafe(ref w, (nuint)(4 * _quarter + p)), Vector256.LoadUnsafe(ref w, (nuint)(5 * _quarter + p)));
                    StoreTransposed(b.Y0Re, y1r, y2r, y3r, ref Unsafe.Add(ref tr, 4 * p));
                    StoreTransposed(b.Y0Im, y1i, y2i, y3i, ref Unsafe.Add(ref ti, 4 * p));
                }
            }
            for (; p < _quarter; p++)
                RunScalar(re, im, toRe, toIm, p, 0);
        }

        private void RunVectors(ReadOnlySpan<double> re, ReadOnlySpan<double> im, Span<double> toRe, Span<double> toIm)
        {
            ref var r = ref MemoryMarshal.GetReference(re);
            ref var i = ref MemoryMarshal.GetReference(im);
            ref var tr = ref MemoryMarshal.GetReference(toRe);
            ref var ti = ref MemoryMarshal.GetReference(toIm);
            for (var p = 0; p < _quarter; p++)
            {
                var (w1r, w1i) = (Vector256.Create(_twiddles[p]), Vector256.Create(_twiddles[_quarter + p]));
                var (w2r, w2i) = (Vector256.Create(_twiddles[2 * _quarter + p]), Vector256.Create(_twiddles[3 * _quarter + p]));
                var (w3r, w3i) = (Vector256.Create(_twiddles[4 * _quarter + p]), Vector256.Create(_twiddles[5 * _quarter + p]));
                var from = _stride * p;
                var to = (nuint)(4 * _stride * p);
                for (var q = 0; q < _stride; q += 4, to += 4)
                {
                    var b = Butterfly256(ref r, ref i, from + q, _stride * _quarter);
                    var (y1r, y1i) = Turn(b.Y1Re, b.Y1Im, w1r, w1i);
                    var (y2r, y2i) = Turn(b.Y2Re, b.Y2Im, w2r, w2i);
                    var (y3r, y3i) = Turn(b.Y3Re, b.Y3Im, w3r, w3i);
                    b.Y0Re.StoreUnsafe(ref tr, to);
                    b.Y0Im.StoreUnsafe(ref ti, to);
                    y1r.StoreUnsafe(ref tr, to + (nuint)_stride);
                    y1i.StoreUnsafe(ref ti, to + (nuint)_stride);
                    y2r.StoreUnsafe(ref tr, to + (nuint)(2 * _stride));
                    y2i.StoreUnsafe(ref ti, to + (nuint)(2 * _stride));
                    y3r.StoreUnsafe(ref tr, to + (nuint)(3 * _stride));
                    y3i.StoreUnsafe(ref ti, to + (nuint)(3 * _stride));
                }
            }
        }

        private void RunScalar(ReadOnlySpan<double> re, ReadOnlySpan<double> im, Span<double> toRe, Span<double> toIm, int p, int q)
        {
            var (step, at, to) = (_stride * _quarter, q + _stride * p, q + 4 * _stride * p);
            var (sumRe, sumIm) = (re[at] + re[at + 2 * step], im[at] + im[at + 2 * step]);
            var (difRe, difIm) = (re[at] - re[at + 2 * step], im[at] - im[at + 2 * step]);
            var (oddSumRe, oddSumIm) = (re[at + step] + re[at + 3 * step], im[at + step] + im[at + 3 * step]);
            var (oddDifRe, oddDifIm) = (re[at + step] - re[at + 3 * step], im[at + step] - im[at + 3 * step]);
            (toRe[to], toIm[to]) = (sumRe + oddSumRe, sumIm + oddSumIm);
            Put(toRe, toIm, to + _stride, (difRe + oddDifIm, difIm - oddDifRe), 0, p);
            Put(toRe, toIm, to + 2 * _stride, (sumRe - oddSumRe, sumIm - oddSumIm), 2, p);
            Put(toRe, toIm, to + 3 * _stride, (difRe - oddDifIm, difIm + oddDifRe), 4, p);
        }

        private void Put(Span<double> toRe, Span<double> toIm, int to, (double Re, double Im) value, int block, int p)
        {
            var (wr, wi) = (_twiddles[block * _quarter + p], _twiddles[(block + 1) * _quarter + p]);
            toRe[to] = wr * value.Re - wi * value.Im;
            toIm[to] = wr * value.Im + wi * value.Re;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static Quad Butterfly256(ref double re, ref double im, int at, int step)
        {
            var (ar, ai) = (Vector256.LoadUnsafe(ref re, (nuint)at), Vector256.LoadUnsafe(ref im, (nuint)at));
            var (br, bi) = (Vector256.LoadUnsafe(ref re, (nuint)(at + step)), Vector256.LoadUnsafe(ref im, (nuint)(at + step)));
            var (cr, ci) = (Vector256.LoadUnsafe(ref re, (nuint)(at + 2 * step)), Vector256.LoadUnsafe(ref im, (nuint)(at + 2 * step)));
            var (dr, di) = (Vector256.LoadUnsafe(ref re, (nuint)(at + 3 * step)), Vector256.LoadUnsafe(ref im, (nuint)(at + 3 * step)));
            var (sumRe, sumIm, difRe, difIm) = (ar + cr, ai + ci, ar - cr, ai - ci);
            var (oddSumRe, oddSumIm, oddDifRe, oddDifIm) = (br + dr, bi + di, br - dr, bi - di);
            return new Quad(sumRe + oddSumRe, sumIm + oddSumIm, difRe + oddDifIm, difIm - oddDifRe,
                sumRe - oddSumRe, sumIm - oddSumIm, difRe - oddDifIm, difIm + oddDifRe);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static (Vector256<double> Re, Vector256<double> Im) Turn(Vector256<double> re, Vector256<double> im, Vector256<double> wr, Vector256<double> wi) =>
            (wr * re - wi * im, wr * im + wi * re);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void StoreTransposed(Vector256<double> a, Vector256<double> b, Vector256<double> c, Vector256<double> d, ref double to)
        {
            var (ab0, ab1) = (Avx.UnpackLow(a, b), Avx.UnpackHigh(a, b));
            var (cd0, cd1) = (Avx.UnpackLow(c, d), Avx.UnpackHigh(c, d));
            Avx.Permute2x128(ab0, cd0, 0x20).StoreUnsafe(ref to);
            Avx.Permute2x128(ab1, cd1, 0x20).StoreUnsafe(ref to, 4);
            Avx.Permute2x128(ab0, cd0, 0x31).StoreUnsafe(ref to, 8);
            Avx.Permute2x128(ab1, cd1, 0x31).StoreUnsafe(ref to, 12);
        }

        private readonly record struct Quad(
            Vector256<double> Y0Re, Vector256<double> Y0Im, Vector256<double> Y1Re, Vector256<double> Y1Im,
            Vector256<double> Y2Re, Vector256<double> Y2Im, Vector256<double> Y3Re, Vector256<double> Y3Im);
    }
}
