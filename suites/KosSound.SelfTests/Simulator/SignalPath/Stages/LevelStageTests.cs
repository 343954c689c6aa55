using FluentAssertions;
using KosSound.Simulator.SignalPath.Events;
using KosSound.Simulator.SignalPath.Stages;
using NUnit.Framework;

namespace KosSound.SelfTests.Simulator.SignalPath.Stages;

[TestFixture, Parallelizable(ParallelScope.All)]
public sealed class LevelStageTests
{
    [Test]
    public void Gain_multiplies_each_channel_by_its_own_factor_from_its_moment_on()
    {
        var sound = Probe.Noise(1_000, 3);
        var stage = new GainSettings { LevelDb = [-6, 0.01], Inverted = [2], FromTime = Extent.Frames(300) };

        var result = stage.Run(sound, Probe.Context(channels: 3));

        double[] factors = [Math.Pow(10, -6 / 20.0), Math.Pow(10, 0.01 / 20), -1];
        for (var i = 0; i < sound.Length; i++)
            result[i].Should().BeApproximately(i < 900 ? sound[i] : sound[i] * factors[i % 3], 1e-15, "sample {0}", i);
    }

    [Test]
    public void Gain_of_0_dB_changes_no_bit_and_one_value_goes_for_all_channels()
    {
        var sound = Probe.Noise(100, 2);

        new GainSettings().Run(sound, Probe.Context(channels: 2)).Should().Equal(sound);
        new GainSettings { Inverted = null }.Run(sound, Probe.Context(channels: 2)).Should().Equal(sound.Select(x => -x));
    }

    [TestCase("1,0", 1, 0, 2), TestCase("0,0,0", 0, 0, 0), TestCase("none", -1, 1, 2), TestCase("7,2", 0, 2, 2)]
    public void A_channel_map_takes_every_channel_from_its_source(string sources, params int[] expected)
    {
        var sound = Probe.Noise(100, 3);

        var result = new ChannelMapSettings { Sources = sources.Split(',') }.Run(sound, Probe.Context(channels: 3));

        for (var channel = 0; channel < 3; channel++)
            Probe.Plane(result, channel, 3).Should().Equal(
                expected[channel] < 0 ? new double[100] : Probe.Plane(sound, expected[channel], 3), "channel {0} of map {1}", channel, sources);
    }

    [Test]
    public void A_channel_map_can_mix_all_to_their_mean()
    {
        var result = new ChannelMapSettings { Sources = ["mean", "mean"] }.Run([0.5, -0.25, 1, 0], Probe.Context(channels: 2));

        result.Should().Equal(0.125, 0.125, 0.5, 0.5);
    }

    [TestCase(-30), TestCase(-90)]
    public void Crosstalk_appears_in_the_other_channel_at_its_level(double levelDb)
    {
        var sound = Probe.Noise(10_000, 2).Select((sample, i) => i % 2 == 0 ? sample : 0).ToArray();

        var result = new CrosstalkSettings { LevelDb = levelDb }.Run(sound, Probe.Context(channels: 2));

        var ratio = Probe.Decibels(Probe.Rms(Probe.Plane(result, 1, 2)) / Probe.Rms(Probe.Plane(result, 0, 2)));
        ratio.Should().BeApproximately(levelDb, 1e-6, "dB of the silent channel");
        Probe.Plane(result, 0, 2).Should().Equal(Probe.Plane(sound, 0, 2));
    }

    [TestCase(0.001, 0), TestCase(0, 1), TestCase(-0.25, -3)]
    public void A_constant_is_added_exactly(double offsetFs, double offsetLsb)
    {
        var sound = Probe.Noise(100);

        var result = new OffsetSettings { OffsetFs = offsetFs, OffsetLsb = offsetLsb }.Run(sound, Probe.Context(bitDepth: 16));

        result.Should().Equal(sound.Select(x => x + (offsetFs + (offsetLsb / 32_768))));
    }

    [Test]
    public void Hard_clipping_stops_at_the_limit_and_wrapping_comes_round_on_the_other_side()
    {
        double[] sound = [-1.25, -1, -0.5, 0.5, 0.999, 1, 1.25, 3.25];

        new ClippingSettings { LevelDbfs = 0 }.Run(sound, Probe.Context()).Should().Equal(-1, -1, -0.5, 0.5, 0.999, 1, 1, 1);
        new ClippingSettings { Shape = ClippingShape.Wrap }.Run(sound, Probe.Context()).Should().Equal(0.75, -1, -0.5, 0.5, 0.999, -1, -0.75, -0.75);
        new ClippingSettings { LevelDbfs = -6 }.Run([0.9], Probe.Context())[0].Should().BeApproximately(0.501_187, 1e-6, "−6 dBFS");
    }

    [TestCase(-40, -60, null), TestCase(-30, -30, -50), TestCase(-90, null, null)]
    public void Harmonics_have_the_level_asked_for_at_the_reference_level(double h3, double? h2, double? h5)
    {
        const double hz = 1_000;
        var peak = Math.Pow(10, -12 / 20.0);
        var stage = new NonlinearitySettings { HarmonicsDbc = [h2, h3, null, h5], ReferenceDbfs = -12 };

        var result = stage.Run(Probe.Sine(hz, peak, 48_000), Probe.Context());

        var fundamental = Probe.Amplitude(result, hz);
        Probe.Decibels(fundamental / peak).Should().BeApproximately(0, 1e-9, "dB of the fundamental");
        foreach (var (order, expected) in new (int, double?)[] { (2, h2), (3, h3), (4, null), (5, h5), (6, null) })
        {
            var level = Probe.Decibels(Probe.Amplitude(result, order * hz) / fundamental);
            if (expected is { } wanted)
                level.Should().BeApproximately(wanted, 1e-6, "dBc of harmonic {0}", order);
            else
                level.Should().BeLessThan(-200, "dBc of harmonic {0}", order);
        }
        stage.Run(new double[10], Probe.Context()).Should().OnlyContain(x => x == 0, "silence stays silence");
    }

    [TestCase(-12, 4), TestCase(-18, 1_000), TestCase(-6, 2)]
    public void A_limiter_settles_where_its_curve_says(double thresholdDbfs, double ratio)
    {
        var stage = new LimiterSettings { ThresholdDbfs = thresholdDbfs, Ratio = ratio };
        foreach (var inputDbfs in (double[])[thresholdDbfs - 3, thresholdDbfs + 2, thresholdDbfs + 5.9])
        {
            var result = stage.Run(Probe.Sine(997, Math.Pow(10, inputDbfs / 20), 96_000), Probe.Context());

            var level = Probe.Decibels(Probe.Amplitude(result.AsSpan(48_000, 48_000), 997));
            var expected = inputDbfs <= thresholdDbfs ? inputDbfs : thresholdDbfs + ((inputDbfs - thresholdDbfs) / ratio);
            level.Should().BeApproximately(expected, 0.01, "dBFS out for {0} dBFS in", inputDbfs);
        }
    }

    [TestCase(20, 100), TestCase(50, 400)]
    public void A_limiter_attacks_and_releases_with_its_time_constants(double attackMs, double releaseMs)
    {
        const double overDb = 6;
        var stage = new LimiterSettings
        {
            ThresholdDbfs = -12,
            Attack = TimeSpan.FromMilliseconds(attackMs),
            Release = TimeSpan.FromMilliseconds(releaseMs),
        };
        // Constant levels, so that the gain can be read from every sample: 6 dB over the threshold for 1 s, then far below it.
        var loud = Math.Pow(10, (-12 + overDb) / 20);
        var sound = Enumerable.Range(0, 144_000).Select(i => i < 48_000 ? loud : 0.001).ToArray();

        var result = stage.Run(sound, Probe.Context());

        double GainDb(double ms) => Probe.Decibels(result[(int)(ms * 48)] / sound[(int)(ms * 48)]);
        var depth = -overDb * (1 - 0.001);
        GainDb(attackMs).Should().BeApproximately(depth * (1 - Math.Exp(-1)), 0.02, "dB one attack time after the onset");
        // Once the loud part has left the peak's memory the gain comes back exponentially.
        var ratio = GainDb(1_000 + 60 + releaseMs) / GainDb(1_000 + 60);
        ratio.Should().BeApproximately(Math.Exp(-1), 0.001, "what is left of the gain change after one release time");
    }

    [TestCase(-30, 12, -18), TestCase(-20, 12, -12), TestCase(-6, 12, -12), TestCase(-6, 3, -9), TestCase(-70, 12, -70)]
    public void An_agc_brings_levels_to_its_target_within_its_range(double inputDbfs, double range, double expectedDbfs)
    {
        var stage = new AgcSettings { TargetDbfs = -12, MaxBoostDb = range, MaxCutDb = range, GateDbfs = -60 };

        var result = stage.Run(Probe.Sine(997, Math.Pow(10, inputDbfs / 20), 192_000), Probe.Context());

        Probe.Decibels(Probe.Amplitude(result.AsSpan(144_000, 48_000), 997))
            .Should().BeApproximately(expectedDbfs, 0.01, "dBFS out for {0} dBFS in", inputDbfs);
    }

    [TestCase(3, 24), TestCase(20, 10)]
    public void Noise_suppression_eats_a_steady_tone_at_its_rate_down_to_its_depth(double rateDbPerS, double depthDb)
    {
        var sound = Probe.Sine(1_000, 0.25, 48_000 * 4).Select((x, i) => i < 24_000 ? 0 : x).ToArray();

        var result = new NoiseSuppressionSettings { RateDbPerS = rateDbPerS, DepthDb = depthDb }.Run(sound, Probe.Context());

        double LevelDb(double second) => Probe.Decibels(Probe.Amplitude(result.AsSpan((int)(second * 48_000), 2_400), 1_000) / 0.25);
        LevelDb(0.55).Should().BeApproximately(0, 0.2, "dB just after the onset");
        var slope = (LevelDb(1.0) - LevelDb(0.8)) / 0.2;
        slope.Should().BeApproximately(-rateDbPerS, 0.05 * rateDbPerS, "dB per second");
        LevelDb(3.9).Should().BeApproximately(-Math.Min(depthDb, rateDbPerS * 3.3), 0.1 * rateDbPerS, "dB at the end");
    }

    [Test]
    public void Noise_suppression_passes_what_is_not_steady()
    {
        var sound = Probe.Noise(48_000, 2);

        var result = new NoiseSuppressionSettings { DepthDb = 0 }.Run(sound, Probe.Context(channels: 2));

        // The analysis has not seen what lies before the first frame: the first window is left out.
        Enumerable.Range(4_096, 80_000).Max(i => Math.Abs(result[i] - sound[i])).Should().BeLessThan(1e-12, "largest difference in full scales");
    }
}
