namespace KosSound.Simulator.SignalPath.Stages;

/// <summary>Decibels and factors.</summary>
internal static class Levels
{
    /// <summary>RMS of a full-scale sine, which is 0 dBFS (AES17).</summary>
    public const double FullScaleRms = 0.707_106_781_186_547_6;

    /// <summary>The amplitude ratio of a level; exactly 1 at 0 dB.</summary>
    public static double Factor(double db) => Math.Pow(10, db / 20);

    /// <summary>The level of an amplitude ratio above 0.</summary>
    public static double Db(double factor) => 20 * Math.Log10(factor);

    /// <summary>One step of an integer converter, full scale ±1.</summary>
    public static double Lsb(int bitDepth) => Math.ScaleB(1, 1 - bitDepth);
}
