using System.Globalization;
using KOS.Sound;
using KosSound.Signals;

namespace KosSound.Device.Capabilities;

/// <summary>What one side of a device advertises: the lists as received, duplicates, zeros and huge numbers included.</summary>
public sealed record SideCapabilities
{
    /// <summary>Rates, depths and channel counts that can be put into a <see cref="PcmFormat"/> and rendered as PCM.</summary>
    private const uint LowestRateHz = 4_000, HighestRateHz = 768_000, MostChannels = 64;

    /// <summary>False when the side does not exist.</summary>
    public required bool Available { get; init; }

    /// <summary>Rates as received, in Hz.</summary>
    public required IReadOnlyList<uint> RatesHz { get; init; }

    /// <summary>Bits per sample as received.</summary>
    public required IReadOnlyList<uint> BitDepths { get; init; }

    /// <summary>Samples per frame as received.</summary>
    public required IReadOnlyList<uint> Channels { get; init; }

    /// <summary>
    /// Every well-formed combination once (4 000–768 000 Hz, 8/16/24/32 bit, 1–64 channels), in the order of the lists; none
    /// when the side is not available. Enumerated lazily: a device may advertise millions.
    /// </summary>
    public IEnumerable<PcmFormat> Formats =>
        !Available
            ? []
            : from rate in RatesHz.Where(r => r is >= LowestRateHz and <= HighestRateHz).Distinct()
              from depth in BitDepths.Where(d => d is 8 or 16 or 24 or 32).Distinct()
              from channels in Channels.Where(c => c is >= 1 and <= MostChannels).Distinct()
              select new PcmFormat((int)rate, (int)depth, (int)channels);

    /// <summary>True when availability and all three lists are the same, order included.</summary>
    public bool SaysTheSameAs(SideCapabilities other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Available == other.Available && RatesHz.SequenceEqual(other.RatesHz) && BitDepths.SequenceEqual(other.BitDepths) && Channels.SequenceEqual(other.Channels);
    }

    /// <summary>One line for people.</summary>
    public override string ToString() =>
        Available ? $"{List(RatesHz)} Hz × {List(BitDepths)} bit × {List(Channels)} channel(s)" : "not available";

    internal static SideCapabilities From(AudioCapabilities? side) => new()
    {
        Available = side?.Available ?? false,
        RatesHz = side?.SampleRates.ToArray() ?? [],
        BitDepths = side?.BitDepths.ToArray() ?? [],
        Channels = side?.Channels.ToArray() ?? [],
    };

    private static string List(IReadOnlyList<uint> values) =>
        values.Count == 0 ? "no" : string.Join(", ", values.Take(16).Select(v => v.ToString(CultureInfo.InvariantCulture))) + (values.Count > 16 ? ", …" : "");
}
