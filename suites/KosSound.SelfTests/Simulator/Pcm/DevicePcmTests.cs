using FluentAssertions;
using KosSound.Simulator.Pcm;
using NUnit.Framework;

namespace KosSound.SelfTests.Simulator.Pcm;

[Parallelizable(ParallelScope.All)]
public sealed class DevicePcmTests
{
    // Bytes written by hand from the definition: signed, little-endian, 24 bit packed in three bytes.
    private static readonly object[] Golden =
    [
        new object[] { 8, new byte[] { 0x00, 0x01, 0x7F, 0x80, 0xFF }, new[] { 0, 1, 127, -128, -1 } },
        new object[] { 16, new byte[] { 0x34, 0x12, 0xFF, 0x7F, 0x00, 0x80, 0xFF, 0xFF }, new[] { 0x1234, 32_767, -32_768, -1 } },
        new object[] { 24, new byte[] { 0x56, 0x34, 0x12, 0xFF, 0xFF, 0x7F, 0x00, 0x00, 0x80, 0xFE, 0xFF, 0xFF }, new[] { 0x123456, 8_388_607, -8_388_608, -2 } },
        new object[] { 32, new byte[] { 0x78, 0x56, 0x34, 0x12, 0xFF, 0xFF, 0xFF, 0x7F, 0x00, 0x00, 0x00, 0x80 }, new[] { 0x12345678, int.MaxValue, int.MinValue } },
    ];

    [TestCaseSource(nameof(Golden))]
    public void Known_bytes_decode_to_known_integers_and_back(int bitDepth, byte[] bytes, int[] integers)
    {
        var samples = new double[integers.Length];
        var encoded = new byte[bytes.Length];

        DevicePcm.Decode(bytes, bitDepth, samples);
        DevicePcm.Encode(samples, bitDepth, encoded);

        samples.Select(sample => sample * Math.Pow(2, bitDepth - 1)).Should().Equal(integers.Select(value => (double)value));
        encoded.Should().Equal(bytes);
    }

    [TestCase(8), TestCase(16), TestCase(24), TestCase(32)]
    public void Random_bytes_survive_decoding_and_encoding(int bitDepth)
    {
        var bytes = new byte[12_000];
        new Random(20_251).NextBytes(bytes);
        var samples = new double[bytes.Length / (bitDepth / 8)];
        var encoded = new byte[bytes.Length];

        DevicePcm.Decode(bytes, bitDepth, samples);
        DevicePcm.Encode(samples, bitDepth, encoded);

        encoded.Should().Equal(bytes, "seed 20251 at {0} bit changes nothing", bitDepth);
    }

    [TestCase(8), TestCase(16), TestCase(24), TestCase(32)]
    public void Encoding_clips_and_never_wraps(int bitDepth)
    {
        var samples = new[] { 1.0, 1.5, double.PositiveInfinity, -1.0, -7.0, double.NegativeInfinity, double.NaN };
        var encoded = new byte[samples.Length * bitDepth / 8];
        var decoded = new double[samples.Length];

        DevicePcm.Encode(samples, bitDepth, encoded);
        DevicePcm.Decode(encoded, bitDepth, decoded);

        var top = 1 - Math.Pow(2, 1 - bitDepth);
        decoded.Should().Equal([top, top, top, -1.0, -1.0, -1.0, 0.0]);
    }

    [Test]
    public void Encoding_rounds_to_the_nearest_integer()
    {
        var encoded = new byte[3];

        DevicePcm.Encode([10.4 / 128, 10.6 / 128, -10.6 / 128], 8, encoded);

        encoded.Select(value => (sbyte)value).Should().Equal(10, 11, -11);
    }

    [Test]
    public void Lengths_and_depths_that_do_not_fit_are_refused_with_their_values()
    {
        var mismatch = () => DevicePcm.Decode(new byte[5], 16, new double[2]);
        var depth = () => DevicePcm.Encode(new double[1], 12, new byte[2]);

        mismatch.Should().Throw<ArgumentException>().WithMessage("*5 bytes*2 samples of 16 bits*");
        depth.Should().Throw<ArgumentOutOfRangeException>().WithMessage("*8, 16, 24 or 32*12*");
    }
}
