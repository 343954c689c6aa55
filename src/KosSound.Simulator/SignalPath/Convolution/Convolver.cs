using System.Numerics;
using System.Runtime.InteropServices;

namespace KosSound.Simulator.SignalPath.Convolution;

/// <summary>Convolves one channel with an impulse response of any length, without delay.</summary>
/// <remarks>
/// The first block of the response is applied directly, the others by FFT to blocks that are complete (uniformly
/// partitioned overlap-save; Gardner, JAES 43(3), 1995, without its larger blocks).
/// </remarks>
public sealed class Convolver
{
    /// <summary>Frames of a partition.</summary>
    private const int Block = 256;

    /// <summary>Bins that say everything about real sound.</summary>
    private const int Bins = Block + 1;

    private readonly double[] _head;
    private readonly Spectrum[] _partitions;
    private readonly Spectrum[] _spectra;
    private readonly Spectrum _sum = new();
    private readonly RealTransform _transform = new(2 * Block);
    private readonly double[] _output = new double[2 * Block];
    private readonly double[] _tail = new double[Block];
    private readonly double[] _input = new double[2 * Block];
    private int _filled;
    private int _newest;

    /// <param name="response">Impulse response, at least one sample.</param>
    public Convolver(ReadOnlySpan<double> response)
    {
        ArgumentOutOfRangeException.ThrowIfZero(response.Length, nameof(response));
        _head = response[..Math.Min(Block, response.Length)].ToArray();
        Array.Reverse(_head);
        var partitions = Math.Max(0, (response.Length - 1) / Block);
        _partitions = new Spectrum[partitions];
        _spectra = new Spectrum[partitions];
        var padded = new double[2 * Block];
        for (var i = 0; i < partitions; i++)
        {
            var from = (i + 1) * Block;
            Array.Clear(padded);
            response[from..Math.Min(from + Block, response.Length)].CopyTo(padded);
            _partitions[i] = new Spectrum();
            _partitions[i].Transform(padded, _transform);
            _spectra[i] = new Spectrum();
        }
    }

    /// <summary>Convolves the next samples of the channel in place.</summary>
    /// <param name="frames">Interleaved frames, starting with the channel's first sample.</param>
    /// <param name="stride">Samples per frame.</param>
    public void Process(Span<double> frames, int stride)
    {
        for (var i = 0; i < frames.Length; i += stride)
        {
            _input[Block + _filled] = frames[i];
            frames[i] = Head() + _tail[_filled];
            if (++_filled == Block)
                CompleteBlock();
        }
    }

    /// <summary>The part of the sum that the newest samples have, the newest last in both spans.</summary>
    private double Head()
    {
        var recent = _input.AsSpan(Block + _filled + 1 - _head.Length, _head.Length);
        var samples = MemoryMarshal.Cast<double, Vector<double>>(recent);
        var taps = MemoryMarshal.Cast<double, Vector<double>>(_head);
        // Four sums at a time: one would wait for itself.
        var (a, b, c, d) = (Vector<double>.Zero, Vector<double>.Zero, Vector<double>.Zero, Vector<double>.Zero);
        var i = 0;
        for (; i + 4 <= taps.Length; i += 4)
        {
            a += samples[i] * taps[i];
            b += samples[i + 1] * taps[i + 1];
            c += samples[i + 2] * taps[i + 2];
            d += samples[i + 3] * taps[i + 3];
        }
        for (; i < taps.Length; i++)
            a += samples[i] * taps[i];
        var total = Vector.Sum(a + b + (c + d));
        for (i *= Vector<double>.Count; i < recent.Length; i++)
            total += recent[i] * _head[i];
        return total;
    }

    private void CompleteBlock()
    {
        _filled = 0;
        if (_partitions.Length > 0)
        {
            _newest = (_newest + _spectra.Length - 1) % _spectra.Length;
            _spectra[_newest].Transform(_input, _transform);
            Sum();
        }
        Array.Copy(_input, Block, _input, 0, Block);
    }

    /// <summary>What all earlier blocks add to the next.</summary>
    private void Sum()
    {
        _sum.Clear();
        for (var age = 0; age < _partitions.Length; age++)
            _sum.AddProduct(_partitions[age], _spectra[(_newest + age) % _spectra.Length]);
        _sum.TransformBack(_output, _transform);
        _output.AsSpan(Block).CopyTo(_tail);
    }

    /// <summary>The spectrum of two blocks, real and imaginary parts apart so that a processor can take several at a time.</summary>
    private sealed class Spectrum
    {
        private readonly double[] _re = new double[Bins];
        private readonly double[] _im = new double[Bins];

        public void Clear()
        {
            Array.Clear(_re);
            Array.Clear(_im);
        }

        public void Transform(double[] samples, RealTransform transform) => transform.Forward(samples, _re, _im);

        public void TransformBack(double[] samples, RealTransform transform) => transform.Inverse(_re, _im, samples);

        public void AddProduct(Spectrum a, Spectrum b)
        {
            var i = 0;
            for (; i <= Bins - Vector<double>.Count; i += Vector<double>.Count)
            {
                var (ar, ai) = (new Vector<double>(a._re, i), new Vector<double>(a._im, i));
                var (br, bi) = (new Vector<double>(b._re, i), new Vector<double>(b._im, i));
                (new Vector<double>(_re, i) + (ar * br) - (ai * bi)).CopyTo(_re, i);
                (new Vector<double>(_im, i) + (ar * bi) + (ai * br)).CopyTo(_im, i);
            }
            for (; i < Bins; i++)
            {
                _re[i] += (a._re[i] * b._re[i]) - (a._im[i] * b._im[i]);
                _im[i] += (a._re[i] * b._im[i]) + (a._im[i] * b._re[i]);
            }
        }
    }
}
