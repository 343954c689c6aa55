using FluentAssertions;
using KosSound.Signals;
using KosSound.Signals.Stimuli;
using NUnit.Framework;

namespace KosSound.SelfTests.Signals.Stimuli;

[TestFixture]
[Parallelizable(ParallelScope.All)]
public class StimulusPlannerTests
{
    private static readonly PcmFormat Format = new(48_000, 24, 2);

    [TestCase(LoopbackKind.Digital, 2.1, 0.6)]
    [TestCase(LoopbackKind.Electrical, 2.8, 0.9)]
    [TestCase(LoopbackKind.Acoustic, 6.05, 1.92)]
    public void A_composite_lasts_as_long_as_designed(LoopbackKind loopback, double fixedSeconds, double perChannelSeconds)
    {
        for (var channels = 1; channels <= 8; channels++)
        {
            var plan = StimulusPlanner.Composite(Format with { Channels = channels }, loopback);
            var seconds = plan.Frames / 48_000.0;
            seconds.Should().BeApproximately(fixedSeconds + channels * perChannelSeconds, 0.1, "{0} channels, in s", channels);
        }
    }

    [Test]
    public void An_acoustic_composite_of_two_channels_takes_at_most_ten_seconds() =>
        StimulusPlanner.Composite(Format, LoopbackKind.Acoustic).Frames.Should().BeLessThanOrEqualTo(480_000, "10 s at 48 kHz, in frames");

    [Test]
    public void The_parts_come_in_the_order_of_the_specification() =>
        StimulusPlanner.Composite(Format, LoopbackKind.Digital).Segments.Select(s => s.Name).Where(n => !n.StartsWith("gap-"))
            .Should().Equal("silence-start", "marker-start", "sweep-1-ch0", "sweep-1-ch1", "multitone", "sweep-2-ch0", "sweep-2-ch1",
                "tone-997", "tone-997-60dbfs", "tone-997-110dbfs", "staircase", "payload", "marker-end");

    [TestCase(8, LoopbackKind.Digital, false, false, true)]
    [TestCase(16, LoopbackKind.Digital, true, false, true)]
    [TestCase(32, LoopbackKind.Acoustic, true, true, false)]
    public void Parts_that_cannot_exist_are_left_out(int bitDepth, LoopbackKind loopback, bool low, bool faint, bool payload)
    {
        var names = StimulusPlanner.Composite(Format with { BitDepth = bitDepth }, loopback).Segments.Select(s => s.Name).ToList();
        names.Contains("tone-997-60dbfs").Should().Be(low);
        names.Contains("tone-997-110dbfs").Should().Be(faint);
        names.Contains("payload").Should().Be(payload);
    }

    [Test]
    public void Segments_follow_each_other_without_holes([Values] LoopbackKind loopback)
    {
        var end = 0;
        foreach (var segment in StimulusPlanner.Composite(Format, loopback).Segments)
        {
            segment.StartFrame.Should().Be(end, "{0}", segment.Name);
            end = segment.EndFrame;
        }
    }

    [Test]
    public void Silence_at_least_as_long_as_the_decay_follows_every_sound_but_the_last_on_which_the_play_ends()
    {
        var segments = StimulusPlanner.Composite(Format, LoopbackKind.Acoustic, new StimulusOptions { DecaySeconds = 0.45 }).Segments;
        for (var i = 0; i + 1 < segments.Count; i++)
        {
            if (segments[i].Kind != SegmentKind.Silence)
                segments[i + 1].Should().Match<Segment>(s => s.Kind == SegmentKind.Silence && s.Frames >= 21_600, "0.45 s of silence follow {0}", segments[i].Name);
        }
    }

    [Test]
    public void Every_sweep_is_synchronised_and_fades_outside_the_judged_band(
        [Values(8_000, 11_025, 44_100, 48_000, 96_000, 192_000)] int rateHz, [Values] LoopbackKind loopback)
    {
        foreach (var segment in StimulusPlanner.Composite(new PcmFormat(rateHz, 16, 2), loopback).Segments.Where(s => s.Kind == SegmentKind.Sweep))
        {
            var shape = SweepShape.Of(segment, rateHz);
            (shape.StartHz * shape.GrowthSeconds).Should().BeApproximately(shape.Cycles, 1e-9, "f1·L is whole");
            shape.StartHz.Should().BeInRange(14, 32, "the sweep starts near 20 Hz");
            shape.EndHz.Should().BeInRange(0.488 * rateHz, 0.492 * rateHz, "it ends near 0.49 · rate, in Hz");
            shape.EndHz.Should().BeApproximately(segment.EndHz!.Value, 1e-6);
            var fadeSeconds = (double)segment.FadeFrames / rateHz;
            shape.FrequencyHz(fadeSeconds).Should().BeLessThan(40, "the fade-in ends below 40 Hz");
            shape.FrequencyHz(shape.Seconds - fadeSeconds).Should().BeGreaterThan(0.45 * rateHz, "the fade-out begins above 0.45 · rate, in Hz");
            segment.FadeFrames.Should().BeGreaterThan(rateHz / 1_000, "the fade lasts more than 1 ms, in frames");
        }
    }

    [Test]
    public void Multitone_bins_are_odd_primes_and_belong_to_one_channel(
        [Values(8_000, 44_100, 192_000)] int rateHz, [Values(1, 2, 8)] int channels, [Values] LoopbackKind loopback)
    {
        var segment = StimulusPlanner.Composite(new PcmFormat(rateHz, 16, channels), loopback).Segments.Single(s => s.Name == "multitone");
        var bins = segment.TonesHz!.SelectMany(hz => hz).Select(hz => hz * segment.PeriodFrames!.Value / rateHz).ToList();
        bins.Should().OnlyHaveUniqueItems().And.HaveCount((rateHz == 8_000 && channels == 8 && loopback == LoopbackKind.Digital ? 7 : rateHz == 8_000 && channels == 8 && loopback == LoopbackKind.Electrical ? 13 : 20) * channels);
        foreach (var bin in bins)
        {
            bin.Should().Be(Math.Round(bin), "whole periods in {0} frames", segment.PeriodFrames);
            Enumerable.Range(2, (int)Math.Sqrt(bin) - 1).Should().NotContain(d => bin % d == 0, "{0} is prime", bin);
        }
        segment.TonesHz!.Max(hz => hz[^1]).Should().BeInRange(0.35 * rateHz, 0.45 * rateHz, "the highest tone, in Hz");
        (segment.Frames - 2 * segment.FadeFrames).Should().BeGreaterThan(segment.PeriodFrames!.Value, "a whole period lies between the fades, in frames");
    }

    [Test]
    public void A_restart_is_a_fifth_of_a_second_with_one_marker()
    {
        var plan = StimulusPlanner.Restart(Format, LoopbackKind.Acoustic);
        plan.Frames.Should().Be(9_600, "0.2 s at 48 kHz, in frames");
        plan.Segments.Where(s => s.Kind != SegmentKind.Silence).Should().ContainSingle().Which.Name.Should().Be("marker-start");
    }

    [Test]
    public void A_payload_plan_carries_the_wanted_time_of_payload()
    {
        var plan = StimulusPlanner.Payload(Format, TimeSpan.FromSeconds(3));
        plan.Segments.Single(s => s.Name == "payload").Frames.Should().Be(144_000, "3 s at 48 kHz, in frames");
    }

    [Test]
    public void What_is_out_of_range_is_refused_with_its_value()
    {
        Refusal(() => StimulusPlanner.Composite(Format with { RateHz = 4_000 }, LoopbackKind.Digital), "*4000 Hz*");
        Refusal(() => StimulusPlanner.Composite(Format with { Channels = 9 }, LoopbackKind.Digital), "*9 channels*");
        Refusal(() => StimulusPlanner.Composite(Format with { BitDepth = 20 }, LoopbackKind.Digital), "*20 bit*");
        Refusal(() => StimulusPlanner.Composite(Format, (LoopbackKind)7), "*7*");
        Refusal(() => StimulusPlanner.Composite(Format, LoopbackKind.Digital, new StimulusOptions { LevelDbfs = 1 }), "*-60 and 0*1*");
        Refusal(() => StimulusPlanner.Composite(Format, LoopbackKind.Digital, new StimulusOptions { LevelDbfs = double.NaN }), "*-60 and 0*NaN*");
        Refusal(() => StimulusPlanner.Composite(Format, LoopbackKind.Digital, new StimulusOptions { Seed = 0 }), "*Seed*");
        Refusal(() => StimulusPlanner.Composite(Format, LoopbackKind.Digital, new StimulusOptions { DecaySeconds = 9 }), "*9*");
        Refusal(() => StimulusPlanner.Composite(Format with { BitDepth = 8 }, LoopbackKind.Digital, new StimulusOptions { LevelDbfs = -40 }), "*1.3 steps*");
        Refusal(() => StimulusPlanner.Payload(Format, TimeSpan.FromHours(1)), "*10 minutes*");
        Refusal(() => StimulusPlanner.Payload(Format with { BitDepth = 8 }, TimeSpan.FromSeconds(1), new StimulusOptions { LevelDbfs = -28 * 1.5 }), "*steps*");

        static void Refusal(Func<StimulusPlan> planning, string message) =>
            planning.Should().Throw<ArgumentException>().WithMessage(message);
    }
}
