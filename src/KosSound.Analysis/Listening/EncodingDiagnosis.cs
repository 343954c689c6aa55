using KosSound.Signals;

namespace KosSound.Analysis.Listening;

/// <summary>Names the layout in which captured bytes carry what was played, when it is not the assumed one.</summary>
public static class EncodingDiagnosis
{
    /// <summary>Share of the probe that must be found for a layout to be named.</summary>
    private const double LeastShare = 0.5;

    private delegate byte[] Rewrite(ReadOnlySpan<byte> pcm, PcmFormat format);

    private static readonly (string Name, Func<PcmFormat, bool> Applies, Rewrite Rewrite)[] Layouts =
    [
        ("samples arrive big-endian", f => f.BytesPerSample > 1, BigEndian),
        ("samples arrive unsigned", _ => true, Unsigned),
        ("samples arrive unsigned big-endian", f => f.BytesPerSample > 1, (pcm, f) => BigEndian(Unsigned(pcm, f), f)),
        ("24-bit samples arrive in 4-byte containers, in the upper 3 bytes", f => f.BitDepth == 24, (pcm, f) => Contained(pcm, f, upper: true)),
        ("24-bit samples arrive in 4-byte containers, in the lower 3 bytes", f => f.BitDepth == 24, (pcm, f) => Contained(pcm, f, upper: false)),
        ("samples arrive as 32-bit floating point", _ => true, Floating),
        ("neighbouring channels arrive exchanged", f => f.Channels > 1, Exchanged),
        ("samples arrive inverted", _ => true, Inverted),
    ];

    /// <summary>What fits, for a message; null when nothing does.</summary>
    /// <param name="probe">The noise that was played.</param>
    /// <param name="captured">What was recorded in the same format.</param>
    public static string? Name(ProbeSound probe, ReadOnlySpan<byte> captured)
    {
        ArgumentNullException.ThrowIfNull(probe);
        var format = probe.Format;
        var plain = ExactSearch.Find(probe.Pcm.Span, captured);
        if (Share(plain, probe.Pcm.Length) >= LeastShare)
        {
            var slip = (plain[0].CaptureByte - plain[0].PlayedByte) % format.BytesPerFrame;
            return slip == 0 ? null : $"bytes arrive shifted by {(slip + format.BytesPerFrame) % format.BytesPerFrame} of {format.BytesPerFrame} (byte slip)";
        }

        foreach (var (name, applies, rewrite) in Layouts)
        {
            if (!applies(format))
                continue;
            var rewritten = rewrite(probe.Pcm.Span, format);
            if (Share(ExactSearch.Find(rewritten, captured), rewritten.Length) >= LeastShare)
                return name;
        }

        return null;
    }

    private static double Share(IReadOnlyList<ExactSearch.ByteRun> runs, int bytes) => runs.Sum(r => (double)r.Bytes) / Math.Max(bytes, 1);

    private static byte[] BigEndian(ReadOnlySpan<byte> pcm, PcmFormat format) => EachSample(pcm, format, static sample => sample.Reverse());

    private static byte[] Unsigned(ReadOnlySpan<byte> pcm, PcmFormat format) => EachSample(pcm, format, static sample => sample[^1] ^= 0x80);

    private static byte[] Inverted(ReadOnlySpan<byte> pcm, PcmFormat format) => EachSample(pcm, format, static sample =>
    {
        var carry = 1;
        for (var i = 0; i < sample.Length; i++)
        {
            carry += (byte)~sample[i];
            sample[i] = (byte)carry;
            carry >>= 8;
        }
    });

    private static byte[] Exchanged(ReadOnlySpan<byte> pcm, PcmFormat format)
    {
        var exchanged = pcm.ToArray();
        var bytes = format.BytesPerSample;
        for (var frame = 0; frame + format.BytesPerFrame <= pcm.Length; frame += format.BytesPerFrame)
        {
            for (var (at, end) = (frame, frame + format.BytesPerFrame); at + 2 * bytes <= end; at += 2 * bytes)
            {
                pcm.Slice(at, bytes).CopyTo(exchanged.AsSpan(at + bytes));
                pcm.Slice(at + bytes, bytes).CopyTo(exchanged.AsSpan(at));
            }
        }

        return exchanged;
    }

    private static byte[] Contained(ReadOnlySpan<byte> pcm, PcmFormat format, bool upper)
    {
        var contained = new byte[pcm.Length / 3 * 4];
        for (int from = 0, to = 0; from + 3 <= pcm.Length; from += 3, to += 4)
        {
            pcm.Slice(from, 3).CopyTo(contained.AsSpan(to + (upper ? 1 : 0)));
            if (!upper)
                contained[to + 3] = (byte)((sbyte)pcm[from + 2] >> 7);
        }

        return contained;
    }

    private static byte[] Floating(ReadOnlySpan<byte> pcm, PcmFormat format)
    {
        var signal = PcmCodec.Decode(pcm, format);
        var floats = new byte[signal.Frames * signal.Channels * 4];
        for (var frame = 0; frame < signal.Frames; frame++)
        {
            for (var channel = 0; channel < signal.Channels; channel++)
                BitConverter.TryWriteBytes(floats.AsSpan((frame * signal.Channels + channel) * 4), (float)signal[channel][frame]);
        }

        return floats;
    }

    private static byte[] EachSample(ReadOnlySpan<byte> pcm, PcmFormat format, SampleEdit edit)
    {
        var edited = pcm.ToArray();
        for (var at = 0; at + format.BytesPerSample <= edited.Length; at += format.BytesPerSample)
            edit(edited.AsSpan(at, format.BytesPerSample));
        return edited;
    }

    private delegate void SampleEdit(Span<byte> sample);
}
