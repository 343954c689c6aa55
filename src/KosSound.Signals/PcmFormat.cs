using System.Globalization;
using System.Text.RegularExpressions;

namespace KosSound.Signals;

/// <summary>One rate × depth × channels combination of linear PCM. A frame holds one sample per channel.</summary>
/// <param name="RateHz">Frames per second.</param>
/// <param name="BitDepth">Bits per sample: 8, 16, 24 or 32.</param>
/// <param name="Channels">Samples per frame.</param>
public readonly partial record struct PcmFormat(int RateHz, int BitDepth, int Channels)
{
    /// <summary>Stable name used in test ids, for example <c>48000Hz-16bit-2ch</c>.</summary>
    public string Id => string.Create(CultureInfo.InvariantCulture, $"{RateHz}Hz-{BitDepth}bit-{Channels}ch");

    /// <summary>Bytes of one sample; 24-bit samples are packed in 3.</summary>
    public int BytesPerSample => BitDepth / 8;

    /// <summary>Bytes of one frame.</summary>
    public int BytesPerFrame => BytesPerSample * Channels;

    /// <summary>The integer that stands for +1.0: 2^(BitDepth − 1).</summary>
    public double FullScale => Math.ScaleB(1.0, BitDepth - 1);

    /// <summary>One least significant bit on the ±1 scale: 2^(1 − BitDepth).</summary>
    public double LsbFs => Math.ScaleB(1.0, 1 - BitDepth);

    /// <summary>Playing time of a number of frames.</summary>
    public TimeSpan DurationOf(long frames) => TimeSpan.FromSeconds((double)frames / RateHz);

    /// <summary>Reads an id as written by <see cref="Id"/>.</summary>
    /// <returns>False when <paramref name="id"/> has another form.</returns>
    public static bool TryParse(string id, out PcmFormat format)
    {
        var match = IdPattern().Match(id);
        format = match.Success ? new PcmFormat(Number(1), Number(2), Number(3)) : default;
        return match.Success;

        int Number(int group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);
    }

    public override string ToString() => Id;

    [GeneratedRegex(@"^(\d{1,7})Hz-(8|16|24|32)bit-(\d{1,2})ch$")]
    private static partial Regex IdPattern();
}
