using KosSound.Signals;

namespace KosSound.Analysis.Spectra;

/// <summary>Magnitude response on a logarithmic axis, with its standard uncertainty.</summary>
internal sealed class ResponseCurve
{
    /// <summary>Nothing is quieter than this: keeps logarithms finite where a filter or a dead path leaves nothing.</summary>
    private const double FloorPower = 1e-24;

    /// <summary>Noise is known by a third of an octave around a point: what a few bins differ by is chance itself.</summary>
    private const double NoiseBand = 1.1225; // ± 1/6 octave

    /// <summary>Variance of <see cref="Power"/> such that a sum over points has the sum of theirs, however alike neighbours are.</summary>
    private readonly double[] _spread;

    private ResponseCurve(LogAxis axis, double[] power, double[] spread, double[] values)
    {
        (Axis, Power, _spread) = (axis, power, spread);
        Db = [.. power.Select(p => 10 * Math.Log10(Math.Max(p, FloorPower)))];
        SigmaDb = [.. power.Select((p, i) => 10 / Math.Log(10) * Math.Sqrt(spread[i] * Math.Min(1, values[i])) / Math.Max(p, FloorPower))];
    }

    /// <summary>Frequencies of the points.</summary>
    public LogAxis Axis { get; }

    /// <summary>Frequencies in Hz.</summary>
    public IReadOnlyList<double> Hz => Axis.Hz;

    /// <summary>Squared magnitude relative to what was played.</summary>
    public double[] Power { get; }

    /// <summary>Magnitude in dB relative to what was played.</summary>
    public double[] Db { get; }

    /// <summary>Standard uncertainty of <see cref="Db"/>.</summary>
    public double[] SigmaDb { get; }

    /// <summary>The curve over the whole trusted band.</summary>
    /// <param name="response">Response of one channel.</param>
    /// <param name="loopback">Acoustic responses are gated, others are not.</param>
    /// <param name="pointsPerOctave">Density.</param>
    public static ResponseCurve Of(SweepResponse response, LoopbackKind loopback, int pointsPerOctave)
    {
        var axis = LogAxis.Between(response.LowHz, response.HighHz, pointsPerOctave);
        // Above the band nothing was played, and the noise over it is without bounds.
        var played = Math.Min(response.Fft.Bins, (int)(response.HighHz / response.BinHz) + 1);
        var noise = axis.MeanOf(response.NoisePower().AsSpan(0, played), response.BinHz, NoiseBand);
        var gated = loopback == LoopbackKind.Acoustic;
        var power = axis.MeanOf(gated ? response.DirectPower() : response.Power(), response.BinHz);
        var windowSeconds = response.Transfer.Window.Frames / (response.BinHz * response.Fft.Size);
        var (spread, values) = (new double[power.Length], new double[power.Length]);
        for (var i = 0; i < power.Length; i++)
        {
            // A window lets its share of the noise pass, and makes one value of what lies within the inverse of its length.
            var seconds = gated ? Math.Min(GatedPower.Seconds(axis.Hz[i]), windowSeconds) : windowSeconds;
            noise[i] *= seconds / windowSeconds;
            // The mean of |H|² holds the noise as well; gating has taken most of that away already.
            if (!gated)
                power[i] = Math.Max(power[i] - noise[i], 0.1 * noise[i]);
            values[i] = axis.Hz[i] * (axis.HalfStep - 1 / axis.HalfStep) * seconds;
            spread[i] = 2 * noise[i] * (power[i] + noise[i]) / values[i];
        }
        return new ResponseCurve(axis, power, spread, values);
    }

    /// <summary>Mean level between two frequencies in dB, by power, and its uncertainty.</summary>
    public (double Db, double SigmaDb) MeanDb(double lowHz, double highHz)
    {
        var points = Enumerable.Range(0, Hz.Count).Where(i => Hz[i] >= lowHz && Hz[i] <= highHz).ToArray();
        var power = Math.Max(points.Average(i => Power[i]), FloorPower);
        var variance = points.Average(i => _spread[i]) / points.Length;
        return (10 * Math.Log10(power), 10 / Math.Log(10) * Math.Sqrt(variance) / power);
    }
}
