using System.Diagnostics;
using FluentAssertions;
using KosSound.Simulator.SignalPath.Convolution;
using KosSound.Simulator.SignalPath.Stages;
using NUnit.Framework;

namespace KosSound.SelfTests.Simulator.SignalPath.Stages;

[TestFixture, Parallelizable(ParallelScope.All)]
public sealed class FilterStageTests
{
    [Test]
    public void Equaliser_bands_have_their_gain_where_they_say()
    {
        Gain(EqualiserShape.Peak, 1_000, 6, 2, at: 1_000).Should().BeApproximately(6, 1e-6, "dB at the centre");
        Gain(EqualiserShape.Peak, 1_000, 6, 2, at: 20).Should().BeApproximately(0, 0.01, "dB far below");
        Gain(EqualiserShape.LowShelf, 300, -9, 0.7071, at: 10).Should().BeApproximately(-9, 0.01, "dB below");
        Gain(EqualiserShape.LowShelf, 300, -9, 0.7071, at: 300).Should().BeApproximately(-4.5, 1e-6, "dB at the corner");
        Gain(EqualiserShape.HighShelf, 3_000, 4, 0.7071, at: 23_000).Should().BeApproximately(4, 0.01, "dB above");
        Gain(EqualiserShape.HighShelf, 3_000, 4, 0.7071, at: 3_000).Should().BeApproximately(2, 1e-6, "dB at the corner");
        Gain(EqualiserShape.Notch, 1_000, 0, 5, at: 1_000).Should().BeLessThan(-100, "dB at the notch");
        // A notch of quality Q is 3.01 dB down where its edges are f/Q apart, on the bilinear scale.
        Gain(EqualiserShape.Notch, 1_000, 0, 5, at: 100).Should().BeApproximately(0, 0.01, "dB far below");
    }

    [Test]
    public void A_measured_response_is_met_within_a_twentieth_of_a_dB()
    {
        // A small speaker: no bass, a bump, a fall.
        var stage = new MeasuredResponseSettings { FrequenciesHz = [100, 400, 1_000, 2_500, 6_000, 15_000], GainsDb = [-24, -3, 0, 4, -2, -18] };

        foreach (var rate in (int[])[16_000, 48_000])
            foreach (var hz in (double[])[120, 200, 400, 550, 1_000, 2_000, 3_000, 6_000, 7_000, 12_000])
                if (hz < 0.45 * rate)
                    Probe.Decibels(stage.ResponseAt(hz, Probe.Context(rate), 1 << 14).Magnitude)
                        .Should().BeApproximately(stage.GainAt(hz), 0.05, "dB at {0} Hz of a stream at {1} Hz", hz, rate);
    }

    [Test]
    public void Between_points_the_response_is_straight_over_octaves()
    {
        var stage = MeasuredResponseSettings.FromCsv("# speaker\nHz,dB\n100,-12\n400;0\n", "speaker.csv");

        stage.GainAt(200).Should().BeApproximately(-6, 1e-12, "dB in the middle");
        stage.GainAt(20).Should().Be(-12, "dB below the first point");
        stage.GainAt(9_000).Should().Be(0, "dB above the last point");
    }

    [TestCase("100,-12\n400\n", "speaker.csv:2"), TestCase("100,-12\n90,0\n", "must rise"), TestCase("", "at least one"), TestCase("100,NaN", "speaker.csv:1")]
    public void A_response_file_that_is_wrong_is_refused_with_its_line(string text, string says)
    {
        var read = () => MeasuredResponseSettings.FromCsv(text, "speaker.csv");

        read.Should().Throw<ArgumentException>().Which.Message.Should().Contain(says);
    }

    [TestCase(1), TestCase(255), TestCase(256), TestCase(257), TestCase(1_500)]
    public void Convolution_equals_its_definition_for_any_length(int taps)
    {
        var (sound, response) = (Probe.Noise(3_000), Probe.Noise(taps, peak: 1));
        var result = sound.ToArray();
        var convolver = new Convolver(response);
        for (int at = 0, size = 1; at < result.Length; at += size, size = Math.Min((size * 2) + 1, result.Length - at))
            convolver.Process(result.AsSpan(at, size), 1);

        for (var n = 0; n < result.Length; n += 7)
        {
            var expected = 0.0;
            for (var k = 0; k <= Math.Min(n, taps - 1); k++)
                expected += response[k] * sound[n - k];
            result[n].Should().BeApproximately(expected, 1e-11, "sample {0}", n);
        }
    }

    [Test]
    public void Convolution_allocates_nothing_and_is_quick()
    {
        var convolver = new Convolver(Probe.Noise(24_000));
        var block = new double[480];
        for (var i = 0; i < 20; i++)
            convolver.Process(block, 1);
        var clock = Stopwatch.StartNew();
        var allocated = Probe.LeastAllocation(() =>
        {
            clock.Restart();
            for (var i = 0; i < 100; i++)
                convolver.Process(block, 1);
        });

        allocated.Should().Be(0, "bytes allocated within 1 s of sound");
        TestContext.Out.WriteLine($"1 s of one channel at 48 kHz with a response of 0.5 s took {clock.Elapsed.TotalMilliseconds:F0} ms");
    }

    [TestCase(200, 6), TestCase(500, 0)]
    public void A_generated_room_has_its_reverberation_time_and_its_direct_sound(double rt60Ms, double directToReverbDb)
    {
        var impulse = new double[48_000];
        impulse[0] = 1;
        var response = new RoomSettings { Rt60 = TimeSpan.FromMilliseconds(rt60Ms), DirectToReverbDb = directToReverbDb }.Run(impulse, Probe.Context());

        response[0].Should().BeApproximately(1, 1e-9, "direct sound");
        var reverb = response.Skip(1).Sum(x => x * x);
        (-10 * Math.Log10(reverb)).Should().BeApproximately(directToReverbDb, 0.001, "dB of direct to reverberant energy");
        // Schroeder's backward integral falls 30 dB from −5 dB in half the reverberation time.
        var decay = new double[response.Length];
        for (var i = response.Length - 2; i > 0; i--)
            decay[i] = decay[i + 1] + (response[i] * response[i]);
        double TimeOf(double db) => Array.FindIndex(decay, 1, x => 10 * Math.Log10(x / decay[1]) < db) / 48.0;
        (2 * (TimeOf(-35) - TimeOf(-5))).Should().BeApproximately(rt60Ms, 0.1 * rt60Ms, "ms of reverberation time");
    }

    [Test]
    public void A_room_rings_on_after_the_play_has_ended_and_is_the_same_every_time()
    {
        var stage = new RoomSettings { Rt60 = TimeSpan.FromMilliseconds(100) };
        var sound = Probe.Noise(100);

        var first = stage.Run(sound, Probe.Context());
        var second = stage.Run(sound, Probe.Context() with { Seed = 3 });

        first.Length.Should().BeInRange(4_800, 5_100, "frames with the tail");
        second.Should().Equal(first);
    }

    [Test]
    public void A_response_from_a_file_keeps_its_gain_at_another_rate()
    {
        // A Hann-shaped pulse: low-pass, and the same in continuous time at any rate.
        var samples = Enumerable.Range(0, 480).Select(i => 0.02 * (1 - Math.Cos(2 * Math.PI * i / 480.0))).ToArray();
        var stage = new RoomSettings { Measured = ImpulseFile.Parse(WaveOf(samples, 48_000), "pulse.wav") };

        foreach (var hz in (double[])[1, 50, 120])
        {
            var there = stage.ResponseAt(hz, Probe.Context(48_000), 8_192).Magnitude;
            var here = stage.ResponseAt(hz, Probe.Context(16_000), 8_192).Magnitude;
            Probe.Decibels(here / there).Should().BeApproximately(0, 0.01, "dB at {0} Hz between 16 kHz and 48 kHz", hz);
        }
    }

    [Test]
    public void A_file_that_is_no_WAV_is_refused_in_one_line()
    {
        var read = () => ImpulseFile.Parse("no sound"u8, "room.wav");

        read.Should().Throw<ArgumentException>().Which.Message.Should().Be("room.wav is not a WAV file");
    }

    [TestCase(48_000, 16_000), TestCase(44_100, 48_000), TestCase(48_000, 44_100), TestCase(16_000, 48_000), TestCase(192_000, 48_000)]
    public void A_native_rate_leaves_its_own_band_untouched_and_cuts_what_lies_beyond(int streamHz, int nativeHz)
    {
        var stage = new NativeRateSettings { RateHz = nativeHz };
        var edge = Math.Min(streamHz, nativeHz) * 0.45;
        var sound = Probe.Sine(edge, 0.5, streamHz, streamHz);

        var result = stage.Run(sound, Probe.Context(streamHz));

        var (from, to) = (streamHz / 4, streamHz * 3 / 4);
        Enumerable.Range(from, to - from).Max(i => Math.Abs(result[i] - sound[i])).Should().BeLessThan(1e-5, "error of a tone at {0} Hz in full scales", edge);
        if (nativeHz < streamHz && nativeHz * 0.56 < streamHz / 2.0)
        {
            var beyond = stage.Run(Probe.Sine(nativeHz * 0.56, 0.5, streamHz, streamHz), Probe.Context(streamHz));
            Probe.Decibels(beyond[from..to].Max(Math.Abs)).Should().BeLessThan(-130, "dBFS of a tone beyond the native band");
        }
    }

    [Test]
    public void Linear_conversion_leaves_the_images_it_is_known_for()
    {
        // 48 kHz through 16 kHz on straight lines: a 3 kHz tone has an image at 13 kHz, sinc² of the distance below it.
        var result = new NativeRateSettings { RateHz = 16_000, Quality = ConversionQuality.Linear }.Run(Probe.Sine(3_000, 0.5, 48_000), Probe.Context());

        var image = Probe.Amplitude(result.AsSpan(4_800, 38_400), 13_000) / Probe.Amplitude(result.AsSpan(4_800, 38_400), 3_000);
        // A triangle of three frames: |sin(3x)/sin(x)|² with x = πf/48 kHz at both frequencies.
        double Shape(double hz) => Math.Pow(Math.Sin(3 * Math.PI * hz / 48_000) / Math.Sin(Math.PI * hz / 48_000), 2);
        Probe.Decibels(image).Should().BeApproximately(Probe.Decibels(Shape(13_000) / Shape(3_000)), 0.05, "dB of the image below the tone");
    }

    [TestCase(1, 0), TestCase(0.1, 0), TestCase(17.25, 3)]
    public void Skew_delays_each_channel_by_its_frames(double left, double right)
    {
        var stage = new SkewSettings { DelayFrames = [left, right] };
        var sound = Probe.Sine(5_000, 0.5, 20_000).SelectMany(x => new[] { x, x }).ToArray();

        var result = stage.Run(sound, Probe.Context(channels: 2));

        for (var i = 1_000; i < 19_000; i++)
        {
            result[2 * i].Should().BeApproximately(0.5 * Math.Sin(2 * Math.PI * 5_000 * (i - left) / 48_000), 1e-7, "left of frame {0}", i);
            result[(2 * i) + 1].Should().BeApproximately(0.5 * Math.Sin(2 * Math.PI * 5_000 * (i - right) / 48_000), 1e-7, "right of frame {0}", i);
        }
    }

    [Test]
    public void Skew_by_whole_frames_changes_no_bit()
    {
        var sound = Probe.Noise(500, 2);

        var result = new SkewSettings { DelayFrames = [0, 3] }.Run(sound, Probe.Context(channels: 2));

        Probe.Plane(result, 0, 2)[..500].Should().Equal(Probe.Plane(sound, 0, 2));
        Probe.Plane(result, 1, 2).Skip(3).Take(500).Should().Equal(Probe.Plane(sound, 1, 2));
    }

    private static double Gain(EqualiserShape shape, double hz, double gainDb, double q, double at) =>
        Probe.Decibels(new EqualiserSettings { Shape = shape, FrequencyHz = hz, GainDb = gainDb, Quality = q }.ResponseAt(at, Probe.Context()).Magnitude);

    private static byte[] WaveOf(double[] samples, int rateHz)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write("RIFF"u8);
        writer.Write(36 + (4 * samples.Length));
        writer.Write("WAVEfmt "u8);
        writer.Write(16);
        writer.Write((short)3);
        writer.Write((short)1);
        writer.Write(rateHz);
        writer.Write(rateHz * 4);
        writer.Write((short)4);
        writer.Write((short)32);
        writer.Write("data"u8);
        writer.Write(4 * samples.Length);
        foreach (var sample in samples)
            writer.Write((float)sample);
        writer.Flush();
        return bytes.ToArray();
    }
}
