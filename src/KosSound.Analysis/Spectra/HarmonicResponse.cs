using KosSound.Analysis.Transforms;

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

    private readonly SweepResponse _response;
    private readonly double[] _impulse;
    private readonly double[] _noise;
    private readonly int _rateHz;
    private readonly double _topHz;
    private readonly double _trustedHz;
    private readonly double[] _linear;

    private HarmonicResponse(SweepResponse response, int rateHz, double nyquistHz)
    {
        (_response, _rateHz, _topHz, _trustedHz) = (response, rateHz, 0.85 * nyquistHz, TrustedShare * nyquistHz);
        var edges = (EdgeFromHz, 2 * LowestHz, _topHz, Math.Min(response.HighHz, 1.1 * _topHz));
        _impulse = response.Impulse(response.Average, edges);
        _noise = response.Impulse(response.Difference, edges);
        _linear = response.Power();
    }

    public static HarmonicResponse Of(SweepResponse response, int rateHz, double nyquistHz) => new(response, rateHz, nyquistHz);

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
        var power = WindowedPower(_impulse, lead, before, after);
        var noise = WindowedPower(_noise, lead, before, after);
        var axis = LogAxis.Between(LowestHz, _topHz / order, pointsPerOctave);
        var harmonics = new double[axis.Hz.Count];
        var noises = new double[axis.Hz.Count];
        for (var i = 0; i < harmonics.Length; i++)
        {
            harmonics[i] = At(power, order * axis.Hz[i]);
            noises[i] = At(noise, order * axis.Hz[i]);
        }
        var trusted = axis.Hz.Count(hz => order * hz <= _trustedHz);
        return (new HarmonicLevels(order, axis.Hz, axis.MeanOf(_linear, _response.BinHz), harmonics, noises, trusted), null);
    }

    private double At(double[] power, double hz)
    {
        var position = Math.Min(hz / _response.BinHz, power.Length - 1.000001);
        var bin = (int)position;
        return power[bin] + (position - bin) * (power[bin + 1] - power[bin]);
    }

    private double[] WindowedPower(double[] time, double leadSeconds, double beforeSeconds, double afterSeconds)
    {
        var (before, after, size) = ((int)(beforeSeconds * _rateHz), (int)(afterSeconds * _rateHz), time.Length);
        var centre = size - (int)Math.Round(leadSeconds * _rateHz);
        var windowed = new double[size];
        for (var i = -before; i <= after; i++)
        {
            var u = i < 0 ? (double)-i / before : (double)i / after;
            var at = (centre + i + size) % size;
            windowed[at] = time[at] * (u <= 0.25 ? 1 : 0.5 + 0.5 * Math.Cos(Math.PI * (u - 0.25) / 0.75));
        }
        var spectrum = Spectrum.Of(windowed, _response.Fft);
        return [.. Enumerable.Range(0, spectrum.Bins).Select(spectrum.Power)];
    }
}

/// <summary>Levels of one harmonic.</summary>
/// <param name="Order">2 … 5.</param>
/// <param name="Hz">Frequency of the fundamental.</param>
/// <param name="Fundamental">Power of the linear response.</param>
/// <param name="Power">Power of the harmonic, noise included.</param>
/// <param name="Noise">Power of the noise in it, from what the two sweeps differ by.</param>
/// <param name="Trusted">How many of the first points count for the ratio.</param>
internal sealed record HarmonicLevels(int Order, IReadOnlyList<double> Hz, double[] Fundamental, double[] Power, double[] Noise, int Trusted)
{
    /// <summary>Power of the harmonic over that of the fundamental, over the trusted frequencies, without noise; at least 10⁻¹⁸.</summary>
    public double Ratio => Math.Max(SumOf(Power) - SumOf(Noise), 1e-18 * SumOf(Fundamental)) / SumOf(Fundamental);

    /// <summary>Standard uncertainty of <see cref="Ratio"/>, by the noise.</summary>
    public double RatioUncertainty
    {
        get
        {
            // Neighbouring points of the curve share their window: about every eighth is independent.
            var noise = SumOf(Noise) / SumOf(Fundamental);
            return (noise + Math.Sqrt(2 * noise * Ratio)) / Math.Sqrt(Math.Max(1, Trusted / 8.0));
        }
    }

    private double SumOf(double[] values) => values.Take(Trusted).Sum();
}
