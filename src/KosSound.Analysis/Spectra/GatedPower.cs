using KosSound.Analysis.Transforms;

namespace KosSound.Analysis.Spectra;

/// <summary>
/// Power response of the direct sound: the impulse response under windows that are the shorter the higher the frequency, so that
/// late reflections drop out where they can and low frequencies keep their resolution (a fixed 5 ms resolves only 200 Hz). Every
/// window is 1 over its first half (unity plateau) and falls as a raised cosine.
/// </summary>
internal static class GatedPower
{
    private const double ShortestSeconds = 0.005;
    private const int Windows = 6;

    /// <summary>Periods that a window holds at the frequency it is used for.</summary>
    private const double Periods = 6;

    /// <summary>Length of a window before the direct sound over that after.</summary>
    private const double AheadShare = 0.25;

    /// <summary>Mean square of a window that is 1 over its first half and a raised cosine over the other: 1/2 + 3/8 · 1/2.</summary>
    private const double MeanSquareWeight = 0.6875;

    /// <summary>|H|² per bin of the response's transform.</summary>
    /// <param name="response">Response of one channel.</param>
    /// <param name="spectrum">Its average, or what its sweeps differ by: then it is the power of the noise that the gate lets pass.</param>
    public static double[] Of(SweepResponse response, Spectrum spectrum)
    {
        var rateHz = response.BinHz * response.Fft.Size;
        var edges = (0.5 * response.LowHz, response.LowHz, response.HighHz, response.EndHz);
        var impulse = response.Impulse(spectrum, edges);
        var powers = Enumerable.Range(0, Windows).Select(w => PowerUnder(impulse, ShortestSeconds * (1 << w), rateHz, response.Fft)).ToArray();
        var gated = new double[response.Fft.Bins];
        for (var bin = 1; bin < gated.Length; bin++)
        {
            var rung = Rung(bin * response.BinHz);
            var lower = Math.Min((int)rung, Windows - 2);
            var share = rung - lower;
            gated[bin] = (1 - share) * powers[lower][bin] + share * powers[lower + 1][bin];
        }
        return gated;
    }

    /// <summary>
    /// Duration of noise, in s, that the windows let pass at a frequency. Its inverse is the bandwidth within which the gated
    /// response is one independent value.
    /// </summary>
    public static double Seconds(double hz) => ShortestSeconds * Math.Pow(2, Rung(hz)) * (1 + AheadShare) * MeanSquareWeight;

    /// <summary>Position on the ladder of windows: 0 where 5 ms hold six periods, 1 an octave below, …</summary>
    private static double Rung(double hz) => Math.Clamp(Math.Log2(Periods / hz / ShortestSeconds), 0, Windows - 1);

    private static double[] PowerUnder(double[] impulse, double seconds, double rateHz, RealFft fft)
    {
        var (after, before) = (Math.Min((int)(seconds * rateHz), fft.Size / 2), Math.Min((int)(AheadShare * seconds * rateHz), fft.Size / 4));
        var windowed = new double[fft.Size];
        for (var i = -before; i < after; i++)
        {
            var at = i < 0 ? i + fft.Size : i;
            var u = i < 0 ? (double)-i / before : (double)i / after;
            windowed[at] = impulse[at] * (u <= 0.5 ? 1 : 0.5 + 0.5 * Math.Cos(2 * Math.PI * (u - 0.5)));
        }
        var spectrum = Spectrum.Of(windowed, fft);
        return [.. Enumerable.Range(0, spectrum.Bins).Select(spectrum.Power)];
    }
}
