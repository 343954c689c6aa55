using System.Numerics;

namespace KosSound.SelfTests.Simulator.SignalPath.Outside;

/// <summary>
/// Gains of the filters a device file can name, from their analog prototypes over frequencies warped as the bilinear transform
/// warps them: no coefficient of the simulator's is used.
/// </summary>
internal static class AnalogPrototype
{
    public static double LowPassDb(double hz, double cornerHz, int order, int rateHz) => -10 * Math.Log10(1 + Math.Pow(Warped(hz, cornerHz, rateHz), 2 * order));

    public static double HighPassDb(double hz, double cornerHz, int order, int rateHz) => -10 * Math.Log10(1 + Math.Pow(Warped(hz, cornerHz, rateHz), -2 * order));

    public static double PeakDb(double hz, Band band) =>
        Db(Section(hz, band, (1, A(band) / band.Q, 1), (1, 1 / (A(band) * band.Q), 1)));

    public static double NotchDb(double hz, Band band) => Db(Section(hz, band, (1, 0, 1), (1, 1 / band.Q, 1)));

    public static double LowShelfDb(double hz, Band band) =>
        Db(A(band) * Section(hz, band, (1, Math.Sqrt(A(band)) / band.Q, A(band)), (A(band), Math.Sqrt(A(band)) / band.Q, 1)));

    public static double HighShelfDb(double hz, Band band) =>
        Db(A(band) * Section(hz, band, (A(band), Math.Sqrt(A(band)) / band.Q, 1), (1, Math.Sqrt(A(band)) / band.Q, A(band))));

    private static double A(Band band) => Math.Pow(10, band.GainDb / 40);

    private static double Warped(double hz, double cornerHz, int rateHz) => Math.Tan(Math.PI * hz / rateHz) / Math.Tan(Math.PI * cornerHz / rateHz);

    private static double Section(double hz, Band band, (double S2, double S1, double S0) top, (double S2, double S1, double S0) bottom)
    {
        var s = new Complex(0, Warped(hz, band.FrequencyHz, band.RateHz));
        return (((top.S2 * s * s) + (top.S1 * s) + top.S0) / ((bottom.S2 * s * s) + (bottom.S1 * s) + bottom.S0)).Magnitude;
    }

    private static double Db(double ratio) => 20 * Math.Log10(ratio);

    /// <summary>One band of an equaliser.</summary>
    public sealed record Band(double FrequencyHz, double GainDb, double Q, int RateHz);
}
