using FluentAssertions;
using KosSound.Analysis;
using KosSound.Analysis.Alignment;
using KosSound.Analysis.Listening;
using KosSound.Signals;
using NUnit.Framework;

namespace KosSound.SelfTests.Analysis.Listening;

public sealed class UnsignedSamplesTests
{
    [TestCase(0.001), TestCase(0.01), TestCase(0.25)]
    public void Unsigned_samples_are_recognised_over_noise_and_sound(double level) =>
        Arrive(i => (short)(Noise(i, level) ^ short.MinValue)).Should().BeTrue("noise of {0} FS with its sign bits turned", level);

    [TestCase(0), TestCase(1e-4), TestCase(0.25), TestCase(0.99)]
    public void Signed_samples_are_not(double level) => Arrive(i => Noise(i, level)).Should().BeFalse("noise of {0} FS", level);

    [TestCase(short.MaxValue, 0), TestCase(short.MinValue, 0), TestCase(short.MaxValue, 20), TestCase(short.MinValue, 20)]
    public void An_input_stuck_at_one_end_is_not(int end, int noiseLsb) =>
        Arrive(i => (short)(end - Math.Sign(end) * (i * 7919 % (noiseLsb + 1)))).Should().BeFalse("{0} and {1} LSB of noise are no sound with its sign bits turned", end, noiseLsb);

    [TestCase(short.MinValue, true), TestCase((short)0, false)]
    public void A_second_channel_without_sound_is_at_one_end_too(short silence, bool arrive) =>
        Arrive(2, i => i % 2 == 0 ? (short)(Noise(i, 0.1) ^ short.MinValue) : silence).Should().Be(arrive);

    [Test]
    public void Two_channels_stuck_at_different_ends_are_no_sound() =>
        Arrive(2, i => i % 2 == 0 ? short.MaxValue : short.MinValue).Should().BeFalse("neither holds anything that changes");

    [Test]
    public void A_tone_clipped_beyond_recognition_is_not()
    {
        Arrive(i => i / 24 % 2 == 0 ? short.MaxValue : short.MinValue).Should().BeFalse("a square wave at full scale");
        Arrive(i => (short)Math.Clamp(1e6 * Math.Sin(2 * Math.PI * 997 * i / 48_000), short.MinValue, short.MaxValue)).Should().BeFalse("a sine 30 times too loud");
    }

    private static short Noise(int frame, double level) => (short)Math.Round(short.MaxValue * level * (2 * new Random(frame * 7919 + 1).NextDouble() - 1));

    private static bool Arrive(Func<int, short> sample) => Arrive(1, sample);

    private static bool Arrive(int channels, Func<int, short> sample)
    {
        var pcm = new byte[2 * 24_000];
        for (var i = 0; i < pcm.Length / 2; i++)
            BitConverter.TryWriteBytes(pcm.AsSpan(2 * i), sample(i));
        return UnsignedSamples.Arrive(new CaptureSamples(new Capture { Format = new PcmFormat(48_000, 16, channels), Pcm = pcm }));
    }
}
