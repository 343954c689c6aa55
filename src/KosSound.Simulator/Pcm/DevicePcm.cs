using System.Buffers.Binary;

namespace KosSound.Simulator.Pcm;

/// <summary>The device's own converter between PCM bytes and samples; it shares no code with the client's.</summary>
/// <remarks>
/// Scaling: integer n of depth b stands for n / 2^(b − 1). Decoding and encoding an untouched sample is exact at every
/// depth, because a double holds 32 bits. Encoding rounds to nearest, ties to even, and clips at the end of the range.
/// </remarks>
public static class DevicePcm
{
    /// <summary>Turns whole samples into numbers, full scale ±1.</summary>
    /// <param name="pcm">Little-endian bytes; its length is <paramref name="samples"/>' length × <paramref name="bitDepth"/> / 8.</param>
    /// <param name="bitDepth">8, 16, 24 or 32.</param>
    /// <param name="samples">Receives the samples in the order they come.</param>
    public static void Decode(ReadOnlySpan<byte> pcm, int bitDepth, Span<double> samples)
    {
        RequireLengths(pcm.Length, bitDepth, samples.Length);
        switch (bitDepth)
        {
            case 8:
                for (var i = 0; i < samples.Length; i++)
                    samples[i] = (sbyte)pcm[i] * (1.0 / 128);
                break;
            case 16:
                for (int i = 0, at = 0; i < samples.Length; i++, at += 2)
                    samples[i] = (short)(pcm[at] | (pcm[at + 1] << 8)) * (1.0 / 32_768);
                break;
            case 24:
                // The three bytes are put at the top of a word and shifted down to carry the sign along.
                for (int i = 0, at = 0; i < samples.Length; i++, at += 3)
                    samples[i] = (((pcm[at] << 8) | (pcm[at + 1] << 16) | (pcm[at + 2] << 24)) >> 8) * (1.0 / 8_388_608);
                break;
            default:
                for (int i = 0, at = 0; i < samples.Length; i++, at += 4)
                    samples[i] = (pcm[at] | (pcm[at + 1] << 8) | (pcm[at + 2] << 16) | (pcm[at + 3] << 24)) * (1.0 / 2_147_483_648);
                break;
        }
    }

    /// <summary>Turns numbers into PCM bytes.</summary>
    /// <param name="samples">Full scale ±1; values beyond are clipped, NaN becomes 0.</param>
    /// <param name="bitDepth">8, 16, 24 or 32.</param>
    /// <param name="pcm">Receives <paramref name="samples"/>' length × <paramref name="bitDepth"/> / 8 little-endian bytes.</param>
    public static void Encode(ReadOnlySpan<double> samples, int bitDepth, Span<byte> pcm)
    {
        RequireLengths(pcm.Length, bitDepth, samples.Length);
        var full = (double)(1L << (bitDepth - 1));
        switch (bitDepth)
        {
            case 8:
                for (var i = 0; i < samples.Length; i++)
                    pcm[i] = (byte)Quantise(samples[i] * full, full);
                break;
            case 16:
                for (int i = 0, at = 0; i < samples.Length; i++, at += 2)
                    BinaryPrimitives.WriteInt16LittleEndian(pcm[at..], (short)Quantise(samples[i] * full, full));
                break;
            case 24:
                for (int i = 0, at = 0; i < samples.Length; i++, at += 3)
                {
                    var word = Quantise(samples[i] * full, full);
                    (pcm[at], pcm[at + 1], pcm[at + 2]) = ((byte)word, (byte)(word >> 8), (byte)(word >> 16));
                }
                break;
            default:
                for (int i = 0, at = 0; i < samples.Length; i++, at += 4)
                    BinaryPrimitives.WriteInt32LittleEndian(pcm[at..], (int)Quantise(samples[i] * full, full));
                break;
        }
    }

    /// <summary>The integer that stands for a number: rounded to nearest, ties to even, clipped at the end of the range.</summary>
    internal static long Quantise(double sample, int bitDepth)
    {
        var full = (double)(1L << (bitDepth - 1));
        return Quantise(sample * full, full);
    }

    private static long Quantise(double scaled, double full)
    {
        if (!(scaled > -full))
            return double.IsNaN(scaled) ? 0 : (long)-full;
        return (long)Math.Min(Math.Round(scaled, MidpointRounding.ToEven), full - 1);
    }

    private static void RequireLengths(int bytes, int bitDepth, int samples)
    {
        if (bitDepth is not (8 or 16 or 24 or 32))
            throw new ArgumentOutOfRangeException(nameof(bitDepth), bitDepth, "a depth is 8, 16, 24 or 32 bits");
        if (bytes != samples * (bitDepth / 8))
            throw new ArgumentException($"{bytes} bytes do not hold exactly {samples} samples of {bitDepth} bits");
    }
}
