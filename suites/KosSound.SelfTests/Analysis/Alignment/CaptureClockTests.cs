using FluentAssertions;
using KosSound.Analysis;
using KosSound.Analysis.Alignment;
using NUnit.Framework;

namespace KosSound.SelfTests.Analysis.Alignment;

public sealed class CaptureClockTests
{
    private const int RateHz = 48_000;
    private const int Period = 480;

    [Test]
    public void Punctual_messages_give_the_time_of_every_frame()
    {
        var clock = CaptureClock.From(Arrivals(300, _ => 0), RateHz)!;

        // The message with frames 0 … 479 arrives at 5 s + 10 ms: its last frame is known then.
        clock.TimeOf(479).TotalMilliseconds.Should().BeApproximately(5_010, 1e-3, "ms");
        clock.TimeOf(0).TotalMilliseconds.Should().BeApproximately(5_000 + 1_000.0 / RateHz, 1e-3, "ms");
        clock.FrameAt(clock.TimeOf(12_345.5)).Should().BeApproximately(12_345.5, 0.01, "frames");
        clock.Rate.Hz.Should().BeApproximately(RateHz, 0.01, "Hz");
        clock.JitterMs.Should().BeApproximately(0, 1e-3, "ms");
    }

    [Test]
    public void Late_messages_move_the_clock_less_than_the_promptest_of_them()
    {
        var random = new Random(3);
        var clock = CaptureClock.From(Arrivals(300, _ => 20 * random.NextDouble() * random.NextDouble()), RateHz)!;

        clock.TimeOf(479).TotalMilliseconds.Should().BeApproximately(5_010, 0.5, "ms, though messages are up to 20 ms late (seed 3)");
        Math.Abs(clock.Rate.Hz - RateHz).Should().BeLessThan(Math.Max(3 * clock.Rate.UncertaintyHz, 5),
            $"the rate reads {clock.Rate.Hz:F2} ± {clock.Rate.UncertaintyHz:F2} Hz");
        clock.JitterMs.Should().BeInRange(12, 20, "ms: 99th percentile of the product of two uniform delays, 20 ms at most");
    }

    [Test]
    public void A_burst_of_messages_after_a_stall_does_not_pull_the_clock()
    {
        var clock = CaptureClock.From(Arrivals(300, i => i is > 100 and < 130 ? (130 - i) * 10.0 : 0), RateHz)!;

        clock.TimeOf(479).TotalMilliseconds.Should().BeApproximately(5_010, 0.01, "ms");
        clock.TimeOf(300 * Period - 1).TotalMilliseconds.Should().BeApproximately(8_000, 0.01, "ms");
    }

    [Test]
    public void A_lateness_of_a_hundred_milliseconds_is_not_a_little_more_by_arithmetic()
    {
        var clock = CaptureClock.From(Arrivals(333, i => i % 11 == 10 ? 0 : 10 * (10 - i % 11)), RateHz)!;

        clock.JitterMs.Should().Be(100, "ms: the oldest period of a burst of 110 ms waits for the ten after it");
    }

    [TestCase(44_100)]
    [TestCase(47_900)]
    public void A_wrong_rate_is_measured(double trueHz)
    {
        var arrivals = Enumerable.Range(1, 300).Select(i => new TimeStamp(TimeSpan.FromSeconds(i * Period / trueHz), i * Period)).ToArray();

        CaptureClock.From(arrivals, RateHz)!.Rate.Hz.Should().BeApproximately(trueHz, 0.1, "Hz");
    }

    [Test]
    public void Without_messages_there_is_no_clock()
    {
        CaptureClock.From([], RateHz).Should().BeNull();
        CaptureClock.From(Arrivals(2, _ => 0), RateHz).Should().BeNull();
        CaptureClock.From([new(TimeSpan.Zero, 100), new(TimeSpan.Zero, 100), new(TimeSpan.Zero, 100)], RateHz).Should().BeNull();
    }

    private static TimeStamp[] Arrivals(int count, Func<int, double> latenessMs) =>
        [.. Enumerable.Range(1, count).Select(i => new TimeStamp(TimeSpan.FromMilliseconds(5_000 + 1e3 * i * Period / RateHz + latenessMs(i)), i * Period))];
}
