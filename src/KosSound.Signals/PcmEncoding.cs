using System.Globalization;

namespace KosSound.Signals;

/// <summary>How the bits of a sample are to be read.</summary>
public enum SampleKind
{
    /// <summary>Two's complement.</summary>
    TwosComplement,

    /// <summary>Offset binary: half of the range is silence.</summary>
    OffsetBinary,

    /// <summary>IEEE 754 single precision, ±1.0 is full scale; only in 4-byte containers.</summary>
    FloatingPoint,
}

/// <summary>
/// One way of laying samples into bytes. The wire contract states none of this; <see cref="Assumed"/> is what this project assumes
/// and every other value is a hypothesis of the encoding diagnosis, or the content of a WAV file.
/// </summary>
public sealed record PcmEncoding
{
    /// <summary>Signed, unsigned or float.</summary>
    public SampleKind Kind { get; init; } = SampleKind.TwosComplement;

    /// <summary>Significant bits of a sample: 8, 16, 24 or 32.</summary>
    public required int BitDepth { get; init; }

    /// <summary>Bytes one sample occupies, from BitDepth / 8 to 4.</summary>
    public required int ContainerBytes { get; init; }

    /// <summary>True when the most significant byte comes first.</summary>
    public bool BigEndian { get; init; }

    /// <summary>True when the significant bits fill the upper end of a wider container, false when they fill its lower end.</summary>
    public bool HighAligned { get; init; }

    /// <summary>Bytes before the first sample that are not part of the sound, 0 or more: a byte slip.</summary>
    public int ByteOffset { get; init; }

    /// <summary>What this project assumes on the wire: signed little-endian, packed (24 bit in 3 bytes, 8 bit signed).</summary>
    public static PcmEncoding Assumed(PcmFormat format) =>
        new() { BitDepth = format.BitDepth, ContainerBytes = format.BytesPerSample };

    /// <summary>IEEE 754 single precision, little-endian.</summary>
    public static PcmEncoding FloatingPoint { get; } = new() { Kind = SampleKind.FloatingPoint, BitDepth = 32, ContainerBytes = 4 };

    /// <summary>Refuses combinations that cannot exist.</summary>
    /// <exception cref="ArgumentException">Names the value that is out of range.</exception>
    public void Validate()
    {
        if (BitDepth is not (8 or 16 or 24 or 32))
            throw new ArgumentException($"bit depth {BitDepth} is not 8, 16, 24 or 32", nameof(BitDepth));
        if (ContainerBytes < BitDepth / 8 || ContainerBytes > 4)
            throw new ArgumentException($"a container of {ContainerBytes} bytes cannot hold {BitDepth} bits (8 … 32)", nameof(ContainerBytes));
        if (Kind == SampleKind.FloatingPoint && BitDepth != 32)
            throw new ArgumentException($"float samples have 32 bits, not {BitDepth}", nameof(BitDepth));
        ArgumentOutOfRangeException.ThrowIfNegative(ByteOffset);
    }

    /// <summary>For people, for example "24-bit signed little-endian samples in 4-byte containers".</summary>
    public override string ToString()
    {
        var kind = Kind switch { SampleKind.FloatingPoint => "float", SampleKind.OffsetBinary => "unsigned", _ => "signed" };
        var order = ContainerBytes == 1 ? "" : BigEndian ? " big-endian" : " little-endian";
        var container = ContainerBytes * 8 == BitDepth ? "" : $" in {ContainerBytes}-byte containers{(HighAligned ? " (upper bits)" : "")}";
        var slip = ByteOffset == 0 ? "" : $" after {ByteOffset} stray byte{(ByteOffset == 1 ? "" : "s")}";
        return string.Create(CultureInfo.InvariantCulture, $"{BitDepth}-bit {kind}{order} samples{container}{slip}");
    }
}
