using System.Buffers.Binary;
using System.Globalization;

namespace KosSound.Signals.Waves;

/// <summary>Walks the chunks of one WAV file; the sound is read once, straight into the array that is handed out.</summary>
internal sealed class WaveReader(Stream stream)
{
    private long _position;

    public WaveAudio Read()
    {
        ReadRiffHeader();
        (PcmFormat Format, PcmEncoding Encoding)? layout = null;
        while (true)
        {
            var (id, bytes) = ReadChunkHeader(layout is not null);
            if (id == "fmt ")
                layout = ReadFormat(bytes);
            else if (id == "data")
                return ReadSound(layout ?? throw new WaveFormatException("the data chunk comes before the fmt chunk"), bytes);
            else
                Skip(id, bytes);
        }
    }

    private void ReadRiffHeader()
    {
        Span<byte> header = stackalloc byte[12];
        var got = Fill(header);
        if (got >= 4 && (header[..4].SequenceEqual("RF64"u8) || header[..4].SequenceEqual("BW64"u8)))
            throw new WaveFormatException("a 64-bit WAV file (RF64, over 4 GiB) is not supported: cut it into parts below 2 GiB");
        if (got < 12 || !header[..4].SequenceEqual("RIFF"u8) || !header[8..].SequenceEqual("WAVE"u8))
            throw new WaveFormatException("not a WAV file: it does not start with RIFF….WAVE");
    }

    private (string Id, uint Bytes) ReadChunkHeader(bool haveFormat)
    {
        Span<byte> header = stackalloc byte[8];
        var got = Fill(header);
        if (got < 8)
            throw new WaveFormatException($"it ends before its {(haveFormat ? "data" : "fmt")} chunk, after {Count(_position)} bytes");
        return (System.Text.Encoding.Latin1.GetString(header[..4]), BinaryPrimitives.ReadUInt32LittleEndian(header[4..]));
    }

    private (PcmFormat Format, PcmEncoding Encoding) ReadFormat(uint bytes)
    {
        if (bytes is < 16 or > 1024)
            throw new WaveFormatException($"its fmt chunk has {Count(bytes)} bytes instead of 16, 18 or 40");
        Span<byte> chunk = stackalloc byte[(int)(bytes + bytes % 2)];
        if (Fill(chunk) < bytes)
            throw new WaveFormatException("it ends inside its fmt chunk");
        var tag = BinaryPrimitives.ReadUInt16LittleEndian(chunk);
        if (tag == 0xFFFE)
        {
            if (bytes < 40 || !WaveFile.IsStandardSubFormat(chunk[24..40]))
                throw new WaveFormatException("its extensible fmt chunk names no sub-format of PCM or float");
            tag = BinaryPrimitives.ReadUInt16LittleEndian(chunk[24..]);
        }
        var channels = BinaryPrimitives.ReadUInt16LittleEndian(chunk[2..]);
        var rateHz = BinaryPrimitives.ReadUInt32LittleEndian(chunk[4..]);
        var frameBytes = BinaryPrimitives.ReadUInt16LittleEndian(chunk[12..]);
        var bits = BinaryPrimitives.ReadUInt16LittleEndian(chunk[14..]);
        return Layout(tag, new PcmFormat(CheckedRate(rateHz), bits, channels), frameBytes);
    }

    private static (PcmFormat Format, PcmEncoding Encoding) Layout(int tag, PcmFormat format, int frameBytes)
    {
        if (tag is not (1 or 3))
            throw new WaveFormatException($"its format tag is {tag}: only integer PCM (1) and float (3) are supported, no compression");
        if (tag == 1 ? format.BitDepth is not (8 or 16 or 24 or 32) : format.BitDepth != 32)
            throw new WaveFormatException($"{format.BitDepth}-bit {(tag == 1 ? "integers" : "floats")} are not supported (integers 8, 16, 24, 32; floats 32)");
        if (format.Channels is < 1 or > 64)
            throw new WaveFormatException($"it has {format.Channels} channels (1 … 64)");
        if (frameBytes % format.Channels != 0 || frameBytes / format.Channels < format.BytesPerSample || frameBytes / format.Channels > 4)
            throw new WaveFormatException($"{frameBytes} bytes per frame do not fit {format.Channels} channels of {format.BitDepth} bits");
        var encoding = new PcmEncoding
        {
            BitDepth = format.BitDepth,
            ContainerBytes = frameBytes / format.Channels,
            Kind = tag == 3 ? SampleKind.FloatingPoint : format.BitDepth == 8 ? SampleKind.OffsetBinary : SampleKind.TwosComplement,
            HighAligned = frameBytes / format.Channels > format.BytesPerSample, // the standard puts padding below the sample
        };
        return (format, encoding);
    }

    private WaveAudio ReadSound((PcmFormat Format, PcmEncoding Encoding) layout, uint bytes)
    {
        if (bytes > Array.MaxLength && bytes != uint.MaxValue)
            throw new WaveFormatException($"{Count(bytes)} bytes of sound are too many: at most 2 GiB");
        if (bytes == 0)
            throw new WaveFormatException("it contains no sound: zero frames");
        RefuseShortStream(bytes);
        var data = new byte[bytes];
        var got = Fill(data);
        if (got < data.Length)
            throw Truncated(bytes, got);
        var frameBytes = layout.Encoding.ContainerBytes * layout.Format.Channels;
        var audio = new WaveAudio(layout.Format, layout.Encoding, data.AsMemory(0, data.Length / frameBytes * frameBytes));
        if (audio.Frames == 0)
            throw new WaveFormatException($"it contains no sound: {data.Length} bytes are less than a frame of {frameBytes}");
        if (layout.Encoding.Kind == SampleKind.FloatingPoint)
            RefuseNonFinite(data, layout.Format.Channels);
        return audio;
    }

    /// <summary>Finds a cut file before memory for what it promises is taken.</summary>
    private void RefuseShortStream(uint bytes)
    {
        if (stream.CanSeek && stream.Length - stream.Position < bytes)
            throw Truncated(bytes, stream.Length - stream.Position);
        if (bytes > Array.MaxLength)
            throw new WaveFormatException("its length was never filled in (a stream written to a pipe): write it to a file first");
    }

    private static WaveFormatException Truncated(uint promised, long got) =>
        new($"it is cut short: its header promises {Count(promised)} bytes of sound, {Count(got)} are there");

    private static void RefuseNonFinite(ReadOnlySpan<byte> data, int channels)
    {
        for (var sample = 0; sample < data.Length / 4; sample++)
        {
            var value = BinaryPrimitives.ReadSingleLittleEndian(data[(sample * 4)..]);
            if (!float.IsFinite(value))
                throw new WaveFormatException(string.Create(CultureInfo.InvariantCulture,
                    $"its sample is {(float.IsNaN(value) ? "not a number (NaN)" : "infinite")} in frame {sample / channels}, channel {sample % channels}"));
        }
    }

    private void Skip(string id, uint bytes)
    {
        Span<byte> block = stackalloc byte[4096];
        var left = bytes + (long)(bytes % 2);
        while (left > 0)
        {
            var got = Fill(block[..(int)Math.Min(left, block.Length)]);
            if (got == 0)
                throw new WaveFormatException($"it ends inside its chunk '{Visible(id)}', before its sound");
            left -= got;
        }
    }

    private int Fill(Span<byte> buffer)
    {
        var got = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        _position += got;
        return got;
    }

    private static int CheckedRate(uint rateHz) =>
        rateHz is >= 1 and <= 9_999_999 ? (int)rateHz : throw new WaveFormatException($"its rate is {Count(rateHz)} Hz");

    private static string Visible(string id) => string.Concat(id.Select(c => char.IsAsciiLetterOrDigit(c) || c == ' ' ? c : '?'));

    private static string Count(long value) => value.ToString(CultureInfo.InvariantCulture);
}
