using FluentAssertions;
using KosSound.Analysis;
using KosSound.Analysis.Alignment;
using KosSound.Analysis.Listening;
using KosSound.Signals;
using NUnit.Framework;

namespace KosSound.SelfTests.Analysis.Listening;

public sealed class UnsignedSamplesTests
{
    private static readonly PcmFormat Format = new(48_000, 16, 1);

    [TestCase(0.001), TestCase(0.01), TestCase(0.25)]
    public void Unsigned_samples_are_recognised_over_noise_and_sound(double level) =>
        Arrive(i => (short)(Noise(i, level) ^ short.MinValue)).Should().BeTrue("noise of {0} FS with its sign bits turned", level);

    [TestCase(0), TestCase(1e-4), TestCase(0.25), TestCase(0.99)]
    public void Signed_samples_are_not(double level) => Arrive(i => Noise(i, level)).Should().BeFalse("noise of {0} FS", level);

    [Test]
    public void A_tone_clipped_beyond_recognition_and_a_stuck_input_are_not()
    {
        Arrive(i => i / 24 % 2 == 0 ? short.MaxValue : short.MinValue).Should().BeFalse("a square wave at full scale");
        Arrive(i => (short)Math.Clamp(1e6 * Math.Sin(2 * Math.PI * 997 * i / 48_000), short.MinValue, short.MaxValue)).Should().BeFalse("a sine 30 times too loud");
    }

    private static short Noise(int frame, double level) => (short)Math.Round(short.MaxValue * level * (2 * new Random(frame * 7919 + 1).NextDouble() - 1));

    private static bool Arrive(Func<int, short> sample)
    {
        var pcm = new byte[2 * 24_000];
        for (var i = 0; i < pcm.Length / 2; i++)
            BitConverter.TryWriteBytes(pcm.AsSpan(2 * i), sample(i));
        return UnsignedSamples.Arrive(new CaptureSamples(new Capture { Format = Format, Pcm = pcm }));
    }
}
