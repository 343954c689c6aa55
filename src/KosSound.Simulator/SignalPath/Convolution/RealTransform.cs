using System.Numerics;

namespace KosSound.Simulator.SignalPath.Convolution;

/// <summary>Discrete Fourier transform of blocks of real sound, planned once for a length. Not safe for several threads.</summary>
/// <remarks>
/// Even samples are taken for real parts and odd ones for imaginary parts of a complex block half as long (Cooley and Tukey,
/// Math. Comp. 19, 1965, radix 2). Forward is unscaled; inverse is scaled, so that the inverse of the forward is the sound again.
/// </remarks>
internal sealed class RealTransform
{
    private readonly int _points;
    private readonly int[] _reversed;
    private readonly double[] _cos;
    private readonly double[] _sin;
    private readonly double[] _turnCos;
    private readonly double[] _turnSin;
    private readonly double[] _re;
    private readonly double[] _im;

    /// <param name="size">Samples of a block, a power of two from 4 on.</param>
    public RealTransform(int size)
    {
        if (size < 4 || !int.IsPow2(size))
            throw new ArgumentOutOfRangeException(nameof(size), size, "a power of two from 4 on");
        _points = size / 2;
        var bits = BitOperations.Log2((uint)_points);
        _reversed = [.. Enumerable.Range(0, _points).Select(i => Enumerable.Range(0, bits).Sum(bit => ((i >> bit) & 1) << (bits - 1 - bit)))];
        var angles = new List<double>();
        for (var half = 1; half < _points; half *= 2)
            angles.AddRange(Enumerable.Range(0, half).Select(j => Math.PI * j / half));
        (_cos, _sin) = ([.. angles.Select(Math.Cos)], [.. angles.Select(Math.Sin)]);
        var turns = Enumerable.Range(0, _points + 1).Select(k => Math.PI * k / _points).ToArray();
        (_turnCos, _turnSin) = ([.. turns.Select(Math.Cos)], [.. turns.Select(Math.Sin)]);
        (_re, _im) = (new double[_points], new double[_points]);
    }

    /// <summary>Bins that say everything about a block: half its samples and one.</summary>
    public int Bins => _points + 1;

    /// <summary>Transforms a block into its bins, from 0 Hz to half the rate.</summary>
    public void Forward(ReadOnlySpan<double> samples, double[] re, double[] im)
    {
        for (var k = 0; k < _points; k++)
            (_re[_reversed[k]], _im[_reversed[k]]) = (samples[2 * k], samples[(2 * k) + 1]);
        Transform();
        for (var k = 0; k <= _points; k++)
        {
            var (a, b) = (k % _points, (_points - k) % _points);
            var (evenRe, evenIm) = (0.5 * (_re[a] + _re[b]), 0.5 * (_im[a] - _im[b]));
            var (oddRe, oddIm) = (0.5 * (_im[a] + _im[b]), 0.5 * (_re[b] - _re[a]));
            re[k] = evenRe + (_turnCos[k] * oddRe) + (_turnSin[k] * oddIm);
            im[k] = evenIm + (_turnCos[k] * oddIm) - (_turnSin[k] * oddRe);
        }
    }

    /// <summary>Transforms bins into the block that has them.</summary>
    public void Inverse(double[] re, double[] im, Span<double> samples)
    {
        for (var k = 0; k < _points; k++)
        {
            var mirror = _points - k;
            var (evenRe, evenIm) = (0.5 * (re[k] + re[mirror]), 0.5 * (im[k] - im[mirror]));
            var (turnedRe, turnedIm) = (0.5 * (re[k] - re[mirror]), 0.5 * (im[k] + im[mirror]));
            var (oddRe, oddIm) = ((_turnCos[k] * turnedRe) - (_turnSin[k] * turnedIm), (_turnCos[k] * turnedIm) + (_turnSin[k] * turnedRe));
            // Real and imaginary parts exchanged: then the forward transform is the inverse one.
            (_im[_reversed[k]], _re[_reversed[k]]) = (evenRe - oddIm, evenIm + oddRe);
        }
        Transform();
        for (var k = 0; k < _points; k++)
            (samples[2 * k], samples[(2 * k) + 1]) = (_im[k] / _points, _re[k] / _points);
    }

    /// <summary>The complex transform in place, its input in reversed order.</summary>
    private void Transform()
    {
        for (int half = 1, table = 0; half < _points; table += half, half *= 2)
        {
            for (var start = 0; start < _points; start += 2 * half)
                Combine(start, half, table);
        }
    }

    /// <summary>One transform out of two half as long.</summary>
    private void Combine(int start, int half, int table)
    {
        var re = _re.AsSpan(start, half);
        var im = _im.AsSpan(start, half);
        var upperRe = _re.AsSpan(start + half, half);
        var upperIm = _im.AsSpan(start + half, half);
        var cos = _cos.AsSpan(table, half);
        var sin = _sin.AsSpan(table, half);
        var j = 0;
        for (; j <= half - Vector<double>.Count; j += Vector<double>.Count)
        {
            var (c, s) = (new Vector<double>(cos[j..]), new Vector<double>(sin[j..]));
            var (br, bi) = (new Vector<double>(upperRe[j..]), new Vector<double>(upperIm[j..]));
            var (ar, ai) = (new Vector<double>(re[j..]), new Vector<double>(im[j..]));
            var (tr, ti) = ((c * br) + (s * bi), (c * bi) - (s * br));
            (ar + tr).CopyTo(re[j..]);
            (ai + ti).CopyTo(im[j..]);
            (ar - tr).CopyTo(upperRe[j..]);
            (ai - ti).CopyTo(upperIm[j..]);
        }
        for (; j < half; j++)
        {
            var (tr, ti) = ((cos[j] * upperRe[j]) + (sin[j] * upperIm[j]), (cos[j] * upperIm[j]) - (sin[j] * upperRe[j]));
            (upperRe[j], upperIm[j]) = (re[j] - tr, im[j] - ti);
            (re[j], im[j]) = (re[j] + tr, im[j] + ti);
        }
    }
}
