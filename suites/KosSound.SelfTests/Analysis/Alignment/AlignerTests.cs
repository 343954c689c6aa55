using FluentAssertions;
using KosSound.Analysis;
using KosSound.Analysis.Alignment;
using KosSound.Signals;
using KosSound.Signals.Stimuli;
using NUnit.Framework;

namespace KosSound.SelfTests.Analysis.Alignment;

public sealed class AlignerTests
{
    private static readonly Stimulus Stereo48 = StimulusRenderer.Render(StimulusPlanner.Composite(new PcmFormat(48_000, 16, 2), LoopbackKind.Digital));
    private static readonly Stimulus Mono16 = StimulusRenderer.Render(StimulusPlanner.Composite(new PcmFormat(16_000, 16, 1), LoopbackKind.Digital));

    [TestCase(0)]
    [TestCase(1_920)]
    [TestCase(1_920.37)]
    [TestCase(20_000.815)]
    public void A_digital_delay_is_found_to_a_thousandth_of_a_frame(double delayFrames)
    {
        var capture = Align(Stereo48, new SyntheticLoop { DelayFrames = delayFrames });

        foreach (var channel in capture.Channels)
            Math.Abs(channel.DelayFrames - delayFrames).Should().BeLessThan(0.001, $"channel {channel.Channel} reads {channel.DelayFrames} frames, {delayFrames} is true");
    }

    [Test]
    public void An_acoustic_delay_repeats_within_a_fiftieth_of_a_frame()
    {
        const int trials = 12;
        var errors = Enumerable.Range(0, trials).SelectMany(seed =>
            Align(Stereo48, new SyntheticLoop { DelayFrames = 2_000, NoiseDb = -20, Seed = seed }).Channels.Select(c => c.DelayFrames - 2_000)).ToArray();

        var spread = Math.Sqrt(errors.Average(e => e * e));
        spread.Should().BeLessThan(0.02, $"the standard error over seeds 0 … {trials - 1} at 20 dB SNR is {spread:F4} frames");
    }

    [TestCase(0)]
    [TestCase(0.1)]
    [TestCase(-35)]
    [TestCase(300)]
    public void Digital_drift_is_found_within_a_fiftieth_ppm(double driftPpm)
    {
        var capture = Align(Stereo48, new SyntheticLoop { DriftPpm = driftPpm, DelayFrames = 960.25 });

        Math.Abs(capture.Clock.DriftPpm - driftPpm).Should().BeLessThan(0.02, $"drift reads {capture.Clock.DriftPpm:F4} ppm, {driftPpm} is true");
        capture.Channels[0].DelayFrames.Should().BeApproximately(960.25, 0.001, "frames of delay");
    }

    [Test]
    public void Acoustic_drift_is_found_within_half_a_ppm()
    {
        for (var seed = 0; seed < 6; seed++)
        {
            var capture = Align(Stereo48, new SyntheticLoop { DriftPpm = 20, NoiseDb = -20, Seed = seed });
            Math.Abs(capture.Clock.DriftPpm - 20).Should().BeLessThan(0.5, $"drift reads {capture.Clock.DriftPpm:F3} ppm with seed {seed}, 20 is true");
            capture.Clock.UncertaintyPpm.Should().BeInRange(0.005, 0.5, "ppm of stated uncertainty");
        }
    }

    [TestCase(+1)]
    [TestCase(-1)]
    [TestCase(+7)]
    public void Slipped_frames_are_not_taken_for_drift(int inserted)
    {
        var place = 1_920 + Stereo48.Plan.Segments.First(s => s.Name == SegmentNames.Multitone).EndFrame + 200;

        var capture = Align(Stereo48, new SyntheticLoop { Process = (plane, _) => Slip(plane, place, inserted) });

        Math.Abs(capture.Clock.DriftPpm).Should().BeLessThan(0.5, $"drift reads {capture.Clock.DriftPpm:F3} ppm though only {inserted} frames slipped");
        capture.Clock.StepFrames.Should().BeApproximately(inserted, 0.1, "frames slipped");
        capture.Channels[0].DelayFrames.Should().BeApproximately(1_920, 0.1, "frames of delay before the slip");
    }

    [Test]
    public void Swapped_and_inverted_channels_and_skew_are_told()
    {
        var capture = Align(Stereo48, new SyntheticLoop { Mix = [[0, 0.5], [-0.8, 0]], SkewFrames = 0.1 });

        capture.Channels.Select(c => c.Source).Should().Equal(1, 0);
        capture.Channels.Select(c => c.Polarity).Should().Equal(1, -1);
        capture.Channels[0].Gains[1].Should().BeApproximately(0.5, 1e-3, "gain from played channel 1 to recorded channel 0");
        capture.Channels[1].Gains[0].Should().BeApproximately(0.8, 1e-3, "gain from played channel 0 to recorded channel 1");
        (capture.Channels[1].DelayFrames - capture.Channels[0].DelayFrames).Should().BeApproximately(0.1, 0.001, "frames of skew");
    }

    [Test]
    public void A_dead_channel_is_told_without_losing_the_other()
    {
        var capture = Align(Stereo48, new SyntheticLoop { Mix = [[0, 0], [0, 1]] });

        capture.Channels[0].Heard.Should().BeFalse("channel 0 is silent");
        capture.Channels[0].NotHeard.Should().StartWith("because nothing of the stimulus is heard in channel 0");
        capture.Channels[1].DelayFrames.Should().BeApproximately(1_920, 0.001, "frames of delay");
    }

    [TestCase(44_100, 16_000)]
    [TestCase(16_000, 48_000)]
    [TestCase(48_000, 44_100)]
    public void Different_rates_are_compared_with_the_band_limited_stimulus(int playedHz, int recordedHz)
    {
        var stimulus = StimulusRenderer.Render(StimulusPlanner.Composite(new PcmFormat(playedHz, 16, 1), LoopbackKind.Digital));
        var capture = Align(stimulus, new SyntheticLoop { Recorded = new PcmFormat(recordedHz, 16, 1), DelayFrames = 640.5 });

        capture.Channels[0].DelayFrames.Should().BeApproximately(640.5, 0.002, "frames of delay");
        Math.Abs(capture.Clock.DriftPpm).Should().BeLessThan(0.02, $"drift reads {capture.Clock.DriftPpm:F4} ppm");
    }

    [Test]
    public void Silence_noise_and_nothing_are_not_heard_and_say_why()
    {
        var format = Mono16.Plan.Format;
        Aligner.Align(Mono16, new Capture { Format = format, Pcm = Array.Empty<byte>() }).NotHeard.Should().Be("the capture contains no sound: zero frames");
        Aligner.Align(Mono16, new Capture { Format = format, Pcm = new byte[80_000] }).NotHeard.Should().Be("the capture is silent: every sample is zero");
        for (var seed = 0; seed < 5; seed++)
        {
            var random = new Random(seed);
            var noise = new byte[120_000];
            random.NextBytes(noise);
            var result = Aligner.Align(Mono16, new Capture { Format = format, Pcm = noise });
            result.Capture.Should().BeNull($"noise of seed {seed} is no stimulus");
            result.NotHeard.Should().StartWith("nothing of the stimulus is found");
        }
    }

    [Test]
    public void Another_stimulus_with_the_same_markers_is_not_the_one_played()
    {
        var other = StimulusRenderer.Render(StimulusPlanner.Composite(Mono16.Plan.Format, LoopbackKind.Acoustic));
        var result = Aligner.Align(Mono16, new SyntheticLoop().Carry(other));

        result.Capture.Should().BeNull();
        result.NotHeard.Should().StartWith("the stimulus is not the one played");
    }

    private static AlignedCapture Align(Stimulus stimulus, SyntheticLoop loop)
    {
        var result = Aligner.Align(stimulus, loop.Carry(stimulus));
        result.NotHeard.Should().BeNull("the stimulus is there");
        return result.Capture!;
    }

    private static void Slip(double[] plane, int at, int inserted)
    {
        if (inserted > 0)
            Array.Copy(plane, at, plane, at + inserted, plane.Length - at - inserted);
        else
            Array.Copy(plane, at - inserted, plane, at, plane.Length - at + inserted);
    }
}
