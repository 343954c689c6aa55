namespace KosSound.Signals.Stimuli;

/// <summary>
/// Sine and exponential from additions and multiplications alone. IEEE 754 defines those to the bit while the library functions
/// differ in the last place between platforms, and a stimulus must render to the same bytes everywhere.
/// </summary>
internal static class PortableMath
{
    private const double Ln2High = 0.693147180369123816490; // upper 33 bits, so that n · Ln2High is exact
    private const double Ln2Low = 1.90821492927058770002e-10;

    /// <summary>1/(2k+1)! with alternating sign, highest order first: sine up to x^23.</summary>
    private static readonly double[] SineTerms = Reciprocals(11, k => 2 * k + 1, alternate: true);

    /// <summary>1/k!, highest order first: exponential up to x^15.</summary>
    private static readonly double[] ExpTerms = Reciprocals(15, k => k, alternate: false);

    /// <summary>sin(2π · turns) within 4e-16.</summary>
    public static double SinTurns(double turns)
    {
        var r = turns - Math.Round(turns);
        if (r > 0.25)
            r = 0.5 - r;
        else if (r < -0.25)
            r = -0.5 - r;
        var x = 2 * Math.PI * r;
        var square = x * x;
        var sum = 0.0;
        foreach (var term in SineTerms)
            sum = sum * square + term;
        return sum * x;
    }

    /// <summary>e^x within a relative 4e-16, |x| below 700.</summary>
    public static double Exp(double x)
    {
        var n = Math.Round(x * 1.4426950408889634);
        var r = x - n * Ln2High - n * Ln2Low;
        var sum = 0.0;
        foreach (var term in ExpTerms)
            sum = sum * r + term;
        return Math.ScaleB(sum, (int)n);
    }

    /// <summary>Amplitude of a level: 10^(dB/20).</summary>
    public static double Amplitude(double db) => Exp(db * 0.11512925464970228);

    /// <summary>Raised-cosine rise from 0 to 1 for x from 0 to 1.</summary>
    public static double Rise(double x)
    {
        var s = SinTurns(x / 4);
        return s * s;
    }

    private static double[] Reciprocals(int highest, Func<int, int> order, bool alternate)
    {
        var terms = new double[highest + 1];
        for (var k = 0; k <= highest; k++)
        {
            var factorial = 1.0;
            for (var i = 2; i <= order(k); i++)
                factorial *= i;
            terms[highest - k] = (alternate && k % 2 == 1 ? -1 : 1) / factorial;
        }
        return terms;
    }
}
