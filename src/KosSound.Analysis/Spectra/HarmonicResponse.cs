using KosSound.Analysis.Transforms;
using KosSound.Signals;

namespace KosSound.Analysis.Spectra;

/// <summary>
/// Harmonics 2 … 5 of the sweep. In the deconvolved response harmonic n is an impulse response of its own, L·ln n before the
/// linear one; its value at n·f is the level that a fundamental of f has there (Farina, AES 108, 2000; Novak, Lotton and Simon,
/// JAES 63(10), 2015).
/// </summary>
internal sealed class HarmonicResponse
{
    public const int HighestOrder = 5;

    /// <summary>Lowest fundamental, in Hz: below, the linear response has not died down where the harmonics begin.</summary>
    public const double LowestHz = 250;

    private const double EdgeFromHz = 30;

    /// <summary>
    /// Highest output frequency that counts for the ratio, relative to half the rate: above, harmonics beyond half the rate that a
    /// digital nonlinearity folds back are mistaken for lower ones.
    /// </summary>
    private const double TrustedShare = 0.6;
    private const double LeastHalfWidthSeconds = 0.002;

    /// <summary>
    /// In a room, where noise is louder than harmonics, the direct sound alone counts: noise that a shorter window leaves out adds no
    /// chance. Like <see cref="GatedPower"/>, 5 ms from six periods of 1.2 kHz on, twice that an octave below.
    /// </summary>
    private const double GateSeconds = 0.005;
    private const double GateHz = 1_200;
    private const double AheadShare = 0.25;

    private readonly SweepResponse _response;
    private readonly double[] _impulse;
    private readonly double[] _noise;
    private readonly int _rateHz;
    private readonly double _topHz;
    private readonly double _trustedHz;
    private readonly double[] _linear;
    private readonly bool _gated;

    private HarmonicResponse(SweepResponse response, LoopbackKind loopback, int rateHz, double nyquistHz)
    {
        (_response, _rateHz, _topHz, _trustedHz) = (response, rateHz, 0.85 * nyquistHz, TrustedShare * nyquistHz);
        _gated = loopback == LoopbackKind.Acoustic;
        var edges = (EdgeFromHz, 2 * LowestHz, _topHz, Math.Min(response.HighHz, 1.1 * _topHz));
        _impulse = response.Impulse(response.Average, edges);
        _noise = response.Impulse(response.Difference, edges);
        _linear = _gated ? response.DirectPower() : response.Power();
    }

    /// <summary>The harmonics of one channel; those of an acoustic loop are gated.</summary>
    public static HarmonicResponse Of(SweepResponse response, LoopbackKind loopback, int rateHz, double nyquistHz) => new(response, loopback, rateHz, nyquistHz);

    /// <summary>Level of one harmonic over the fundamental's frequency.</summary>
    /// <param name="order">2 … 5.</param>
    /// <param name="pointsPerOctave">Density of the axis.</param>
    /// <returns>The levels, or the reason why there are none, beginning with "because".</returns>
    public (HarmonicLevels? Levels, string? Because) Levels(int order, int pointsPerOctave)
    {
        if (_trustedHz / order < 1.2 * LowestHz)
            return (null, FormattableString.Invariant($"because harmonic {order} lies above {_trustedHz:F0} Hz for every fundamental above {LowestHz} Hz"));
        var shape = _response.Transfer.Window.Shape;
        var (lead, later, earlier) = (shape.HarmonicLeadSeconds(order), shape.HarmonicLeadSeconds(order - 1), shape.HarmonicLeadSeconds(order + 1));
        // Filters ring on more than ahead: most of the room up to the next packet is given to the time after.
        var (before, after) = (0.4 * (earlier - lead), 0.6 * (lead - later));
        if (before < LeastHalfWidthSeconds || earlier * _rateHz > _response.Fft.Size - _response.Transfer.Window.Lead)
            return (null, $"because the packets of harmonics {order} and {order + 1} overlap");
        var (power, seconds) = PacketPower(_impulse, lead, before, after);
        var (noise, _) = PacketPower(_noise, lead, before, after);
        // |S + n|² less an estimate of |n|² has a variance of 2·N·(S² + N), the mean of twice the product of both.
        var variance = power.Zip(noise, (p, n) => 2 * p * n).ToArray();
        // Above a few hundred hertz a point stands for many values that are independent, and its mean is the steadier for it.
        var output = LogAxis.Between(order * LowestHz, _topHz, pointsPerOctave);
        double[] hz = [.. output.Hz.Select(f => f / order)];
        var spread = output.MeanOf(variance, _response.BinHz);
        for (var i = 0; i < spread.Length; i++)
            spread[i] /= output.Hz[i] * (output.HalfStep - 1 / output.HalfStep) * seconds(output.Hz[i]);
        var fundamental = LogAxis.Between(LowestHz, _topHz / order, pointsPerOctave).MeanOf(_linear, _response.BinHz);
        return (new HarmonicLevels(order, hz, fundamental, output.MeanOf(power, _response.BinHz), output.MeanOf(noise, _response.BinHz), spread, hz.Count(f => order * f <= _trustedHz)), null);
    }

    /// <summary>Power of a packet, and the time by which a bandwidth around a frequency gives the number of independent values in it.</summary>
    private (double[] Power, Func<double, double> Seconds) PacketPower(double[] time, double lead, double before, double after)
    {
        if (!_gated)
        {
            var (whole, length) = WindowedPower(time, lead, before, after);
            return (whole, _ => length);
        }
        var (shorter, brief) = WindowedPower(time, lead, Math.Min(AheadShare * GateSeconds, before), Math.Min(GateSeconds, after));
        var (longer, wide) = WindowedPower(time, lead, Math.Min(2 * AheadShare * GateSeconds, before), Math.Min(2 * GateSeconds, after));
        for (var bin = 1; bin < shorter.Length; bin++)
            shorter[bin] += Below(bin * _response.BinHz) * (longer[bin] - shorter[bin]);
        return (shorter, hz => brief + Below(hz) * (wide - brief));

        static double Below(double hz) => Math.Clamp(Math.Log2(GateHz / hz), 0, 1);
    }

    /// <summary>Power under a packet's window, and the time by which a bandwidth gives the number of independent values in it.</summary>
    private (double[] Power, double Seconds) WindowedPower(double[] time, double leadSeconds, double beforeSeconds, double afterSeconds)
    {
        var (before, after, size) = ((int)(beforeSeconds * _rateHz), (int)(afterSeconds * _rateHz), time.Length);
        var centre = size - (int)Math.Round(leadSeconds * _rateHz);
        var windowed = new double[size];
        var (squares, fourths) = (0.0, 0.0);
        for (var i = -before; i <= after; i++)
        {
            var u = i < 0 ? (double)-i / before : (double)i / after;
            var at = (centre + i + size) % size;
            var weight = u <= 0.25 ? 1 : 0.5 + 0.5 * Math.Cos(Math.PI * (u - 0.25) / 0.75);
            windowed[at] = time[at] * weight;
            squares += weight * weight;
            fourths += weight * weight * weight * weight;
        }
        var spectrum = Spectrum.Of(windowed, _response.Fft);
        return ([.. Enumerable.Range(0, spectrum.Bins).Select(spectrum.Power)], squares * squares / fourths / _rateHz);
    }
}

/// <summary>Levels of one harmonic.</summary>
/// <param name="Order">2 … 5.</param>
/// <param name="Hz">Frequency of the fundamental.</param>
/// <param name="Fundamental">Power of the linear response.</param>
/// <param name="Power">Power of the harmonic, noise included.</param>
/// <param name="Noise">Power of the noise in it, from what the two sweeps differ by.</param>
/// <param name="Variance">Of the power without noise: such that a sum over points has the sum of theirs.</param>
/// <param name="Trusted">How many of the first points count for the ratio.</param>
internal sealed record HarmonicLevels(int Order, IReadOnlyList<double> Hz, double[] Fundamental, double[] Power, double[] Noise, double[] Variance, int Trusted)
{
    /// <summary>
    /// Power of the harmonic over that of the fundamental, over the trusted frequencies, without noise: on average that of the
    /// harmonic alone, so that where there is none chance makes it negative as often as positive.
    /// </summary>
    public double Ratio => (SumOf(Power) - SumOf(Noise)) / SumOf(Fundamental);

    /// <summary>Standard uncertainty of <see cref="Ratio"/>, by the noise.</summary>
    public double RatioUncertainty => Math.Sqrt(SumOf(Variance)) / SumOf(Fundamental);

    private double SumOf(double[] values) => values.Take(Trusted).Sum();
}
