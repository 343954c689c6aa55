using System.Text.Json;
using FluentAssertions;
using FsCheck;
using FsCheck.Fluent;
using KosSound.Signals;
using NUnit.Framework;

namespace KosSound.SelfTests.Signals;

[TestFixture]
[Parallelizable(ParallelScope.All)]
public class PcmCodecTests
{
    public static IEnumerable<TestCaseData> GoldenVectors()
    {
        using var json = JsonDocument.Parse(File.ReadAllText(GoldenFile.PathOf("pcm.json")));
        foreach (var vector in json.RootElement.GetProperty("vectors").EnumerateArray())
        {
            var id = vector.GetProperty("format").GetString()!;
            var codes = vector.GetProperty("codes").EnumerateArray().Select(c => c.GetInt32()).ToArray();
            var bytes = Convert.FromHexString(vector.GetProperty("hex").GetString()!.Replace(" ", ""));
            yield return new TestCaseData(id, codes, bytes).SetArgDisplayNames(id);
        }
    }

    [TestCaseSource(nameof(GoldenVectors))]
    public void Golden_bytes_decode_to_their_codes_and_back(string id, int[] codes, byte[] bytes)
    {
        PcmFormat.TryParse(id, out var format).Should().BeTrue();
        var signal = PcmCodec.Decode(bytes, format);

        for (var i = 0; i < codes.Length; i++)
            signal[i % format.Channels][i / format.Channels].Should().Be(codes[i] / format.FullScale, "sample {0} of {1}", i, id);
        PcmCodec.Encode(signal, format).Should().Equal(bytes);
        var channel = new int[codes.Length / format.Channels];
        PcmCodec.DecodeCodes(bytes, format, format.Channels - 1, channel).Should().Be(channel.Length);
        channel.Should().Equal(codes.Where((_, i) => i % format.Channels == format.Channels - 1));
    }

    [TestCase(8)]
    [TestCase(16)]
    [TestCase(24)]
    public void Every_code_survives_decoding_and_encoding(int bitDepth)
    {
        var format = new PcmFormat(48_000, bitDepth, 1);
        var pcm = new byte[(1 << bitDepth) * format.BytesPerSample];
        for (var code = 0; code < 1 << bitDepth; code++)
        {
            for (var b = 0; b < format.BytesPerSample; b++)
                pcm[code * format.BytesPerSample + b] = (byte)(code >> 8 * b);
        }

        PcmCodec.Encode(PcmCodec.Decode(pcm, format), format).AsSpan().SequenceEqual(pcm).Should().BeTrue();
    }

    [Test]
    public void Random_bytes_survive_decoding_and_encoding_in_every_format() => Prop.ForAll(
        Formats().ToArbitrary(),
        ArbMap.Default.ArbFor<byte[]>(),
        (format, bytes) =>
        {
            var whole = bytes.AsSpan(0, bytes.Length / format.BytesPerFrame * format.BytesPerFrame).ToArray();
            return PcmCodec.Encode(PcmCodec.Decode(bytes, format), format).AsSpan().SequenceEqual(whole);
        }).QuickCheckThrowOnFailure();

    [Test]
    public void The_general_decoder_agrees_with_the_assumed_layout() => Prop.ForAll(
        Formats().ToArbitrary(),
        ArbMap.Default.ArbFor<byte[]>(),
        (format, bytes) =>
        {
            var fast = PcmCodec.Decode(bytes, format);
            var general = PcmCodec.Decode(bytes, format.RateHz, format.Channels, PcmEncoding.Assumed(format));
            return Enumerable.Range(0, format.Channels).All(c => fast[c].SequenceEqual(general[c]));
        }).QuickCheckThrowOnFailure();

    [TestCase(8, 127)]
    [TestCase(16, 32767)]
    [TestCase(24, 8388607)]
    [TestCase(32, 2147483647)]
    public void Beyond_full_scale_saturates(int bitDepth, int highest)
    {
        PcmCodec.CodeOf(1.0, bitDepth).Should().Be(highest);
        PcmCodec.CodeOf(double.PositiveInfinity, bitDepth).Should().Be(highest);
        PcmCodec.CodeOf(-1.0, bitDepth).Should().Be(-highest - 1);
        PcmCodec.CodeOf(-7.5, bitDepth).Should().Be(-highest - 1);
    }

    [Test]
    public void Rounding_is_to_the_nearest_code()
    {
        const double lsb = 1.0 / 32768;
        PcmCodec.CodeOf(100.49 * lsb, 16).Should().Be(100);
        PcmCodec.CodeOf(100.51 * lsb, 16).Should().Be(101);
        PcmCodec.CodeOf(-100.49 * lsb, 16).Should().Be(-100);
        PcmCodec.CodeOf(-100.51 * lsb, 16).Should().Be(-101);
    }

    [Test]
    public void A_sample_that_is_not_a_number_is_refused() =>
        FluentActions.Invoking(() => PcmCodec.CodeOf(double.NaN, 16)).Should().Throw<ArgumentException>().WithMessage("*not a number*");

    [TestCase("little-endian 24 in 4, low", false, false, "03 02 01 00")]
    [TestCase("little-endian 24 in 4, low, sign extended into the padding", false, false, "03 02 81 FF")]
    [TestCase("little-endian 24 in 4, high", false, true, "00 03 02 01")]
    [TestCase("big-endian 24 in 4, low", true, false, "00 01 02 03")]
    [TestCase("big-endian 24 in 4, high", true, true, "01 02 03 00")]
    public void Wide_containers_are_read(string name, bool bigEndian, bool highAligned, string hex)
    {
        var encoding = new PcmEncoding { BitDepth = 24, ContainerBytes = 4, BigEndian = bigEndian, HighAligned = highAligned };
        var code = name.Contains("sign") ? unchecked((int)0xFF810203) : 0x010203;
        PcmCodec.Decode(Convert.FromHexString(hex.Replace(" ", "")), 48_000, 1, encoding)[0][0]
            .Should().Be(code / 8388608.0, name);
    }

    [Test]
    public void Float_unsigned_and_slipped_samples_are_read()
    {
        var floats = new byte[8];
        BitConverter.TryWriteBytes(floats, -0.25f);
        BitConverter.TryWriteBytes(floats.AsSpan(4), 0.5f);
        PcmCodec.Decode(floats, 48_000, 2, PcmEncoding.FloatingPoint)[1][0].Should().Be(0.5);

        var unsigned = new PcmEncoding { BitDepth = 8, ContainerBytes = 1, Kind = SampleKind.OffsetBinary, ByteOffset = 1 };
        PcmCodec.Decode([99, 0x80, 0x00, 0xFF], 8_000, 1, unsigned)[0].ToArray().Should().Equal(0.0, -1.0, 127 / 128.0);
    }

    [Test]
    public void A_buffer_that_is_too_small_and_a_foreign_rate_are_refused()
    {
        var format = new PcmFormat(48_000, 16, 1);
        var signal = new Signal(48_000, 1, 3);
        FluentActions.Invoking(() => PcmCodec.Encode(signal, format, new byte[5])).Should().Throw<ArgumentException>().WithMessage("*6 bytes*5*");
        FluentActions.Invoking(() => PcmCodec.Encode(signal, format with { RateHz = 44_100 })).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => PcmCodec.Decode([], format with { BitDepth = 12 })).Should().Throw<ArgumentException>().WithMessage("*12*");
    }

    private static Gen<PcmFormat> Formats() =>
        from depth in Gen.Elements(8, 16, 24, 32)
        from channels in Gen.Choose(1, 8)
        select new PcmFormat(48_000, depth, channels);
}
