using System.Globalization;

namespace KosSound.Signals.Stimuli;

/// <summary>
/// Which metric exists at which rate, depth, channel count and kind of loop, by what the stimulus can carry. What depends on the
/// capture (time stamps, equal formats on both sides, noise) is decided where it is analysed.
/// </summary>
public static class StimulusCapabilities
{
    /// <summary>Lower end of the judged band in Hz.</summary>
    public const double JudgedLowHz = 40;

    /// <summary>Level of the tone for dynamic range (AES17), dBFS.</summary>
    public const double LowToneDbfs = -60;

    /// <summary>Level of the tone that only more than 16 bits can carry, dBFS.</summary>
    public const double FaintToneDbfs = -110;

    /// <summary>Level of one bit: 20·log10(2) dB.</summary>
    public const double DbPerBit = 6.020599913279624;

    private static readonly Dictionary<string, Func<PcmFormat, LoopbackKind, string?>> Rules = new()
    {
        ["dynamic_range.db"] = (format, _) => HasLowTone(format.BitDepth)
            ? null : Text($"because a tone at −60 dBFS is {0.001 * format.FullScale:F2} of a step at {format.BitDepth} bit and vanishes"),
        ["bits.effective"] = WhyNoEffectiveBits,
        ["bits.exact"] = (_, loopback) => loopback == LoopbackKind.Digital
            ? null : "because bit-exactness can only be claimed of a digital loop",
        ["thd.db"] = (format, _) => HighestHarmonic(format.RateHz, StimulusPlanner.ToneHz) >= 2
            ? null : Text($"because the second harmonic of 997 Hz lies above the judged band of {format.RateHz} Hz"),
        ["level.balance_db"] = WhyNoSecondChannel,
        ["crosstalk.db"] = WhyNoSecondChannel,
        ["skew.frames"] = WhyNoSecondChannel,
    };

    /// <summary>Upper end of the judged band in Hz: 0.45 · rate.</summary>
    public static double JudgedHighHz(int rateHz) => 0.45 * rateHz;

    /// <summary>Whether −60 dBFS is at least two steps high.</summary>
    public static bool HasLowTone(int bitDepth) => bitDepth >= 16;

    /// <summary>Whether −110 dBFS is at least two steps high: 26 at 24 bit, a tenth of one at 16.</summary>
    public static bool HasFaintTone(int bitDepth) => bitDepth >= 24;

    /// <summary>The highest harmonic, at most 5, of a fundamental that lies inside the judged band; 0 when the fundamental does not.</summary>
    public static int HighestHarmonic(int rateHz, double fundamentalHz) =>
        Math.Clamp((int)(JudgedHighHz(rateHz) / fundamentalHz), 0, 5);

    /// <summary>Null when stimuli exist for a format, otherwise the reason, beginning with "because".</summary>
    public static string? WhyNoStimulus(PcmFormat format) => format switch
    {
        { RateHz: < 8_000 or > 192_000 } => Text($"because {format.RateHz} Hz lies outside the 8 000 … 192 000 Hz this instrument measures"),
        { Channels: < 1 or > 8 } => Text($"because {format.Channels} channels are not the 1 … 8 this instrument measures"),
        { BitDepth: not (8 or 16 or 24 or 32) } => Text($"because {format.BitDepth} bit is not 8, 16, 24 or 32"),
        _ => null,
    };

    /// <summary>Null when a metric can be measured with the composite stimulus, otherwise the reason, beginning with "because".</summary>
    /// <param name="metricId">Stable metric id; one without a rule exists everywhere.</param>
    /// <param name="format">Format that is played.</param>
    /// <param name="loopback">Kind of loop.</param>
    public static string? WhyNotMeasurable(string metricId, PcmFormat format, LoopbackKind loopback) =>
        WhyNoStimulus(format) ?? (Rules.TryGetValue(metricId, out var rule) ? rule(format, loopback) : null);

    private static string? WhyNoEffectiveBits(PcmFormat format, LoopbackKind loopback) => loopback switch
    {
        LoopbackKind.Digital => null,
        LoopbackKind.Acoustic => "because the noise of a room covers the tone at −110 dBFS",
        _ => HasFaintTone(format.BitDepth) ? null : Text($"because a tone at −110 dBFS needs 24 bit, {format.BitDepth} cannot carry it"),
    };

    private static string? WhyNoSecondChannel(PcmFormat format, LoopbackKind loopback) =>
        format.Channels > 1 ? null : "because there is only one channel";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
