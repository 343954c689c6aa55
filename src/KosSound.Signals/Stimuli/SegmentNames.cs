using System.Globalization;

namespace KosSound.Signals.Stimuli;

/// <summary>The stable names of the parts of a stimulus.</summary>
public static class SegmentNames
{
    public const string SilenceStart = "silence-start";
    public const string SilenceEnd = "silence-end";
    public const string MarkerStart = "marker-start";
    public const string MarkerEnd = "marker-end";
    public const string Multitone = "multitone";

    /// <summary>997 Hz at the set level.</summary>
    public const string Tone = "tone-997";

    /// <summary>997 Hz at −60 dBFS.</summary>
    public const string LowTone = "tone-997-60dbfs";

    /// <summary>997 Hz at −110 dBFS, 24 and 32 bit only.</summary>
    public const string FaintTone = "tone-997-110dbfs";

    /// <summary>997 Hz in rising steps.</summary>
    public const string Staircase = "staircase";
    public const string Payload = "payload";

    /// <summary>The sweep of one channel: <c>sweep-1-ch0</c>.</summary>
    /// <param name="repeat">1 or 2; both are identical.</param>
    /// <param name="channel">Zero-based channel.</param>
    public static string Sweep(int repeat, int channel) => string.Create(CultureInfo.InvariantCulture, $"sweep-{repeat}-ch{channel}");

    /// <summary>The silence after a part: <c>gap-3</c>.</summary>
    public static string Gap(int number) => string.Create(CultureInfo.InvariantCulture, $"gap-{number}");
}
