using System.Buffers.Binary;
using System.Text;

namespace KosSound.Simulator.SignalPath.Convolution;

/// <summary>An impulse response from a WAV file: RIFF, 16/24/32-bit integers or 32/64-bit floats.</summary>
/// <param name="RateHz">Frames per second of the file.</param>
/// <param name="Channels">Samples of each channel, full scale ±1.</param>
public sealed record ImpulseFile(int RateHz, IReadOnlyList<double[]> Channels)
{
    private const int Integer = 1;
    private const int Float = 3;
    private const int Extensible = 0xFFFE;

    /// <summary>Reads a file.</summary>
    /// <exception cref="ArgumentException">It cannot be read, or is not such a file; the message is one line.</exception>
    public static ImpulseFile Load(string file)
    {
        try
        {
            return Parse(File.ReadAllBytes(file), file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ArgumentException($"{file} cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Reads the bytes of a file.</summary>
    /// <exception cref="ArgumentException">They are not such a file.</exception>
    public static ImpulseFile Parse(ReadOnlySpan<byte> bytes, string file)
    {
        if (bytes.Length < 12 || !bytes[..4].SequenceEqual("RIFF"u8) || !bytes[8..12].SequenceEqual("WAVE"u8))
            throw new ArgumentException($"{file} is not a WAV file");
        ReadOnlySpan<byte> format = default, data = default;
        for (var at = 12; at + 8 <= bytes.Length;)
        {
            var id = Encoding.ASCII.GetString(bytes.Slice(at, 4));
            var length = (int)Math.Min(BinaryPrimitives.ReadUInt32LittleEndian(bytes[(at + 4)..]), (uint)(bytes.Length - at - 8));
            if (id == "fmt ")
                format = bytes.Slice(at + 8, length);
            else if (id == "data")
                data = bytes.Slice(at + 8, length);
            at += 8 + length + (length & 1);
        }
        return format.Length < 16 || data.IsEmpty
            ? throw new ArgumentException($"{file} has no format or no samples")
            : Decode(format, data, file);
    }

    /// <summary>The response at another rate, its gain kept.</summary>
    /// <param name="rateHz">Frames per second wanted.</param>
    public ImpulseFile At(int rateHz)
    {
        if (rateHz == RateHz)
            return this;
        var ratio = (double)RateHz / rateHz;
        var table = new Interpolation.SincTable(512, Math.Min(1, 1 / ratio));
        return new ImpulseFile(rateHz, [.. Channels.Select(channel => Resample(channel, ratio, table))]);
    }

    private static ImpulseFile Decode(ReadOnlySpan<byte> format, ReadOnlySpan<byte> data, string file)
    {
        var coding = (int)BinaryPrimitives.ReadUInt16LittleEndian(format);
        if (coding == Extensible && format.Length >= 26)
            coding = BinaryPrimitives.ReadUInt16LittleEndian(format[24..]);
        int channels = BinaryPrimitives.ReadUInt16LittleEndian(format[2..]);
        var rate = BinaryPrimitives.ReadUInt32LittleEndian(format[4..]);
        int bits = BinaryPrimitives.ReadUInt16LittleEndian(format[14..]);
        if ((coding, bits) is not ((Integer, 16) or (Integer, 24) or (Integer, 32) or (Float, 32) or (Float, 64)) || channels is < 1 or > 64 || rate is < 1_000 or > 768_000)
            throw new ArgumentException($"{file} has {channels} channels at {rate} Hz of {bits} bit, coding {coding}; 16, 24, 32 bit integers and 32, 64 bit floats can be read");
        var frames = data.Length / (channels * bits / 8);
        var planes = Enumerable.Range(0, channels).Select(_ => new double[frames]).ToArray();
        for (var i = 0; i < frames * channels; i++)
            planes[i % channels][i / channels] = Sample(data.Slice(i * bits / 8, bits / 8), coding == Float);
        return frames > 0 ? new ImpulseFile((int)rate, planes) : throw new ArgumentException($"{file} has no whole frame");
    }

    private static double Sample(ReadOnlySpan<byte> bytes, bool isFloat) => (bytes.Length, isFloat) switch
    {
        (2, _) => BinaryPrimitives.ReadInt16LittleEndian(bytes) / 32_768.0,
        (3, _) => ((bytes[0] << 8) | (bytes[1] << 16) | (bytes[2] << 24)) / 2_147_483_648.0,
        (4, false) => BinaryPrimitives.ReadInt32LittleEndian(bytes) / 2_147_483_648.0,
        (4, true) => BinaryPrimitives.ReadSingleLittleEndian(bytes),
        _ => BinaryPrimitives.ReadDoubleLittleEndian(bytes),
    };

    private static double[] Resample(double[] channel, double ratio, Interpolation.SincTable table)
    {
        var weights = new double[table.Taps];
        var result = new double[(int)Math.Ceiling(channel.Length / ratio)];
        for (var i = 0; i < result.Length; i++)
        {
            var whole = (int)Math.Floor(i * ratio);
            table.Blend((i * ratio) - whole, weights);
            for (var tap = 0; tap < weights.Length; tap++)
                if (whole - table.HalfWidth + 1 + tap is var at && at >= 0 && at < channel.Length)
                    result[i] += ratio * weights[tap] * channel[at];
        }
        return result;
    }
}
