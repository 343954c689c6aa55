namespace KosSound.Simulator.SignalPath.Stages;

/// <summary>Coefficients of a second-order section, a0 normalised to 1.</summary>
/// <remarks>R. Bristow-Johnson, "Cookbook formulae for audio equalizer biquad filter coefficients"; also W3C Audio EQ Cookbook.</remarks>
/// <param name="B0">Numerator, this sample.</param>
/// <param name="B1">Numerator, one sample ago.</param>
/// <param name="B2">Numerator, two samples ago.</param>
/// <param name="A1">Denominator, one sample ago.</param>
/// <param name="A2">Denominator, two samples ago.</param>
public readonly record struct Biquad(double B0, double B1, double B2, double A1, double A2)
{
    /// <summary>Passes everything.</summary>
    public static Biquad Identity { get; } = new(1, 0, 0, 0, 0);

    /// <summary>A second-order low pass, gain 1 at 0 Hz, Q at the corner.</summary>
    /// <param name="omega">Corner in radians per sample, 0 to π.</param>
    /// <param name="q">Quality, above 0; 1/√2 for Butterworth.</param>
    public static Biquad LowPass(double omega, double q)
    {
        var (cos, alpha) = Shape(omega, q);
        return Normal((1 - cos) / 2, 1 - cos, (1 - cos) / 2, 1 + alpha, -2 * cos, 1 - alpha);
    }

    /// <summary>A second-order high pass, gain 1 at half the rate.</summary>
    public static Biquad HighPass(double omega, double q)
    {
        var (cos, alpha) = Shape(omega, q);
        return Normal((1 + cos) / 2, -(1 + cos), (1 + cos) / 2, 1 + alpha, -2 * cos, 1 - alpha);
    }

    /// <summary>A first-order low pass, −3.01 dB at the corner.</summary>
    public static Biquad LowPass1(double omega)
    {
        var k = Math.Tan(omega / 2);
        return Normal(k, k, 0, k + 1, k - 1, 0);
    }

    /// <summary>A first-order high pass, −3.01 dB at the corner.</summary>
    public static Biquad HighPass1(double omega)
    {
        var k = Math.Tan(omega / 2);
        return Normal(1, -1, 0, k + 1, k - 1, 0);
    }

    /// <summary>A bell: the gain at the centre, none far from it.</summary>
    /// <param name="omega">Centre in radians per sample.</param>
    /// <param name="q">Quality, above 0.</param>
    /// <param name="gainDb">Gain at the centre in dB.</param>
    public static Biquad Peak(double omega, double q, double gainDb)
    {
        var (cos, alpha) = Shape(omega, q);
        var a = Math.Pow(10, gainDb / 40);
        return Normal(1 + (alpha * a), -2 * cos, 1 - (alpha * a), 1 + (alpha / a), -2 * cos, 1 - (alpha / a));
    }

    /// <summary>A notch: nothing at the centre.</summary>
    public static Biquad Notch(double omega, double q)
    {
        var (cos, alpha) = Shape(omega, q);
        return Normal(1, -2 * cos, 1, 1 + alpha, -2 * cos, 1 - alpha);
    }

    /// <summary>A low shelf: the gain at 0 Hz, half of it in dB at the corner.</summary>
    public static Biquad LowShelf(double omega, double q, double gainDb)
    {
        var (cos, alpha) = Shape(omega, q);
        var a = Math.Pow(10, gainDb / 40);
        var root = 2 * Math.Sqrt(a) * alpha;
        return Normal(
            a * (a + 1 - ((a - 1) * cos) + root), 2 * a * (a - 1 - ((a + 1) * cos)), a * (a + 1 - ((a - 1) * cos) - root),
            a + 1 + ((a - 1) * cos) + root, -2 * (a - 1 + ((a + 1) * cos)), a + 1 + ((a - 1) * cos) - root);
    }

    /// <summary>A high shelf: the gain at half the rate, half of it in dB at the corner.</summary>
    public static Biquad HighShelf(double omega, double q, double gainDb)
    {
        var (cos, alpha) = Shape(omega, q);
        var a = Math.Pow(10, gainDb / 40);
        var root = 2 * Math.Sqrt(a) * alpha;
        return Normal(
            a * (a + 1 + ((a - 1) * cos) + root), -2 * a * (a - 1 + ((a + 1) * cos)), a * (a + 1 + ((a - 1) * cos) - root),
            a + 1 - ((a - 1) * cos) + root, 2 * (a - 1 - ((a + 1) * cos)), a + 1 - ((a - 1) * cos) - root);
    }

    private static (double Cos, double Alpha) Shape(double omega, double q) => (Math.Cos(omega), Math.Sin(omega) / (2 * q));

    private static Biquad Normal(double b0, double b1, double b2, double a0, double a1, double a2) =>
        new(b0 / a0, b1 / a0, b2 / a0, a1 / a0, a2 / a0);
}
