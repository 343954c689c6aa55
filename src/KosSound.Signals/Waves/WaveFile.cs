using System.Globalization;
using System.Text;

namespace KosSound.Signals.Waves;

/// <summary>
/// RIFF/WAVE files of integer PCM (8, 16, 24, 32 bit) and 32-bit float, plain or WAVE_FORMAT_EXTENSIBLE. Unknown chunks are
/// skipped. Source: Microsoft/IBM "Multimedia Programming Interface and Data Specifications 1.0" (1991) and the Windows
/// documentation of WAVEFORMATEXTENSIBLE.
/// </summary>
public static class WaveFile
{
    private const int PcmTag = 1;
    private const int ExtensibleTag = 0xFFFE;

    /// <summary>The part of a sub-format GUID that follows the format tag, the same for all standard tags.</summary>
    private static ReadOnlySpan<byte> SubFormatTail => [0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71];

    /// <summary>Reads a file.</summary>
    /// <exception cref="WaveFormatException">It is missing, unreadable or no sound; the message starts with the path.</exception>
    public static WaveAudio Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
            return Read(stream);
        }
        catch (Exception e) when (e is WaveFormatException or IOException or UnauthorizedAccessException)
        {
            throw new WaveFormatException($"{path}: {Reason(e)}", e);
        }
    }

    /// <summary>Reads a stream from where it stands; it need not be seekable.</summary>
    /// <exception cref="WaveFormatException">It is no WAV file, or its content is no sound this project can judge.</exception>
    public static WaveAudio Read(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return new WaveReader(stream).Read();
    }

    /// <summary>Writes PCM laid out as the wire contract does; an existing file is replaced.</summary>
    /// <exception cref="WaveFormatException">It cannot be written, or is too large for a WAV file; the message starts with the path.</exception>
    public static void Write(string path, PcmFormat format, ReadOnlySpan<byte> pcm)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            using var stream = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16);
            Write(stream, format, pcm);
        }
        catch (Exception e) when (e is WaveFormatException or IOException or UnauthorizedAccessException)
        {
            throw new WaveFormatException($"{path}: {Reason(e)}", e);
        }
    }

    /// <summary>Writes PCM laid out as the wire contract does; a trailing partial frame is left out. The 8-bit samples of the
    /// contract are signed, those of a WAV file are not: they are converted.</summary>
    /// <exception cref="WaveFormatException">It does not fit the 32-bit sizes of a WAV file.</exception>
    public static void Write(Stream stream, PcmFormat format, ReadOnlySpan<byte> pcm)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var bytes = pcm.Length / format.BytesPerFrame * format.BytesPerFrame;
        stream.Write(Header(format, bytes));
        if (format.BitDepth == 8)
            WriteUnsigned(stream, pcm[..bytes]);
        else
            stream.Write(pcm[..bytes]);
        if (bytes % 2 == 1)
            stream.WriteByte(0);
    }

    /// <summary>The bytes before the first sample.</summary>
    /// <param name="format">Format of the samples.</param>
    /// <param name="dataBytes">Bytes of all samples.</param>
    /// <exception cref="WaveFormatException">The sizes do not fit 32 bits.</exception>
    public static byte[] Header(PcmFormat format, long dataBytes)
    {
        // Two channels have an obvious meaning; more need the channel mask of the extensible form.
        var extensible = format.Channels > 2;
        var formatBytes = extensible ? 40 : 16;
        var riffBytes = 4 + 8 + formatBytes + 8 + dataBytes + dataBytes % 2;
        if (riffBytes > uint.MaxValue)
            throw new WaveFormatException(string.Create(CultureInfo.InvariantCulture,
                $"{dataBytes} bytes of sound do not fit a WAV file, whose sizes have 32 bits (4 GiB)"));
        using var memory = new MemoryStream(20 + formatBytes + 8);
        using var writer = new BinaryWriter(memory, Encoding.ASCII);
        writer.Write("RIFF"u8);
        writer.Write((uint)riffBytes);
        writer.Write("WAVEfmt "u8);
        writer.Write(formatBytes);
        writer.Write((ushort)(extensible ? ExtensibleTag : PcmTag));
        writer.Write((ushort)format.Channels);
        writer.Write(format.RateHz);
        writer.Write(format.RateHz * format.BytesPerFrame);
        writer.Write((ushort)format.BytesPerFrame);
        writer.Write((ushort)format.BitDepth);
        if (extensible)
        {
            writer.Write((ushort)22);
            writer.Write((ushort)format.BitDepth);
            writer.Write(0); // no speaker positions: the channels are numbered, not placed
            writer.Write((ushort)PcmTag);
            writer.Write(SubFormatTail);
        }
        writer.Write("data"u8);
        writer.Write((uint)dataBytes);
        return memory.ToArray();
    }

    internal static bool IsStandardSubFormat(ReadOnlySpan<byte> guid) => guid[2..16].SequenceEqual(SubFormatTail);

    private static void WriteUnsigned(Stream stream, ReadOnlySpan<byte> signed)
    {
        Span<byte> block = stackalloc byte[4096];
        while (!signed.IsEmpty)
        {
            var count = Math.Min(block.Length, signed.Length);
            for (var i = 0; i < count; i++)
                block[i] = (byte)(signed[i] ^ 0x80);
            stream.Write(block[..count]);
            signed = signed[count..];
        }
    }

    private static string Reason(Exception e) => e switch
    {
        FileNotFoundException or DirectoryNotFoundException => "no such file",
        UnauthorizedAccessException => "access denied, or a folder",
        _ => e.Message,
    };
}
