using System.Collections.Concurrent;
using KosSound.Analysis.Transforms;
using MathNet.Numerics;

namespace KosSound.Analysis.Resampling;

/// <summary>
/// Values of a sampled sound between its frames: a sinc under a Kaiser window, tabulated at 512 places between two frames and
/// interpolated linearly in between (J. O. Smith, "Digital Audio Resampling", CCRMA 1984–2020). Interpolation errors of the table
/// lie near −115 dB, of the window below −110 dB within the pass band.
/// </summary>
public sealed class SincInterpolator
{
    private const int Places = 512;
    private const double KaiserBeta = 12; // −118 dB
    private static readonly ConcurrentDictionary<(double Cutoff, int Crossings), SincInterpolator> Cache = new();

    private readonly double[] _table;
    private readonly int _taps;

    /// <summary>Builds the table.</summary>
    /// <param name="cutoff">Middle of the transition band relative to the rate of the sound, 0 … 0.5.</param>
    /// <param name="crossings">Zero crossings of the sinc on either side, 4 … 1 000: the transition band is about 3.8 · cutoff / crossings wide.</param>
    private SincInterpolator(double cutoff, int crossings)
    {
        HalfWidth = (int)Math.Ceiling(crossings / (2 * cutoff));
        _taps = 2 * HalfWidth;
        _table = new double[(Places + 1) * _taps];
        var norm = SpecialFunctions.BesselI0(KaiserBeta);
        for (var place = 0; place <= Places; place++)
        {
            for (var tap = 0; tap < _taps; tap++)
            {
                var t = tap - (HalfWidth - 1) - (double)place / Places;
                var u = t / HalfWidth;
                _table[place * _taps + tap] = Math.Abs(u) >= 1 ? 0
                    : 2 * cutoff * Trig.Sinc(2 * cutoff * t) * SpecialFunctions.BesselI0(KaiserBeta * Math.Sqrt(1 - u * u)) / norm;
            }
        }
    }

    /// <summary>Frames needed on either side of a position.</summary>
    public int HalfWidth { get; }

    /// <summary>For delays and small changes of rate: flat to 0.45 of the rate, images of 0.55 and more are gone.</summary>
    public static SincInterpolator FullBand => Get(0.5, 40);

    /// <summary>A quick one for searching, flat to about 0.35 of the lower rate.</summary>
    /// <param name="ratio">Rate after over rate before.</param>
    public static SincInterpolator Rough(double ratio)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(ratio);
        return Get(0.45 * Math.Min(1.0, ratio), 8);
    }

    /// <summary>For a change of rate: flat to 0.45 of the lower rate, nothing above 0.5 of it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A rate below 1 Hz.</exception>
    public static SincInterpolator Between(int fromHz, int toHz)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(fromHz, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(toHz, 1);
        return Get(0.475 * Math.Min(1.0, (double)toHz / fromHz), 76);
    }

    private static SincInterpolator Get(double cutoff, int crossings) =>
        Cache.GetOrAdd((cutoff, crossings), static key => new SincInterpolator(key.Cutoff, key.Crossings));

    /// <summary>The value at a position; what lies outside the samples is silence.</summary>
    /// <param name="samples">Sound.</param>
    /// <param name="position">Frames from its first sample, any finite value.</param>
    public double At(ReadOnlySpan<double> samples, double position)
    {
        var whole = (int)Math.Floor(position);
        var place = (position - whole) * Places;
        var row = (int)place;
        var between = place - row;
        var first = whole - HalfWidth + 1;
        var (skip, end) = (Math.Max(0, -first), Math.Min(_taps, samples.Length - first));
        if (end <= skip)
            return 0;
        var window = samples.Slice(first + skip, end - skip);
        if (between == 0)
            return InnerProduct.Of(window, _table.AsSpan(row * _taps + skip, end - skip));
        var (low, high) = InnerProduct.OfBoth(window, _table.AsSpan(row * _taps + skip, end - skip), _table.AsSpan((row + 1) * _taps + skip, end - skip));
        return low + between * (high - low);
    }

    /// <summary>Values at evenly spaced positions.</summary>
    /// <param name="samples">Sound.</param>
    /// <param name="position">Position of the first value, in frames.</param>
    /// <param name="step">Frames from one value to the next.</param>
    /// <param name="target">Receives the values.</param>
    public void Fill(ReadOnlySpan<double> samples, double position, double step, Span<double> target)
    {
        if (step == 1)
        {
            Shift(samples, position, target);
            return;
        }
        for (var i = 0; i < target.Length; i++)
            target[i] = At(samples, position + i * step);
    }

    /// <summary>All values lie at the same place between two frames: one row of the table serves them.</summary>
    private void Shift(ReadOnlySpan<double> samples, double position, Span<double> target)
    {
        var whole = (int)Math.Floor(position);
        var place = (position - whole) * Places;
        var row = (int)place;
        var taps = new double[_taps];
        for (var tap = 0; tap < taps.Length; tap++)
            taps[tap] = _table[row * _taps + tap] + (place - row) * (_table[(row + 1) * _taps + tap] - _table[row * _taps + tap]);
        for (var i = 0; i < target.Length; i++)
        {
            var first = whole + i - HalfWidth + 1;
            var (skip, end) = (Math.Max(0, -first), Math.Min(_taps, samples.Length - first));
            target[i] = end <= skip ? 0 : InnerProduct.Of(samples.Slice(first + skip, end - skip), taps.AsSpan(skip, end - skip));
        }
    }
}
