using FluentAssertions;
using KosSound.Conformance.Cases;
using KosSound.Conformance.Records;
using KosSound.Signals;
using NUnit.Framework;

namespace KosSound.SelfTests.Conformance.Cases;

public sealed class FormatCoverageTests
{
    private static readonly int[] Rates = [8000, 11_025, 16_000, 22_050, 32_000, 44_100, 48_000, 88_200, 96_000, 176_400, 192_000];
    private static readonly IReadOnlyList<PcmFormat> Studio = [.. from rate in Rates from depth in (int[])[16, 24, 32] from channels in Enumerable.Range(1, 8) select new PcmFormat(rate, depth, channels)];
    private static readonly IReadOnlyList<FormatRecord> Pairs = FormatPairing.Pair(Studio, Studio);

    [Test]
    public void All_leaves_nothing_out() => FormatCoverage.Select(Pairs, Coverage.All).Should().Equal(Pairs);

    [Test]
    public void Pairwise_shows_every_two_values_together_with_as_few_formats_as_can_be()
    {
        var taken = FormatCoverage.Select(Pairs, Coverage.Pairwise);

        taken.Should().Equal(Pairs.Where(taken.Contains), "they are some of all, in their order");
        Twos(taken).Should().BeEquivalentTo(Twos(Pairs), "11 × 3 + 11 × 8 + 3 × 8 = 145 combinations of two values");
        taken.Should().HaveCountLessThan(96, "11 rates × 8 channel counts need 88 formats at least, of {0}", Pairs.Count);
    }

    [Test]
    public void Extremes_are_the_eight_corners()
    {
        var expected = from rate in (int[])[8000, 192_000] from depth in (int[])[16, 32] from channels in (int[])[1, 8] select new PcmFormat(rate, depth, channels);

        FormatCoverage.Select(Pairs, Coverage.Extremes).Select(p => p.Playback).Should().Equal(expected);
    }

    [TestCase(Coverage.Pairwise)]
    [TestCase(Coverage.Extremes)]
    public void Both_sides_of_a_device_that_records_otherwise_than_it_plays_are_covered(Coverage coverage)
    {
        PcmFormat[] records = [new(16_000, 16, 1), new(48_000, 24, 1), new(48_000, 16, 1)];
        var pairs = FormatPairing.Pair(Studio, records);

        var taken = FormatCoverage.Select(pairs, coverage);

        taken.Should().HaveCountLessThan(pairs.Count);
        taken.Select(p => p.Recording).Should().Contain([new PcmFormat(16_000, 16, 1), new PcmFormat(48_000, 24, 1)]);
        taken.Select(p => p.Playback.RateHz).Should().Contain([8000, 192_000]);
        taken.Select(p => p.Playback.Channels).Should().Contain([1, 8]);
    }

    [Test]
    public void Nothing_to_try_stays_nothing([Values] Coverage coverage) => FormatCoverage.Select([], coverage).Should().BeEmpty();

    private static HashSet<(int, int, int)> Twos(IEnumerable<FormatRecord> pairs) =>
        [.. pairs.SelectMany(p => (IEnumerable<(int, int, int)>)[(p.Playback.RateHz, p.Playback.BitDepth, 0), (p.Playback.RateHz, 0, p.Playback.Channels), (0, p.Playback.BitDepth, p.Playback.Channels)])];
}
