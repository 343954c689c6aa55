using FluentAssertions;
using KosSound.Simulator.SignalPath;
using NUnit.Framework;

namespace KosSound.SelfTests.Simulator.SignalPath;

[Parallelizable(ParallelScope.All)]
public sealed class PathSettingsTests
{
    [Test]
    public void One_of_every_two_plays_is_late_by_the_jitter_and_chance_says_which()
    {
        var settings = new PathSettings { StartJitter = TimeSpan.FromMilliseconds(7) };

        var pairs = Enumerable.Range(0, 500).Select(pair => (First: settings.LatenessOf(2 * pair, 1), Second: settings.LatenessOf((2 * pair) + 1, 1))).ToArray();

        pairs.Should().OnlyContain(pair => pair.First + pair.Second == settings.StartJitter && pair.First != pair.Second, "one of two is 7 ms late, the other is not");
        // 500 throws of a coin: 250 ± 11, and 1 in 10 million is beyond 60.
        pairs.Count(pair => pair.First > pair.Second).Should().BeInRange(190, 310, "pairs of which the first play is the late one");
    }

    [Test]
    public void Lateness_follows_from_the_seed_alone()
    {
        var settings = new PathSettings { StartJitter = TimeSpan.FromMilliseconds(7) };

        Of(1).Should().Equal(Of(1), "the same device starts the same way");
        Of(1).Should().NotEqual(Of(2), "another device starts another way");

        IEnumerable<TimeSpan> Of(int seed) => Enumerable.Range(0, 100).Select(play => settings.LatenessOf(play, seed));
    }

    [TestCase(0, 0), TestCase(1, 3.25), TestCase(100, 325), TestCase(10_000, 10_000)]
    public void Every_play_is_later_than_the_one_before_by_the_growth_up_to_ten_seconds(long play, double expectedMs)
    {
        var settings = new PathSettings { StartGrowth = TimeSpan.FromMilliseconds(3.25) };

        settings.LatenessOf(play, 1).TotalMilliseconds.Should().BeApproximately(expectedMs, 1e-3, "play {0} (ms)", play);
    }

    [TestCase(0, 48_000, 48_000), TestCase(35, 48_000, 48_001.68), TestCase(-20, 44_100, 47_999.04)]
    public void A_converter_runs_at_its_rate_or_the_one_it_is_given_by_its_own_clock(double ppm, int rateHz, double expectedHz)
    {
        var runsAt = new Dictionary<int, int> { [44_100] = 48_000 };
        var settings = new PathSettings { PlaybackClockPpm = ppm, RecordingClockPpm = ppm, PlaybackRunsAt = runsAt, RecordingRunsAt = runsAt };

        settings.TruePlaybackRateHz(rateHz).Should().BeApproximately(expectedHz, 1e-6, "frames a second of the playback converter");
        settings.TrueRecordingRateHz(rateHz).Should().BeApproximately(expectedHz, 1e-6, "frames a second of the recording converter");
    }
}
