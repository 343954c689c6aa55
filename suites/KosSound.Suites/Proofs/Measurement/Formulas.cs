namespace KosSound.Suites.Proofs.Measurement;

/// <summary>What the simulator's stages do, by the formulas of the field's literature, apart from simulator and analysis.</summary>
internal static class Formulas
{
    /// <summary>Magnitude in dB of a Butterworth filter made by the bilinear transform.</summary>
    public static double ButterworthDb(double hz, double cornerHz, int order, bool isHighPass, double rateHz)
    {
        var ratio = Math.Pow(Math.Tan(Math.PI * hz / rateHz) / Math.Tan(Math.PI * cornerHz / rateHz), 2 * order);
        return -10 * Math.Log10(1 + (isHighPass ? 1 / ratio : ratio));
    }

    /// <summary>Frequency at which such a low pass is so many dB down.</summary>
    public static double ButterworthHz(double downDb, double cornerHz, int order, double rateHz) =>
        rateHz / Math.PI * Math.Atan(Math.Tan(Math.PI * cornerHz / rateHz) * Math.Pow(Math.Pow(10, downDb / 10) - 1, 0.5 / order));

    /// <summary>Magnitude in dB of the cookbook's peaking equaliser: |H|² of its analogue prototype at the warped frequency.</summary>
    public static double PeakDb(double hz, double centreHz, double gainDb, double quality, double rateHz)
    {
        // H(s) = (s² + s·A/Q + 1) / (s² + s/(A·Q) + 1), s = j·tan(πf/R)/tan(πc/R) (Bristow-Johnson).
        var (w, a) = (Math.Tan(Math.PI * hz / rateHz) / Math.Tan(Math.PI * centreHz / rateHz), Math.Pow(10, gainDb / 40));
        var (rest, top, bottom) = ((1 - w * w) * (1 - w * w), w * a / quality, w / (a * quality));
        return 10 * Math.Log10((rest + top * top) / (rest + bottom * bottom));
    }

    /// <summary>Gain in dB of the fundamental of a sine that is clipped at a share of its amplitude, 0 … 1 (its first Fourier coefficient).</summary>
    public static double ClippedSineDb(double share) =>
        share >= 1 ? 0 : 20 * Math.Log10(2 / Math.PI * (Math.Asin(share) + share * Math.Sqrt(1 - share * share)));
}
