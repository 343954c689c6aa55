namespace KosSound.Analysis.Metrics;

/// <summary>Names of the curves a measurement can carry.</summary>
public static class CurveKind
{
    /// <summary>Magnitude response: x = Hz (log spaced), y = dB relative to the played level.</summary>
    public const string Response = "response";

    /// <summary>Group delay after removing the alignment delay: x = Hz, y = ms.</summary>
    public const string GroupDelay = "group-delay";

    /// <summary>Impulse response: x = ms relative to the direct sound, y = amplitude re. full scale.</summary>
    public const string Impulse = "impulse";

    /// <summary>Spectrum of the tone segment: x = Hz, y = dBFS.</summary>
    public const string ToneSpectrum = "tone-spectrum";

    /// <summary>Harmonic levels over frequency: x = Hz of the fundamental, y = dB re. fundamental; one curve per order (name suffix -2 … -5).</summary>
    public const string Harmonic = "harmonic";

    /// <summary>Envelope of the capture: x = s in the capture, y = peak amplitude per column, 0 … 1.</summary>
    public const string Waveform = "waveform";
}

/// <summary>Sampled curve for plots and CSV files.</summary>
/// <param name="Kind">One of <see cref="CurveKind"/>.</param>
/// <param name="Channel">Recorded channel, zero based.</param>
/// <param name="X">Abscissa, ascending; unit by kind.</param>
/// <param name="Y">Ordinate, same length, finite; unit by kind.</param>
public sealed record Curve(string Kind, int Channel, IReadOnlyList<double> X, IReadOnlyList<double> Y);
