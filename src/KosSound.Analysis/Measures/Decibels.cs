namespace KosSound.Analysis.Measures;

/// <summary>Levels. 0 dBFS is a sine of peak 1.0, hence a mean square of one half (AES17-2020, 3.12).</summary>
internal static class Decibels
{
    /// <summary>10·log10 of a power ratio.</summary>
    public static double OfPower(double ratio) => 10 * Math.Log10(ratio);

    /// <summary>20·log10 of an amplitude ratio.</summary>
    public static double OfAmplitude(double ratio) => 20 * Math.Log10(ratio);

    /// <summary>Level in dBFS of a mean square.</summary>
    public static double FullScaleOfPower(double meanSquare) => OfPower(2 * meanSquare);

    /// <summary>A level difference for people, with its sign: <c>+0.012 dB</c>.</summary>
    public static string Signed(double db)
    {
        // Rounded first: a format of two sections prints "-+0.000" for what rounds to zero.
        var rounded = Math.Round(db, 3);
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{(rounded < 0 ? "−" : "+")}{Math.Abs(rounded):F3} dB");
    }

    /// <summary>dB of a small relative error of a power.</summary>
    public static double OfRelativePower(double error) => 10 / Math.Log(10) * error;

    /// <summary>dB of a small relative error of an amplitude.</summary>
    public static double OfRelativeError(double error) => 20 / Math.Log(10) * error;
}
