using FluentAssertions;
using KosSound.Conformance.Clauses;
using KosSound.Suites.Contract;
using NUnit.Framework;

namespace KosSound.SelfTests.Suites;

[Parallelizable(ParallelScope.All)]
public sealed class WallClockLanesTests
{
    private static IReadOnlyList<Clause> WallClock => [.. ClauseCatalog.All.Where(c => c.IsWallClock)];

    [Test]
    public void Four_lanes_end_at_about_the_same_time()
    {
        var seconds = WallClockLanes.Deal(WallClock, 4).Select(lane => lane.Sum(WallClockLanes.SecondsOf)).ToArray();

        seconds.Max().Should().BeLessThanOrEqualTo(1.15 * seconds.Sum() / 4, "seconds of the longest lane, of {0}", string.Join(", ", seconds));
    }

    [TestCase(1), TestCase(3), TestCase(4), TestCase(40)]
    public void Every_clause_is_in_one_lane_and_in_the_order_given(int lanes)
    {
        var clauses = WallClock.ToArray();
        new Random(5).Shuffle(clauses);

        var dealt = WallClockLanes.Deal(clauses, lanes);

        dealt.Should().HaveCount(lanes, "an empty lane is one too");
        dealt.SelectMany(lane => lane).Should().BeEquivalentTo(clauses, "each is proven once");
        foreach (var lane in dealt)
            lane.Should().Equal(clauses.Where(lane.Contains), "the seed decides the order within a lane");
    }
}
