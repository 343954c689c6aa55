using FluentAssertions;
using KosSound.Analysis;
using KosSound.Analysis.Alignment;
using KosSound.Signals;
using KosSound.Signals.Stimuli;
using KosSound.Simulator.Faults;
using KosSound.Suites.Proofs.Measurement;
using NUnit.Framework;

namespace KosSound.SelfTests.Analysis.Alignment;

/// <summary>Sound that arrives at another speed: which one is told, or nothing is; never is it measured as if it were the one played.</summary>
public sealed class WrongRateTests
{
    private const int FirstSeed = 2_700_000;
    private const int Seeds = 4;
    private static readonly Stimulus Stereo48 = StimulusRenderer.Render(StimulusPlanner.Composite(new PcmFormat(48_000, 16, 2), LoopbackKind.Digital));

    [TestCase(44_100, "recorded at 44100 Hz instead of 48000 Hz")]
    [TestCase(52_244.9, "played at 44100 Hz instead of 48000 Hz")]
    [TestCase(24_000, "recorded at 24000 Hz instead of 48000 Hz")]
    public void A_wrong_rate_is_named(double framesPerSecondOfSound, string cause)
    {
        var ratio = framesPerSecondOfSound / 48_000;
        var result = Aligner.Align(Stereo48, AtSpeed(ratio));

        result.Capture.Should().BeNull("sound at another speed is not the stimulus as played");
        result.NotHeard.Should().Contain(cause);
        result.SpeedRatio.Should().BeApproximately(ratio, 1e-4);
    }

    // Where no marker is at its own speed, one of a sweep may look like it: in stereo half of these were measured by that.
    [TestCase(16_000, 16, "played at 14700 Hz instead of 16000 Hz")]
    [TestCase(24_000, 24, "played at 22050 Hz instead of 24000 Hz")]
    [TestCase(44_100, 16, "played at 48000 Hz instead of 44100 Hz")]
    [TestCase(48_000, 16, "played at 44100 Hz instead of 48000 Hz")]
    [TestCase(96_000, 24, "played at 88200 Hz instead of 96000 Hz")]
    public void A_stereo_play_by_the_other_family_of_rates_is_named_on_every_loop(int rateHz, int bits, string cause)
    {
        foreach (var tried in MeasurementPlan.Cases.Where(c => c.Kind.Name == "wrong-rate").Select(c => c with { Format = new PcmFormat(rateHz, bits, 2) }))
        {
            var stimulus = new MeasurementBench().Stimulus(tried);
            for (var seed = FirstSeed; seed < FirstSeed + Seeds; seed++)
            {
                var result = Aligner.Align(stimulus, new LoopModel(tried.Loopback).Carry(stimulus, seed, tried.Kind.Sized(tried.Size), take: 2));

                result.Capture.Should().BeNull($"{tried.Loopback}, seed {seed}: it is not the stimulus as played");
                result.NotHeard.Should().Contain(cause, $"{tried.Loopback}, seed {seed}");
            }
        }
    }

    [TestCase(0.9)]
    [TestCase(0.97)]
    [TestCase(1.03)]
    [TestCase(1.25)]
    public void A_speed_of_no_rate_is_neither_named_nor_measured(double ratio)
    {
        var measurement = Analyzer.Measure(new AnalysisRequest { Stimulus = Stereo48, Capture = AtSpeed(ratio), Loopback = LoopbackKind.Digital });

        measurement.Diagnosis.Should().StartWith("nothing of the stimulus is found in the capture");
        measurement.Metrics.Where(m => m.Value is not null).Should().BeEmpty("what is not the stimulus tells nothing about the device");
    }

    [TestCase(1_900)]
    [TestCase(-1_900)]
    public void The_polarity_is_right_where_the_clocks_are_nearly_2000_ppm_apart(double ppm)
    {
        var measurement = Analyzer.Measure(new AnalysisRequest { Stimulus = Stereo48, Capture = AtSpeed(1 + 1e-6 * ppm), Loopback = LoopbackKind.Digital });

        measurement.Metrics.Single(m => m.Id == "clock.drift_ppm").Value.Should().BeApproximately(ppm, 0.1);
        measurement.Metrics.Where(m => m.Id == "polarity").Select(m => m.Value).Should().Equal([1, 1]);
    }

    [TestCase(2_500, "the clocks differ by -2494 ppm, and up to 2000 can be measured through")]
    [TestCase(-2_500, "the clocks differ by 2506 ppm, and up to 2000 can be measured through")]
    public void Of_clocks_that_are_too_far_apart_only_that_is_told(double fasterPpm, string diagnosis)
    {
        var stimulus = StimulusRenderer.Render(StimulusPlanner.Composite(new PcmFormat(48_000, 16, 1), LoopbackKind.Digital));
        var capture = new LoopModel(LoopbackKind.Digital).Carry(stimulus, seed: 3, FaultCatalog.Find("clock-error")!.Sized(FaultSize.Of(fasterPpm, "ppm")));

        var measurement = Analyzer.Measure(new AnalysisRequest { Stimulus = stimulus, Capture = capture, Loopback = LoopbackKind.Digital });

        measurement.Diagnosis.Should().Be(diagnosis);
        measurement.Metrics.Where(m => m.Value is not null).Select(m => m.Id).Should().Equal(["clock.drift_ppm"]);
    }

    private static Capture AtSpeed(double ratio) => new SyntheticLoop { DriftPpm = 1e6 * (ratio - 1), TailSeconds = 4 }.Carry(Stereo48);
}
