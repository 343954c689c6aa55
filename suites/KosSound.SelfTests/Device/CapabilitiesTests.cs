using FluentAssertions;
using KosSound.Device.Capabilities;
using NUnit.Framework;

namespace KosSound.SelfTests.Device;

[TestFixture]
public class CapabilitiesTests
{
    [Test]
    public void formats_are_every_well_formed_combination_once()
    {
        var side = Side([48000, 0, 48000, uint.MaxValue, 16000], [16, 12, 24], [2, 0, 65, 1]);

        side.Formats.Select(f => f.Id).Should().Equal(
            "48000Hz-16bit-2ch", "48000Hz-16bit-1ch", "48000Hz-24bit-2ch", "48000Hz-24bit-1ch",
            "16000Hz-16bit-2ch", "16000Hz-16bit-1ch", "16000Hz-24bit-2ch", "16000Hz-24bit-1ch");
        side.RatesHz.Should().Contain([0u, uint.MaxValue], "the lists are kept as received");
    }

    [Test]
    public void an_absent_side_offers_nothing() => (Side([48000], [16], [2]) with { Available = false }).Formats.Should().BeEmpty();

    [Test]
    public void order_and_duplicates_count_when_two_answers_are_compared()
    {
        var side = Side([48000, 16000], [16], [2]);

        side.SaysTheSameAs(Side([48000, 16000], [16], [2])).Should().BeTrue();
        side.SaysTheSameAs(Side([16000, 48000], [16], [2])).Should().BeFalse();
        side.SaysTheSameAs(Side([48000, 16000], [16, 16], [2])).Should().BeFalse();
    }

    [Test]
    public void millions_of_formats_are_not_enumerated_at_once() =>
        Side([.. Enumerable.Range(4000, 700_000).Select(r => (uint)r)], [8, 16, 24, 32], [.. Enumerable.Range(1, 64).Select(c => (uint)c)]).Formats.First().Id.Should().Be("4000Hz-8bit-1ch");

    private static SideCapabilities Side(uint[] rates, uint[] depths, uint[] channels) => new() { Available = true, RatesHz = rates, BitDepths = depths, Channels = channels };
}
