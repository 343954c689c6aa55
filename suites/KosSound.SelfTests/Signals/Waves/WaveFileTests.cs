using System.Text;
using FluentAssertions;
using KosSound.Signals;
using KosSound.Signals.Waves;
using NUnit.Framework;

namespace KosSound.SelfTests.Signals.Waves;

[TestFixture]
[Parallelizable(ParallelScope.All)]
public class WaveFileTests
{
    [Test]
    public void Pcm_survives_writing_and_reading([Values(8, 16, 24, 32)] int bitDepth, [Values(1, 2, 3, 8)] int channels)
    {
        var format = new PcmFormat(44_100, bitDepth, channels);
        var pcm = new byte[7 * format.BytesPerFrame];
        new Random(20_250_101).NextBytes(pcm);

        var audio = WaveFile.Read(new MemoryStream(Written(format, pcm)));

        audio.Format.Should().Be(format);
        audio.Frames.Should().Be(7);
        audio.ToPcm().ToArray().Should().Equal(pcm);
        audio.ToSignal()[channels - 1].ToArray().Should().Equal(PcmCodec.Decode(pcm, format)[channels - 1].ToArray());
    }

    [Test]
    public void The_header_of_a_plain_file_is_the_44_bytes_everyone_writes() => Convert.ToHexString(WaveFile.Header(new PcmFormat(48_000, 16, 2), 8))
        .Should().Be("52494646" + "2C000000" + "57415645" + "666D7420" + "10000000" + "01000200" + "80BB0000" + "00EE0200" + "04001000" + "64617461" + "08000000");

    [Test]
    public void Eight_bit_samples_are_unsigned_in_the_file_and_odd_sound_is_padded()
    {
        var file = Written(new PcmFormat(8_000, 8, 1), [0x00, 0x7F, 0x80]);
        file[44..].Should().Equal(0x80, 0xFF, 0x00, 0x00);
    }

    [Test]
    public void Unknown_chunks_before_the_sound_are_skipped_with_their_padding()
    {
        var plain = Written(new PcmFormat(8_000, 16, 1), [1, 2, 3, 4]);
        byte[] file = [.. plain[..12], .. "LIST"u8, 3, 0, 0, 0, 9, 9, 9, 0, .. plain[12..]];
        WaveFile.Read(new MemoryStream(file)).Data.ToArray().Should().Equal(1, 2, 3, 4);
    }

    [Test]
    public void Float_files_are_read()
    {
        var audio = WaveFile.Read(new MemoryStream(FloatFile(0.5f, -1.25f)));
        audio.ToSignal()[0].ToArray().Should().Equal(0.5, -1.25);
        audio.Format.Should().Be(new PcmFormat(48_000, 32, 1));
        PcmCodec.Decode(audio.ToPcm().Span, audio.Format)[0].ToArray().Should().Equal(0.5, -1.0);
    }

    [Test]
    public void A_stream_that_cannot_seek_is_read()
    {
        using var pipe = new OneWayStream(Written(new PcmFormat(8_000, 24, 2), [1, 2, 3, 4, 5, 6]));
        WaveFile.Read(pipe).Data.ToArray().Should().Equal(1, 2, 3, 4, 5, 6);
    }

    [TestCase(float.NaN, "*not a number (NaN) in frame 1, channel 0*")]
    [TestCase(float.NegativeInfinity, "*infinite in frame 1*")]
    public void Floats_that_are_no_numbers_are_named(float value, string message) => Reading(FloatFile(0, value)).WithMessage(message);

    [Test]
    public void Broken_files_are_named_in_one_line()
    {
        var whole = Written(new PcmFormat(8_000, 16, 1), [1, 2, 3, 4]);
        Reading([]).WithMessage("not a WAV file*");
        Reading(Encoding.ASCII.GetBytes("ID3 this is an MP3 file")).WithMessage("not a WAV file*");
        Reading([.. "RF64"u8, .. whole[4..]]).WithMessage("*RF64*");
        Reading(whole[..20]).WithMessage("*ends inside its fmt*");
        Reading(whole[..36]).WithMessage("*ends before its data chunk, after 36 bytes*");
        Reading(whole[..46]).WithMessage("*cut short*promises 4 bytes of sound, 2 are there*");
        Reading(Patched(whole, 40, 0, 0, 0, 0)).WithMessage("*zero frames*");
        Reading(Patched(whole, 40, 1, 0, 0, 0)).WithMessage("*less than a frame of 2*");
        Reading(Patched(whole, 40, 0xF0, 0xFF, 0xFF, 0xFF)).WithMessage("*4294967280*");
        Reading(Patched(whole, 40, 0xFF, 0xFF, 0xFF, 0xFF)).WithMessage("*cut short*");
        Reading(Patched(whole, 20, 85, 0)).WithMessage("*format tag is 85*");
        Reading(Patched(whole, 22, 0, 0)).WithMessage("*0 channels*");
        Reading(Patched(whole, 24, 0, 0, 0, 0)).WithMessage("*rate is 0 Hz*");
        Reading(Patched(whole, 32, 5, 0)).WithMessage("*5 bytes per frame do not fit 1 channels of 16 bits*");
        Reading(Patched(whole, 34, 12, 0)).WithMessage("*12-bit*");
        Reading([.. whole[..12], .. whole[36..]]).WithMessage("*data chunk comes before*");
        Reading([.. whole[..12], .. "junk"u8, 0xFF, 0xFF, 0xFF, 0x7F, 1, 2]).WithMessage("*ends inside its chunk 'junk'*");
    }

    [Test]
    public void Any_damage_to_the_header_gives_sound_or_a_named_error()
    {
        var whole = Written(new PcmFormat(48_000, 24, 3), new byte[90]);
        var random = new Random(7);
        for (var trial = 0; trial < 20_000; trial++)
        {
            var file = whole[..random.Next(whole.Length + 1)];
            for (var hits = random.Next(4); hits > 0 && file.Length > 0; hits--)
                file[random.Next(Math.Min(file.Length, 72))] = (byte)random.Next(256);
            try
            {
                WaveFile.Read(new MemoryStream(file)).Frames.Should().BePositive();
            }
            catch (WaveFormatException e)
            {
                e.Message.Should().NotBeEmpty().And.NotContain("\n");
            }
        }
    }

    [Test]
    public void More_sound_than_a_wav_file_can_hold_is_refused() =>
        FluentActions.Invoking(() => WaveFile.Header(new PcmFormat(192_000, 32, 8), 5L << 30))
            .Should().Throw<WaveFormatException>().WithMessage("*5368709120 bytes*4 GiB*");

    [Test]
    public void A_file_is_named_in_its_error()
    {
        var path = Path.Combine(Path.GetTempPath(), $"kos-sound-{Guid.NewGuid():N}.wav");
        FluentActions.Invoking(() => WaveFile.Read(path)).Should().Throw<WaveFormatException>().WithMessage($"{path}: no such file");
        FluentActions.Invoking(() => WaveFile.Write(Path.Combine(path, "x.wav"), new PcmFormat(8_000, 8, 1), [1]))
            .Should().Throw<WaveFormatException>().WithMessage($"{path}*");
        try
        {
            WaveFile.Write(path, new PcmFormat(8_000, 16, 1), [1, 2]);
            WaveFile.Read(path).Data.ToArray().Should().Equal(1, 2);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static FluentAssertions.Specialized.ExceptionAssertions<WaveFormatException> Reading(byte[] file) =>
        FluentActions.Invoking(() => WaveFile.Read(new MemoryStream(file))).Should().ThrowExactly<WaveFormatException>();

    private static byte[] Written(PcmFormat format, byte[] pcm)
    {
        using var stream = new MemoryStream();
        WaveFile.Write(stream, format, pcm);
        return stream.ToArray();
    }

    private static byte[] Patched(byte[] file, int at, params byte[] bytes)
    {
        var copy = (byte[])file.Clone();
        bytes.CopyTo(copy, at);
        return copy;
    }

    private static byte[] FloatFile(params float[] samples)
    {
        var pcm = samples.SelectMany(BitConverter.GetBytes).ToArray();
        return Patched(Written(new PcmFormat(48_000, 32, 1), pcm), 20, 3, 0);
    }

    private sealed class OneWayStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;

        public override long Length => throw new NotSupportedException();

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, 3)]);
    }
}
