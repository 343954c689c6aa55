using KosSound.Signals;

namespace KosSound.Analysis.Spectra;

/// <summary>Magnitude response on a logarithmic axis, with its standard uncertainty.</summary>
internal sealed class ResponseCurve
{
    /// <summary>Nothing is quieter than this: keeps logarithms finite where a filter or a dead path leaves nothing.</summary>
    private const double FloorPower = 1e-24;

    private ResponseCurve(LogAxis axis, double[] power, double[] noise)
    {
        (Axis, Power, Noise) = (axis, power, noise);
        Db = [.. power.Select(p => 10 * Math.Log10(Math.Max(p, FloorPower)))];
        SigmaDb = [.. power.Zip(noise, (p, n) => 10 / Math.Log(10) * Math.Sqrt(2 * n / Math.Max(p, FloorPower)))];
    }

    /// <summary>Frequencies of the points.</summary>
    public LogAxis Axis { get; }

    /// <summary>Frequencies in Hz.</summary>
    public IReadOnlyList<double> Hz => Axis.Hz;

    /// <summary>Squared magnitude relative to what was played.</summary>
    public double[] Power { get; }

    /// <summary>Power of the noise that remains in <see cref="Power"/>.</summary>
    public double[] Noise { get; }

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
        var noisePerBin = response.NoisePower();
        var noise = axis.MeanOf(noisePerBin, response.BinHz);
        var gated = loopback == LoopbackKind.Acoustic;
        var power = axis.MeanOf(gated ? response.DirectPower() : response.Power(), response.BinHz);
        for (var i = 0; i < power.Length; i++)
        {
            // The mean of |H|² holds the noise as well; gating has taken most of that away already.
            if (!gated)
                power[i] = Math.Max(power[i] - noise[i], 0.1 * noise[i]);
            var bins = Math.Max(1, axis.Hz[i] * (axis.HalfStep - 1 / axis.HalfStep) / response.BinHz);
            noise[i] /= bins;
        }
        return new ResponseCurve(axis, power, noise);
    }

    /// <summary>Mean level between two frequencies in dB, by power, and its uncertainty.</summary>
    public (double Db, double SigmaDb) MeanDb(double lowHz, double highHz)
    {
        var points = Enumerable.Range(0, Hz.Count).Where(i => Hz[i] >= lowHz && Hz[i] <= highHz).ToArray();
        var power = Math.Max(points.Average(i => Power[i]), FloorPower);
        var noise = points.Average(i => Noise[i]) / points.Length;
        return (10 * Math.Log10(power), 10 / Math.Log(10) * Math.Sqrt(2 * noise / power));
    }
}
