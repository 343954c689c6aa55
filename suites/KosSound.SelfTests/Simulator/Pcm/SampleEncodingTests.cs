using FluentAssertions;
using KosSound.Simulator.Pcm;
using NUnit.Framework;

namespace KosSound.SelfTests.Simulator.Pcm;

[TestFixture, Parallelizable(ParallelScope.All)]
public sealed class SampleEncodingTests
{
    private static readonly double[] Samples = [0, 0.5, -0.5, -1, 0.25 + (1 / 256.0), -1 / 128.0];

    // 0.5 and −0.5 of full scale, byte by byte, written down by hand.
    [TestCase(16, "little signed packed", "0000 0040 00C0 0080 8020 00FF")]
    [TestCase(16, "big signed packed", "0000 4000 C000 8000 2080 FF00")]
    [TestCase(16, "little unsigned packed", "0080 00C0 0040 0000 80A0 007F")]
    [TestCase(8, "little unsigned packed", "80 C0 40 00 A0 7F")]
    [TestCase(24, "big signed packed", "000000 400000 C00000 800000 208000 FF0000")]
    [TestCase(24, "little signed low", "00000000 00004000 0000C0FF 000080FF 00802000 0000FFFF")]
    [TestCase(24, "little signed high", "00000000 00000040 000000C0 00000080 00008020 000000FF")]
    [TestCase(24, "big unsigned low", "00800000 00C00000 00400000 00000000 00A08000 007F0000")]
    [TestCase(16, "little signed float", "00000000 0000003F 000000BF 000080BF 0000823E 000000BC")]
    public void Bytes_are_what_the_encoding_says_and_read_back_the_same(int bitDepth, string words, string expected)
    {
        var encoding = Parse(words);
        var pcm = new byte[Samples.Length * encoding.BytesPerSample(bitDepth)];

        encoding.Encode(Samples, bitDepth, pcm);

        Convert.ToHexString(pcm).Should().Be(expected.Replace(" ", "", StringComparison.Ordinal), "bytes of {0}, {1} bit", words, bitDepth);
        var read = new double[Samples.Length];
        encoding.Decode(pcm, bitDepth, read);
        // 8 bits cannot hold 1/256.
        read.Should().Equal(Samples.Select(sample => bitDepth == 8 && sample > 0.25 && sample < 0.5 ? 0.25 : sample));
    }

    [TestCase(8), TestCase(16), TestCase(24), TestCase(32)]
    public void The_standard_encoding_is_the_codec_of_the_device(int bitDepth)
    {
        var (one, other) = (new byte[Samples.Length * bitDepth / 8], new byte[Samples.Length * bitDepth / 8]);

        SampleEncoding.Standard.Encode(Samples, bitDepth, one);
        DevicePcm.Encode(Samples, bitDepth, other);

        one.Should().Equal(other);
    }

    [Test]
    public void Floats_that_are_no_number_are_silence()
    {
        var read = new double[2];

        Parse("little signed float").Decode(Convert.FromHexString("0000C07F0000807F"), 32, read);

        read.Should().Equal(0, 0);
    }

    private static SampleEncoding Parse(string words)
    {
        var parts = words.Split(' ');
        return new SampleEncoding
        {
            IsBigEndian = parts[0] == "big",
            IsUnsigned = parts[1] == "unsigned",
            Container = parts[2] switch
            {
                "low" => SampleContainer.LowOfFour,
                "high" => SampleContainer.HighOfFour,
                "float" => SampleContainer.FloatingPoint,
                _ => SampleContainer.Packed,
            },
        };
    }
}
