using System.Buffers.Binary;

namespace KosSound.Simulator.Pcm;

/// <summary>Where the bits of a sample lie in its bytes.</summary>
public enum SampleContainer
{
    /// <summary>As many bytes as the depth has.</summary>
    Packed,

    /// <summary>Four bytes, the sample in the lower ones, its sign carried into the upper.</summary>
    LowOfFour,

    /// <summary>Four bytes, the sample in the upper ones, zeros below.</summary>
    HighOfFour,

    /// <summary>A 32-bit float, full scale ±1, whatever the depth.</summary>
    FloatingPoint,
}

/// <summary>How one side of the device writes samples as bytes. The default is the one the contract assumes; the others are misunderstandings met in the field.</summary>
public sealed record SampleEncoding
{
    /// <summary>Signed, little-endian, packed.</summary>
    public static SampleEncoding Standard { get; } = new();

    /// <summary>Most significant byte first.</summary>
    public bool IsBigEndian { get; init; }

    /// <summary>Silence lies in the middle of the range, not at 0.</summary>
    public bool IsUnsigned { get; init; }

    /// <summary>Where the bits of a sample lie in its bytes.</summary>
    public SampleContainer Container { get; init; }

    /// <summary>Bytes of one sample.</summary>
    public int BytesPerSample(int bitDepth) => Container == SampleContainer.Packed ? bitDepth / 8 : 4;

    /// <summary>Turns bytes into numbers, full scale ±1.</summary>
    /// <param name="pcm">As many bytes as <paramref name="samples"/> need.</param>
    public void Decode(ReadOnlySpan<byte> pcm, int bitDepth, Span<double> samples)
    {
        if (this == Standard)
        {
            DevicePcm.Decode(pcm, bitDepth, samples);
            return;
        }
        var bytes = BytesPerSample(bitDepth);
        for (var i = 0; i < samples.Length; i++)
            samples[i] = ToNumber(Read(pcm.Slice(i * bytes, bytes)), bitDepth);
    }

    /// <summary>Turns numbers into bytes; rounds and clips as <see cref="DevicePcm"/> does.</summary>
    /// <param name="pcm">As many bytes as <paramref name="samples"/> need.</param>
    public void Encode(ReadOnlySpan<double> samples, int bitDepth, Span<byte> pcm)
    {
        if (this == Standard)
        {
            DevicePcm.Encode(samples, bitDepth, pcm);
            return;
        }
        var bytes = BytesPerSample(bitDepth);
        for (var i = 0; i < samples.Length; i++)
            Write(ToWord(samples[i], bitDepth), pcm.Slice(i * bytes, bytes));
    }

    private double ToNumber(uint word, int bitDepth)
    {
        if (Container == SampleContainer.FloatingPoint)
            return BitConverter.UInt32BitsToSingle(word) is var number && float.IsFinite(number) ? number : 0;
        if (Container == SampleContainer.HighOfFour)
            word >>= 32 - bitDepth;
        if (IsUnsigned)
            word ^= 1u << (bitDepth - 1);
        // The sample's sign bit is put at the top of a word and shifted down to carry it along.
        return Math.ScaleB((int)(word << (32 - bitDepth)) >> (32 - bitDepth), 1 - bitDepth);
    }

    private uint ToWord(double sample, int bitDepth)
    {
        if (Container == SampleContainer.FloatingPoint)
            return BitConverter.SingleToUInt32Bits((float)sample);
        var word = (uint)DevicePcm.Quantise(sample, bitDepth);
        if (IsUnsigned)
            word = (word ^ (1u << (bitDepth - 1))) & (uint.MaxValue >> (32 - bitDepth));
        return Container == SampleContainer.HighOfFour ? word << (32 - bitDepth) : word;
    }

    private uint Read(ReadOnlySpan<byte> bytes)
    {
        Span<byte> word = stackalloc byte[4];
        word.Clear();
        bytes.CopyTo(word);
        if (IsBigEndian)
            word[..bytes.Length].Reverse();
        return BinaryPrimitives.ReadUInt32LittleEndian(word);
    }

    private void Write(uint value, Span<byte> bytes)
    {
        Span<byte> word = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(word, value);
        word[..bytes.Length].CopyTo(bytes);
        if (IsBigEndian)
            bytes.Reverse();
    }
}
