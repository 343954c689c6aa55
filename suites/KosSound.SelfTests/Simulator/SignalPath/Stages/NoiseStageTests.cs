using System.Numerics;
using FluentAssertions;
using KosSound.Simulator.SignalPath.Events;
using KosSound.Simulator.SignalPath.Stages;
using MathNet.Numerics.IntegralTransforms;
using NUnit.Framework;

namespace KosSound.SelfTests.Simulator.SignalPath.Stages;

[TestFixture, Parallelizable(ParallelScope.All)]
public sealed class NoiseStageTests
{
    private const int Frames = 480_000;

    [TestCase(NoiseColor.White, 48_000), TestCase(NoiseColor.Pink, 48_000), TestCase(NoiseColor.Pink, 192_000), TestCase(NoiseColor.White, 8_000)]
    public void Noise_has_its_level_relative_to_a_full_scale_sine(NoiseColor color, int rateHz)
    {
        var noise = new NoiseSettings { LevelDbfs = -40, Color = color }.Run(new double[Frames * 2], Probe.Context(rateHz, 2));

        for (var channel = 0; channel < 2; channel++)
        {
            var level = Probe.Decibels(Probe.Rms(Probe.Plane(noise, channel, 2)) * Math.Sqrt(2));
            // White: σ of an RMS over 480 000 frames is 0.006 dB; pink has most of its power in few periods.
            level.Should().BeApproximately(-40, color == NoiseColor.White ? 0.03 : 0.6, "dBFS of channel {0}", channel);
        }
        var (left, right) = (Probe.Plane(noise, 0, 2), Probe.Plane(noise, 1, 2));
        var likeness = left.Zip(right, (a, b) => a * b).Sum() / (Frames * Probe.Rms(left) * Probe.Rms(right));
        Math.Abs(likeness).Should().BeLessThan(color == NoiseColor.White ? 0.01 : 0.2, "correlation of the channels");
    }

    [TestCase(NoiseColor.White, 3.01), TestCase(NoiseColor.Pink, 0)]
    public void The_power_of_an_octave_follows_the_color(NoiseColor color, double dbPerOctave)
    {
        var noise = new NoiseSettings { LevelDbfs = -20, Color = color }.Run(new double[1 << 19], Probe.Context());

        double[] corners = [250, 500, 1_000, 2_000, 4_000, 8_000];
        var levels = corners.Select(corner => BandDb(noise, corner)).ToArray();

        for (var i = 1; i < levels.Length; i++)
            (levels[i] - levels[i - 1]).Should().BeApproximately(dbPerOctave, 0.4, "dB from the octave at {0} Hz to that at {1} Hz", corners[i - 1], corners[i]);
    }

    [Test]
    public void A_level_in_LSB_counts_the_steps_of_the_stream()
    {
        var noise = new NoiseSettings { LevelLsb = 2 }.Run(new double[Frames], Probe.Context(bitDepth: 16));

        (Probe.Rms(noise) * 32_768).Should().BeApproximately(2, 0.02, "LSB RMS");
    }

    [Test]
    public void Noise_differs_from_seed_to_seed_and_is_the_same_for_the_same()
    {
        var stage = new NoiseSettings { LevelDbfs = -40 };
        var silence = new double[100];

        stage.Run(silence, Probe.Context()).Should().Equal(stage.Run(silence, Probe.Context()));
        stage.Run(silence, Probe.Context() with { Seed = 7 }).Should().NotEqual(stage.Run(silence, Probe.Context()));
    }

    [Test]
    public void Hum_has_its_lines_at_their_levels_and_no_others()
    {
        var hum = new HumSettings { FrequencyHz = 50, LevelDbfs = -40, HarmonicsDbc = [-10, -6] }.Run(new double[48_000 * 2], Probe.Context(channels: 2));

        for (var channel = 0; channel < 2; channel++)
        {
            var plane = Probe.Plane(hum, channel, 2);
            foreach (var (hz, expected) in new[] { (50.0, -40.0), (100, -50), (150, -46) })
                Probe.Decibels(Probe.Amplitude(plane, hz)).Should().BeApproximately(expected, 1e-6, "dBFS at {0} Hz in channel {1}", hz, channel);
            Probe.Amplitude(plane, 200).Should().BeLessThan(1e-12, "amplitude at 200 Hz");
        }
    }

    [Test]
    public void A_spur_keeps_its_phase_from_block_to_block_and_vanishes_beyond_half_the_rate()
    {
        var spur = new HumSettings { FrequencyHz = 12_345.6, LevelLsb = 1 }.Run(new double[100_000], Probe.Context(bitDepth: 16));

        (Probe.Amplitude(spur, 12_345.6) * 32_768).Should().BeApproximately(1, 1e-3, "LSB peak");
        new HumSettings { FrequencyHz = 24_000, LevelDbfs = 0 }.Run(new double[100], Probe.Context()).Should().OnlyContain(x => x == 0);
    }

    [TestCase(16, BitReduction.Round), TestCase(16, BitReduction.Truncate), TestCase(12, BitReduction.Round)]
    public void Only_the_effective_bits_are_left(int bits, BitReduction reduction)
    {
        var sound = Probe.Noise(10_000);
        var steps = Math.Pow(2, bits - 1);

        var result = new EffectiveBitsSettings { Bits = bits, Reduction = reduction }.Run(sound, Probe.Context(bitDepth: 24));

        for (var i = 0; i < sound.Length; i++)
            (result[i] * steps).Should().Be(reduction == BitReduction.Round ? Math.Round(sound[i] * steps) : Math.Floor(sound[i] * steps), "step of sample {0}", i);
    }

    [Test]
    public void Dither_keeps_a_tone_below_one_step_that_rounding_loses()
    {
        // A third of a 12-bit step: rounding to 12 bits leaves nothing of it.
        var tone = Probe.Sine(997, Math.Pow(2, -11) / 3, Frames);

        var rounded = new EffectiveBitsSettings { Bits = 12 }.Run(tone, Probe.Context(bitDepth: 24));
        var dithered = new EffectiveBitsSettings { LostBits = 12, Reduction = BitReduction.Dither }.Run(tone, Probe.Context(bitDepth: 24));

        rounded.Should().OnlyContain(x => x == 0);
        (Probe.Amplitude(dithered, 997) / Probe.Amplitude(tone, 997)).Should().BeApproximately(1, 0.02, "share of the tone that is left");
        // Triangular dither of ±1 step: a quarter of a step squared in all, whatever the signal.
        var error = Probe.Rms([.. dithered.Zip(tone, (a, b) => a - b)]) * Math.Pow(2, 11);
        error.Should().BeApproximately(0.5, 0.005, "RMS error in steps");
    }

    [Test]
    public void All_bits_a_stream_has_are_left_alone()
    {
        var sound = Probe.Noise(100);

        new EffectiveBitsSettings { Bits = 24 }.Run(sound, Probe.Context(bitDepth: 24)).Should().Equal(sound);
    }

    [Test]
    public void A_click_adds_its_height_to_one_frame()
    {
        var stage = new ClickSettings { HeightLsb = -1, Channel = 1, When = new Schedule { At = [Extent.Frames(40), Extent.Frames(90)] } };

        var result = stage.Run(new double[200], Probe.Context(channels: 2, bitDepth: 16));

        result.Select((x, i) => (x, i)).Where(pair => pair.x != 0).Should().Equal((-1 / 32_768.0, 81), (-1 / 32_768.0, 181));
    }

    private static double BandDb(double[] noise, double cornerHz)
    {
        // Hann-windowed spectra, averaged: about 5 000 independent values in the lowest octave, σ 0.06 dB.
        const int block = 4_096;
        var power = 0.0;
        for (var at = 0; at + block <= noise.Length; at += block / 2)
        {
            var spectrum = Enumerable.Range(0, block).Select(i => new Complex(noise[at + i] * (1 - Math.Cos(2 * Math.PI * i / block)), 0)).ToArray();
            Fourier.Forward(spectrum);
            for (var bin = (int)Math.Ceiling(cornerHz * block / 48_000); bin < 2 * cornerHz * block / 48_000; bin++)
                power += Math.Pow(spectrum[bin].Magnitude, 2);
        }
        return 10 * Math.Log10(power);
    }
}
