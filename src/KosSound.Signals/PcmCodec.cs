using System.Buffers.Binary;

namespace KosSound.Signals;

/// <summary>
/// PCM bytes to samples and back. Code c of a depth of n bits stands for c / 2^(n − 1), so −1.0 exists and +1.0 saturates one
/// step below; a double holds every code of every depth exactly, hence decoding and encoding again gives the same bytes.
/// </summary>
public static class PcmCodec
{
    /// <summary>Decodes signed little-endian interleaved PCM, 24 bit packed in 3 bytes. A trailing partial frame is ignored.</summary>
    /// <exception cref="ArgumentException">The depth is not 8, 16, 24 or 32, or there is no channel.</exception>
    public static Signal Decode(ReadOnlySpan<byte> pcm, PcmFormat format)
    {
        Check(format);
        var frames = pcm.Length / format.BytesPerFrame;
        var signal = new Signal(format.RateHz, format.Channels, frames);
        for (var channel = 0; channel < format.Channels && frames > 0; channel++)
            DecodePlane(pcm[(channel * format.BytesPerSample)..], format, signal[channel]);
        return signal;
    }

    /// <summary>Decodes interleaved PCM laid out in another way; slower than the assumed one.</summary>
    /// <param name="pcm">Bytes; <see cref="PcmEncoding.ByteOffset"/> of them and a trailing partial frame are ignored.</param>
    /// <param name="rateHz">Frames per second.</param>
    /// <param name="channels">Samples per frame, at least 1.</param>
    /// <param name="encoding">The layout. Float samples are taken as they are, NaN and infinity included.</param>
    /// <exception cref="ArgumentException">The layout is impossible, or there is no channel.</exception>
    public static Signal Decode(ReadOnlySpan<byte> pcm, int rateHz, int channels, PcmEncoding encoding)
    {
        ArgumentNullException.ThrowIfNull(encoding);
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        encoding.Validate();
        pcm = pcm[Math.Min(encoding.ByteOffset, pcm.Length)..];
        var stride = encoding.ContainerBytes * channels;
        var signal = new Signal(rateHz, channels, pcm.Length / stride);
        for (var channel = 0; channel < channels; channel++)
        {
            var plane = signal[channel];
            var at = channel * encoding.ContainerBytes;
            for (var frame = 0; frame < plane.Length; frame++, at += stride)
                plane[frame] = DecodeSample(pcm.Slice(at, encoding.ContainerBytes), encoding);
        }
        return signal;
    }

    /// <summary>Decodes one channel to its integer codes, −2^(n−1) … 2^(n−1) − 1.</summary>
    /// <param name="pcm">Signed little-endian interleaved PCM.</param>
    /// <param name="format">Its format.</param>
    /// <param name="channel">Zero-based channel.</param>
    /// <param name="codes">Receives one code per frame; as many as it has room for, at most the frames there are.</param>
    /// <returns>The number of codes written.</returns>
    public static int DecodeCodes(ReadOnlySpan<byte> pcm, PcmFormat format, int channel, Span<int> codes)
    {
        Check(format);
        ArgumentOutOfRangeException.ThrowIfNegative(channel);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(channel, format.Channels);
        var frames = Math.Min(codes.Length, pcm.Length / format.BytesPerFrame);
        var at = channel * format.BytesPerSample;
        for (var frame = 0; frame < frames; frame++, at += format.BytesPerFrame)
            codes[frame] = ReadCode(pcm[at..], format.BitDepth);
        return frames;
    }

    /// <summary>Encodes as signed little-endian interleaved PCM: rounded to the nearest code (halves to even), saturated at full scale.</summary>
    /// <exception cref="ArgumentException">Channel counts or rates differ, or a sample is NaN.</exception>
    public static byte[] Encode(Signal signal, PcmFormat format)
    {
        ArgumentNullException.ThrowIfNull(signal);
        Check(format);
        var pcm = new byte[checked(signal.Frames * format.BytesPerFrame)];
        Encode(signal, format, pcm);
        return pcm;
    }

    /// <summary>The same into a buffer of the caller's, which must have room for all frames.</summary>
    /// <returns>The number of bytes written.</returns>
    /// <exception cref="ArgumentException">The buffer is too small, channel counts or rates differ, or a sample is NaN.</exception>
    public static int Encode(Signal signal, PcmFormat format, Span<byte> pcm)
    {
        ArgumentNullException.ThrowIfNull(signal);
        Check(format);
        if (signal.Channels != format.Channels || signal.RateHz != format.RateHz)
            throw new ArgumentException($"a signal of {signal.RateHz} Hz and {signal.Channels} channels does not fit {format}", nameof(signal));
        var bytes = checked(signal.Frames * format.BytesPerFrame);
        if (pcm.Length < bytes)
            throw new ArgumentException($"{bytes} bytes do not fit a buffer of {pcm.Length}", nameof(pcm));
        for (var channel = 0; channel < format.Channels; channel++)
        {
            var at = channel * format.BytesPerSample;
            foreach (var sample in signal[channel])
            {
                WriteCode(pcm[at..], CodeOf(sample, format.BitDepth), format.BytesPerSample);
                at += format.BytesPerFrame;
            }
        }
        return bytes;
    }

    /// <summary>The code a sample becomes: nearest (halves to even), saturated.</summary>
    /// <exception cref="ArgumentException">The sample is NaN.</exception>
    public static int CodeOf(double sample, int bitDepth)
    {
        var scale = Math.ScaleB(1.0, bitDepth - 1);
        var code = Math.Clamp(Math.Round(sample * scale), -scale, scale - 1);
        return double.IsNaN(code) ? throw new ArgumentException("a sample is not a number", nameof(sample)) : (int)code;
    }

    private static void DecodePlane(ReadOnlySpan<byte> pcm, PcmFormat format, Span<double> plane)
    {
        var (stride, scale, at) = (format.BytesPerFrame, format.LsbFs, 0);
        switch (format.BitDepth)
        {
            case 8:
                for (var frame = 0; frame < plane.Length; frame++, at += stride)
                    plane[frame] = (sbyte)pcm[at] * scale;
                break;
            case 16:
                for (var frame = 0; frame < plane.Length; frame++, at += stride)
                    plane[frame] = BinaryPrimitives.ReadInt16LittleEndian(pcm[at..]) * scale;
                break;
            default:
                for (var frame = 0; frame < plane.Length; frame++, at += stride)
                    plane[frame] = ReadCode(pcm[at..], format.BitDepth) * scale;
                break;
        }
    }

    private static int ReadCode(ReadOnlySpan<byte> at, int bitDepth) => bitDepth switch
    {
        8 => (sbyte)at[0],
        16 => BinaryPrimitives.ReadInt16LittleEndian(at),
        24 => at[0] | at[1] << 8 | (sbyte)at[2] << 16,
        _ => BinaryPrimitives.ReadInt32LittleEndian(at),
    };

    private static void WriteCode(Span<byte> at, int code, int bytes)
    {
        at[0] = (byte)code;
        if (bytes > 1)
            at[1] = (byte)(code >> 8);
        if (bytes > 2)
            at[2] = (byte)(code >> 16);
        if (bytes > 3)
            at[3] = (byte)(code >> 24);
    }

    private static double DecodeSample(ReadOnlySpan<byte> container, PcmEncoding encoding)
    {
        var bits = 0u;
        for (var i = 0; i < container.Length; i++)
            bits = bits << 8 | container[encoding.BigEndian ? i : container.Length - 1 - i];
        if (encoding.Kind == SampleKind.FloatingPoint)
            return BitConverter.UInt32BitsToSingle(bits);
        if (encoding.HighAligned)
            bits >>= container.Length * 8 - encoding.BitDepth;
        // Moving the sample to the top of the word and back extends its sign and drops what padding there is above it.
        var word = bits << 32 - encoding.BitDepth;
        var code = (int)(encoding.Kind == SampleKind.OffsetBinary ? word ^ 0x8000_0000u : word) >> 32 - encoding.BitDepth;
        return Math.ScaleB(code, 1 - encoding.BitDepth);
    }

    private static void Check(PcmFormat format)
    {
        if (format.BitDepth is not (8 or 16 or 24 or 32))
            throw new ArgumentException($"bit depth {format.BitDepth} is not 8, 16, 24 or 32", nameof(format));
        ArgumentOutOfRangeException.ThrowIfLessThan(format.Channels, 1, nameof(format));
        ArgumentOutOfRangeException.ThrowIfLessThan(format.RateHz, 1, nameof(format));
    }
}
