using FluentAssertions;
using KosSound.Simulator.Engine;
using NUnit.Framework;

namespace KosSound.SelfTests.Simulator.Engine;

[Parallelizable(ParallelScope.All)]
public sealed class ByteRingTests
{
    [Test]
    public void Bytes_come_out_in_the_order_they_went_in_however_they_are_cut()
    {
        var random = new Random(11);
        var ring = new ByteRing(97);
        var put = new List<byte>();
        var taken = new List<byte>();
        var block = new byte[140];

        for (var i = 0; i < 5_000; i++)
        {
            random.NextBytes(block);
            var offered = block.AsSpan(0, random.Next(block.Length));
            var accepted = ring.Put(offered);
            accepted.Should().BeLessThanOrEqualTo(offered.Length);
            put.AddRange(offered[..accepted]);
            var into = new byte[random.Next(120)];
            taken.AddRange(into.AsSpan(0, ring.Take(into)));
            (ring.Count + ring.Room).Should().Be(97, "the capacity (bytes)");
        }

        taken.Should().Equal(put.Take(taken.Count), "seed 11");
        ring.Count.Should().Be(put.Count - taken.Count, "nothing is lost (bytes)");
    }

    [Test]
    public void A_full_ring_takes_nothing_and_an_empty_one_gives_nothing()
    {
        var ring = new ByteRing(3);

        ring.Put([1, 2, 3, 4]).Should().Be(3, "its capacity (bytes)");
        ring.Put([5]).Should().Be(0, "it is full");
        ring.Clear();
        ring.Take(new byte[1]).Should().Be(0, "it is empty");
    }
}
