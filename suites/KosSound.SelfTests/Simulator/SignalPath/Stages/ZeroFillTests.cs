using FluentAssertions;
using KosSound.Simulator.SignalPath;
using KosSound.Simulator.SignalPath.Events;
using KosSound.Simulator.SignalPath.Stages;
using NUnit.Framework;

namespace KosSound.SelfTests.Simulator.SignalPath.Stages;

[TestFixture, Parallelizable(ParallelScope.All)]
public sealed class ZeroFillTests
{
    [TestCase(1, 1), TestCase(48, 2), TestCase(5_000, 2)]
    public void Exactly_the_set_frames_are_zero_and_no_other_is_touched(int lengthFrames, int channels)
    {
        var sound = Probe.Noise(20_000, channels);
        var stage = new ZeroFillSettings { Length = Extent.Frames(lengthFrames), When = new Schedule { At = [Extent.Frames(7_000), Extent.Frames(13_500)] } };

        var result = stage.Run(sound, Probe.Context(channels: channels));

        var zeroed = Enumerable.Range(0, 20_000).Where(frame => Enumerable.Range(0, channels).All(c => result[(frame * channels) + c] == 0));
        zeroed.Should().Equal(Enumerable.Range(7_000, lengthFrames).Concat(Enumerable.Range(13_500, lengthFrames)));
        result.Where((sample, i) => sample != 0 && sample != sound[i]).Should().BeEmpty("all else is untouched");
    }

    [Test]
    public void Blocks_do_not_change_what_is_zero()
    {
        var sound = Probe.Noise(20_000);
        var settings = new ZeroFillSettings { Length = Extent.Milliseconds(3), When = new Schedule { PerSecond = 20 } };
        var chain = new StageChain([settings], Probe.Context());
        var output = new FrameBuffer();

        for (int at = 0, size = 1; at < sound.Length; at += size, size = Math.Min(size * 2, sound.Length - at))
            chain.Process(sound.AsSpan(at, size), output);

        var pieces = output.Samples.ToArray();
        pieces.Should().Equal(settings.Run(sound, Probe.Context()));
        pieces.Count(sample => sample == 0).Should().BeGreaterThan(144, "frames zeroed by some events");
    }

    [Test]
    public void One_channel_alone_can_be_hit()
    {
        var sound = Probe.Noise(2_000, 2);
        var stage = new ZeroFillSettings { Length = Extent.Frames(10), Channel = 1, When = new Schedule { At = [Extent.Frames(100)] } };

        var result = stage.Run(sound, Probe.Context(channels: 2));

        result.Select((sample, i) => (sample, i)).Where(x => x.sample == 0).Select(x => x.i)
            .Should().Equal(Enumerable.Range(100, 10).Select(frame => (2 * frame) + 1));
    }

    [Test]
    public void A_poisson_schedule_has_the_mean_rate_and_irregular_gaps()
    {
        var clock = new Schedule { PerSecond = 50 }.Start(Probe.Context());
        var times = new List<long>();
        for (; clock.Next < 48_000L * 100; clock.Step())
            times.Add(clock.Next);

        // 5 000 events expected; five standard deviations are 354.
        times.Count.Should().BeInRange(4_646, 5_354, "events in 100 s at 50 per second");
        var gaps = times.Zip(times.Skip(1), (a, b) => (double)(b - a)).ToArray();
        var spread = Math.Sqrt(gaps.Average(gap => Math.Pow(gap - gaps.Average(), 2))) / gaps.Average();
        spread.Should().BeApproximately(1, 0.1, "standard deviation of exponential gaps over their mean");
    }

    [Test]
    public void A_periodic_schedule_keeps_its_period_without_creep()
    {
        var clock = new Schedule { Every = Extent.Milliseconds(1.0 / 3) }.Start(new StageContext(48_000, 1, 16, Probe.Seed));
        for (var i = 0; i < 3_000; i++)
            clock.Step();

        clock.Next.Should().Be(48_008, "half a period and 3 000 periods of 16 frames");
    }
}
