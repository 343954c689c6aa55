using System.Numerics;
using FluentAssertions;
using KosSound.Analysis;
using KosSound.Analysis.Metrics;
using KosSound.Signals;
using KosSound.Signals.Stimuli;
using NUnit.Framework;

namespace KosSound.SelfTests.Analysis;

/// <summary>Every metric against a path whose properties are known from a formula.</summary>
public sealed class AccuracyTests
{
    [TestCase(1.0, 0)]
    [TestCase(0.5, -6.0206)]
    public void A_mix_of_two_channels_into_one_has_the_gain_of_what_both_play(double mean, double expectedDb)
    {
        var stereo = StimulusRenderer.Render(StimulusPlanner.Composite(new PcmFormat(48_000, 24, 2), LoopbackKind.Digital));
        var measurement = Measure(stereo, new SyntheticLoop { Recorded = new PcmFormat(48_000, 24, 1), Mix = [[mean / 2, mean / 2]] });

        AnalyzerTests.Value(measurement, "level.gain_db", 0).Should().BeApproximately(expectedDb, 0.001, "dB of a sound both channels share, which is mixed as {0} of their mean", mean);
    }

    [TestCase(16_000, 16)]
    [TestCase(44_100, 16)]
    [TestCase(48_000, 16)]
    [TestCase(48_000, 24)]
    public void A_flat_path_is_flat_within_a_tenth_of_a_dB(int rateHz, int bits)
    {
        var measurement = Measure(Mono(rateHz, bits), new SyntheticLoop { DelayFrames = 700.3, Process = (plane, _) => Scale(plane, 0.8) });

        var deviation = AnalyzerTests.Value(measurement, "response.deviation_db", 0);
        deviation.Should().BeLessThan(0.1, $"the largest deviation from 40 Hz to 0.45 of {rateHz} Hz is {deviation:F4} dB");
        AnalyzerTests.Value(measurement, "level.gain_db", 0).Should().BeApproximately(20 * Math.Log10(0.8), 0.01, "dB of gain");
    }

    [TestCase(44_100, 16_000)]
    [TestCase(16_000, 44_100)]
    [TestCase(48_000, 44_100)]
    public void A_good_resampler_between_two_rates_is_flat(int playedHz, int recordedHz)
    {
        var measurement = Measure(Mono(playedHz, 16), new SyntheticLoop { Recorded = new PcmFormat(recordedHz, 16, 1) });

        var deviation = AnalyzerTests.Value(measurement, "response.deviation_db", 0);
        deviation.Should().BeLessThan(0.1, $"the largest deviation is {deviation:F4} dB");
        var bits = measurement.Metrics.Single(m => m.Id == "bits.exact");
        bits.NotApplicable.Should().BeTrue();
        bits.NotMeasurable.Should().StartWith("because formats differ");
    }

    [TestCase("low-pass", 6_000, 0.7071)]
    [TestCase("high-pass", 100, 0.7071)]
    [TestCase("peak", 1_500, 2)]
    public void The_response_of_an_analytic_filter_is_met_within_a_twentieth_of_a_dB(string kind, double hz, double q)
    {
        const int rateHz = 48_000;
        var filter = Biquad.Of(kind, hz / rateHz, q);
        var measurement = Measure(Mono(rateHz, 16), new SyntheticLoop { Process = (plane, _) => filter.Run(plane) });

        var curve = measurement.Curves.Single(c => c.Kind == CurveKind.Response);
        var worst = (Error: 0.0, Hz: 0.0);
        for (var i = 0; i < curve.X.Count; i++)
        {
            var expected = 20 * Math.Log10(filter.Magnitude(curve.X[i] / rateHz));
            if (curve.X[i] is < 40 or > 0.45 * rateHz || expected < -40)
                continue;
            var error = Math.Abs(curve.Y[i] - expected);
            worst = error > worst.Error ? (error, curve.X[i]) : worst;
        }
        worst.Error.Should().BeLessThan(0.05, $"the {kind} of {hz} Hz is missed by {worst.Error:F4} dB at {worst.Hz:F0} Hz");
    }

    [Test]
    public void The_three_dB_points_of_a_band_pass_are_found()
    {
        const int rateHz = 48_000;
        var (low, high) = (Biquad.Of("high-pass", 150.0 / rateHz, Math.Sqrt(0.5)), Biquad.Of("low-pass", 6_000.0 / rateHz, Math.Sqrt(0.5)));
        var measurement = Measure(Mono(rateHz, 16), new SyntheticLoop { Process = (plane, _) => { low.Run(plane); high.Run(plane); } });

        AnalyzerTests.Value(measurement, "response.low_3db_hz", 0).Should().BeApproximately(150, 2, "Hz");
        AnalyzerTests.Value(measurement, "response.high_3db_hz", 0).Should().BeApproximately(6_000, 60, "Hz");
    }

    [TestCase(-40)]
    [TestCase(-60)]
    [TestCase(-80)]
    public void Second_and_third_harmonic_are_met_within_a_fifth_of_a_dB(double levelDbc)
    {
        var amplitude = Math.Pow(10, -12 / 20.0);
        var ratio = Math.Pow(10, levelDbc / 20);
        // x + a·x² + b·x³ of a sine of amplitude A has H2 = a·A/2 and H3 = b·A²/4 relative to the fundamental.
        var (square, cube) = (2 * ratio / amplitude, 4 * ratio / (amplitude * amplitude));

        foreach (var (order, a, b) in new[] { (2, square, 0.0), (3, 0.0, cube) })
        {
            var measurement = Measure(Mono(48_000, 24), new SyntheticLoop { Process = (plane, _) => Bend(plane, a, b) });
            var linear = 1 + 0.75 * b * amplitude * amplitude;
            var curve = measurement.Curves.Single(c => c.Kind == $"{CurveKind.Harmonic}-{order}");
            var at = Enumerable.Range(0, curve.X.Count).MinBy(i => Math.Abs(curve.X[i] - 1_000));
            var expected = levelDbc - 20 * Math.Log10(linear);
            curve.Y[at].Should().BeApproximately(expected, 0.2, $"dB: harmonic {order} at 1 kHz");
            AnalyzerTests.Value(measurement, "thd.db", 0).Should().BeApproximately(expected, 0.2, "dB: the only harmonic");
            AnalyzerTests.Value(measurement, "thd_n.db", 0).Should().BeApproximately(expected, 0.2, "dB: at 997 Hz");
        }
    }

    [Test]
    public void White_noise_reads_its_level_in_floor_SNR_and_dynamic_range()
    {
        var measurement = Measure(Mono(48_000, 24), new SyntheticLoop { NoiseDb = -50 });

        AnalyzerTests.Value(measurement, "noise.floor_dbfs", 0).Should().BeApproximately(-62, 0.2, "dBFS");
        AnalyzerTests.Value(measurement, "snr.db", 0).Should().BeApproximately(50, 0.2, "dB");
        // 20 Hz – 20 kHz of 24 kHz: 0.8 dB less.
        AnalyzerTests.Value(measurement, "dynamic_range.db", 0).Should().BeApproximately(62.8, 0.5, "dB");
        AnalyzerTests.Value(measurement, "thd_n.db", 0).Should().BeApproximately(-50.8, 0.5, "dB");
    }

    [Test]
    public void Hum_and_DC_are_read_from_the_silence()
    {
        var measurement = Measure(Mono(48_000, 24), new SyntheticLoop { NoiseDb = -70, Process = (plane, _) => Add(plane, 0.001, 150.0 / 48_000, 0.0005) });

        var hum = measurement.Metrics.Single(m => m.Id == "hum.dbfs");
        hum.Value.Should().BeApproximately(-60, 0.2, "dBFS");
        hum.Note.Should().Be("150 Hz, of 50 Hz mains");
        AnalyzerTests.Value(measurement, "dc.offset_fs", 0).Should().BeApproximately(0.0005, 1e-5, "of full scale");
    }

    [Test]
    public void The_offset_of_a_noisy_room_is_read_from_all_silences()
    {
        var stimulus = StimulusRenderer.Render(StimulusPlanner.Composite(new PcmFormat(48_000, 16, 1), LoopbackKind.Acoustic));
        var capture = new SyntheticLoop { NoiseDb = -20, Process = (plane, _) => Add(plane, 0, 0, 0.001) }.Carry(stimulus);
        var offset = Analyzer.Measure(new AnalysisRequest { Stimulus = stimulus, Capture = capture, Loopback = LoopbackKind.Acoustic }).Metrics.Single(m => m.Id == "dc.offset_fs");

        offset.Uncertainty.Should().BeLessThan(8e-5, "of full scale: the first silence alone leaves 1.4e-4");
        offset.Value.Should().BeApproximately(0.001, 4 * offset.Uncertainty!.Value, "of full scale");
    }

    [Test]
    public void A_limiter_shows_in_the_level_staircase()
    {
        var limit = Math.Pow(10, -15 / 20.0);
        var measurement = Measure(Mono(48_000, 24), new SyntheticLoop { Process = (plane, _) => Clamp(plane, limit) });

        AnalyzerTests.Value(measurement, "level.linearity_db", 0).Should().BeInRange(0.4, 2.1, "dB: the top step lies 2 dB above the limiter");
        AnalyzerTests.Value(measurement, "clipping.count", 0).Should().BeGreaterThan(100, "flat tops");
    }

    [TestCase(-30)]
    [TestCase(-60)]
    public void Crosstalk_is_met_within_a_fifth_of_a_dB(double crosstalkDb)
    {
        var leak = Math.Pow(10, crosstalkDb / 20);
        var measurement = Measure(Stereo(), new SyntheticLoop { Mix = [[1, leak], [0, 1]] });

        AnalyzerTests.Value(measurement, "crosstalk.db", 0).Should().BeApproximately(crosstalkDb, 0.2, "dB");
        AnalyzerTests.Value(measurement, "crosstalk.db", 1).Should().BeLessThan(-90, "dB: nothing leaks the other way");
    }

    [TestCase("swap", "channels 0 and 1 are swapped")]
    [TestCase("mono", "channel 0 is a mix of played channels 0 and 1; channel 1 is a mix of played channels 1 and 0")]
    [TestCase("dead", "channel 1 is dead")]
    [TestCase("duplicate", "channel 1 carries played channel 0")]
    public void A_wrong_channel_map_is_named(string fault, string note)
    {
        double[][] mix = fault switch
        {
            "swap" => [[0, 1], [1, 0]],
            "mono" => [[0.5, 0.5], [0.5, 0.5]],
            "dead" => [[1, 0], [0, 0]],
            _ => [[1, 0], [1, 0]],
        };
        var measurement = Measure(Stereo(), new SyntheticLoop { Mix = mix });

        var map = measurement.Metrics.Single(m => m.Id == "channel.map");
        map.Value.Should().Be(0);
        map.Note.Should().Be(note);
    }

    [Test]
    public void A_capture_that_ends_early_says_so_and_measures_what_it_has()
    {
        var stimulus = Mono(48_000, 16);
        var capture = new SyntheticLoop { TailSeconds = 0 }.Carry(stimulus);
        var cut = capture with { Pcm = capture.Pcm[..(capture.Pcm.Length / 2)] };

        var measurement = Analyzer.Measure(new AnalysisRequest { Stimulus = stimulus, Capture = cut, Loopback = LoopbackKind.Digital });

        measurement.Heard.Should().BeTrue();
        measurement.Diagnosis.Should().MatchRegex("^the capture ends 1\\.\\d+ s before the stimulus does$");
        AnalyzerTests.Value(measurement, "noise.floor_dbfs", 0).Should().BeLessThan(-90, "dBFS");
        measurement.Metrics.Single(m => m.Id == "clock.drift_ppm").NotMeasurable.Should().StartWith("because only one marker is heard");
        measurement.Metrics.Single(m => m.Id == "bits.exact").Note.Should().Be("less than half of what was played is found in channel 0", "what was played before the cut is all there");
        measurement.Metrics.Single(m => m.Id == "dropouts.count").NotMeasurable.Should().EndWith("of a channel less than half of what was played is found in the capture");
    }

    [Test]
    public void A_capture_that_is_clipped_throughout_gives_the_reason_instead_of_numbers()
    {
        var measurement = Measure(Mono(48_000, 16), new SyntheticLoop { Process = (plane, _) => Scale(plane, 1_000) });

        measurement.Diagnosis.Should().StartWith("the capture is clipped throughout");
        measurement.Metrics.Single(m => m.Id == "response.deviation_db").NotMeasurable.Should().StartWith("because the capture is clipped throughout");
    }

    [Test]
    public void Memory_does_not_grow_with_the_length_of_the_capture()
    {
        var stimulus = Mono(16_000, 16);
        var once = new SyntheticLoop { TailSeconds = 1 }.Carry(stimulus);
        var minute = Padded(once, 90);
        var long_ = Padded(once, 600);
        Allocated(stimulus, minute); // plans and tables are made once

        var (shorter, longer) = (Allocated(stimulus, minute), Allocated(stimulus, long_));

        (longer - shorter).Should().BeLessThan(4_000_000, $"bytes: 10 minutes take {longer}, 1.5 minutes {shorter}, though 8.5 minutes of samples are 65 MB as doubles");
    }

    private static long Allocated(Stimulus stimulus, Capture capture)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        Analyzer.Measure(new AnalysisRequest { Stimulus = stimulus, Capture = capture, Loopback = LoopbackKind.Electrical }).Heard.Should().BeTrue();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static Capture Padded(Capture capture, int seconds)
    {
        var pcm = new byte[seconds * capture.Format.RateHz * capture.Format.BytesPerFrame];
        capture.Pcm.Span.CopyTo(pcm.AsSpan(pcm.Length / 2 / capture.Format.BytesPerFrame * capture.Format.BytesPerFrame));
        return capture with { Pcm = pcm };
    }

    private static Stimulus Mono(int rateHz, int bits) => StimulusRenderer.Render(StimulusPlanner.Composite(new PcmFormat(rateHz, bits, 1), LoopbackKind.Digital));

    private static Stimulus Stereo() => StimulusRenderer.Render(StimulusPlanner.Composite(new PcmFormat(48_000, 16, 2), LoopbackKind.Digital));

    private static Measurement Measure(Stimulus stimulus, SyntheticLoop loop) => AnalyzerTests.Measure(stimulus, loop);

    private static void Scale(double[] plane, double gain)
    {
        for (var i = 0; i < plane.Length; i++)
            plane[i] *= gain;
    }

    private static void Bend(double[] plane, double square, double cube)
    {
        for (var i = 0; i < plane.Length; i++)
            plane[i] += plane[i] * plane[i] * (square + cube * plane[i]);
    }

    private static void Clamp(double[] plane, double limit)
    {
        for (var i = 0; i < plane.Length; i++)
            plane[i] = Math.Clamp(plane[i], -limit, limit);
    }

    private static void Add(double[] plane, double amplitude, double cyclesPerFrame, double dc)
    {
        for (var i = 0; i < plane.Length; i++)
            plane[i] += dc + amplitude * Math.Sin(2 * Math.PI * cyclesPerFrame * i);
    }

    /// <summary>Second-order filters by the formulas of Bristow-Johnson's cookbook, with their exact magnitude.</summary>
    private sealed record Biquad(double B0, double B1, double B2, double A1, double A2)
    {
        public static Biquad Of(string kind, double cyclesPerFrame, double q)
        {
            var (sin, cos) = Math.SinCos(2 * Math.PI * cyclesPerFrame);
            var alpha = sin / (2 * q);
            var boost = Math.Pow(10, 6 / 40.0);
            return kind switch
            {
                "low-pass" => Normalised((1 - cos) / 2, 1 - cos, (1 - cos) / 2, 1 + alpha, -2 * cos, 1 - alpha),
                "high-pass" => Normalised((1 + cos) / 2, -1 - cos, (1 + cos) / 2, 1 + alpha, -2 * cos, 1 - alpha),
                _ => Normalised(1 + alpha * boost, -2 * cos, 1 - alpha * boost, 1 + alpha / boost, -2 * cos, 1 - alpha / boost),
            };
        }

        public void Run(double[] plane)
        {
            var (x1, x2, y1, y2) = (0.0, 0.0, 0.0, 0.0);
            for (var i = 0; i < plane.Length; i++)
            {
                var x = plane[i];
                var y = B0 * x + B1 * x1 + B2 * x2 - A1 * y1 - A2 * y2;
                (x2, x1, y2, y1) = (x1, x, y1, y);
                plane[i] = y;
            }
        }

        public double Magnitude(double cyclesPerFrame)
        {
            var z = Complex.FromPolarCoordinates(1, -2 * Math.PI * cyclesPerFrame);
            return ((B0 + B1 * z + B2 * z * z) / (1 + A1 * z + A2 * z * z)).Magnitude;
        }

        private static Biquad Normalised(double b0, double b1, double b2, double a0, double a1, double a2) => new(b0 / a0, b1 / a0, b2 / a0, a1 / a0, a2 / a0);
    }
}
