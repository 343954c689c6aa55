using System.Numerics;
using KosSound.Simulator.SignalPath.Interpolation;

namespace KosSound.Simulator.SignalPath.Stages;

/// <summary>How the value between two frames is found.</summary>
public enum ConversionQuality
{
    /// <summary>Band-limited: see <see cref="SincTable"/>.</summary>
    Sinc,

    /// <summary>On the straight line between two frames: cheap, with images and aliases.</summary>
    Linear,
}

/// <summary>Brings a stream from one rate to another: output frame k is the input at k · from / to.</summary>
internal sealed class RateConverter
{
    private const int MostPhases = 1_024;

    private readonly FrameHistory _history;
    private readonly SincTable? _table;
    private readonly double[] _weights;
    private readonly double[] _scratch;
    private readonly long _from;
    private readonly long _to;

    public RateConverter(int fromHz, int toHz, int channels, ConversionQuality quality)
    {
        var divisor = (long)BigInteger.GreatestCommonDivisor(fromHz, toHz);
        (_from, _to) = (fromHz / divisor, toHz / divisor);
        if (quality == ConversionQuality.Sinc)
            _table = new SincTable(_to <= MostPhases ? (int)_to : 512, Math.Min(1, (double)toHz / fromHz));
        HalfWidth = HalfWidthFor(fromHz, toHz, quality);
        _weights = new double[2 * HalfWidth];
        _scratch = new double[2 * HalfWidth];
        _history = new FrameHistory(channels, (4 * HalfWidth) + 16);
    }

    /// <summary>Input frames used on either side of a position.</summary>
    public int HalfWidth { get; }

    /// <summary>Input frames used on either side of a position between two rates.</summary>
    public static int HalfWidthFor(int fromHz, int toHz, ConversionQuality quality) =>
        quality == ConversionQuality.Sinc ? SincTable.HalfWidthFor(Math.Min(1, (double)toHz / fromHz)) : 1;

    /// <summary>Input frames appended so far.</summary>
    public long Appended => _history.End;

    /// <summary>Appends one input frame.</summary>
    public void Append(ReadOnlySpan<double> frame) => _history.Append(frame);

    /// <summary>Whether everything output frame <paramref name="k"/> needs is there.</summary>
    public bool Covers(long k) => Position(k).Frame + HalfWidth < _history.End;

    /// <summary>Output frame k, which may be negative: what lies before the input is silence.</summary>
    /// <param name="k">Index of the output frame; not far behind the input.</param>
    /// <param name="frame">Receives one sample per channel.</param>
    public void Read(long k, Span<double> frame)
    {
        var (whole, rest) = Position(k);
        var weights = Weights(rest);
        for (var channel = 0; channel < frame.Length; channel++)
        {
            var window = _history.Window(channel, whole - HalfWidth + 1, _scratch);
            var sum = 0.0;
            for (var i = 0; i < weights.Length; i++)
                sum += weights[i] * window[i];
            frame[channel] = sum;
        }
    }

    private (long Frame, long Remainder) Position(long k)
    {
        var frame = Math.DivRem(k * _from, _to, out var rest);
        return rest < 0 ? (frame - 1, rest + _to) : (frame, rest);
    }

    private ReadOnlySpan<double> Weights(long rest)
    {
        if (_table is null)
        {
            var fraction = (double)rest / _to;
            (_weights[0], _weights[1]) = (1 - fraction, fraction);
            return _weights;
        }
        if (_table.Phases == _to)
            return _table.Row((int)rest);
        _table.Blend((double)rest / _to, _weights);
        return _weights;
    }
}
