using FluentAssertions;
using KosSound.Signals.Stimuli;
using NUnit.Framework;

namespace KosSound.SelfTests.Signals.Stimuli;

[TestFixture]
[Parallelizable(ParallelScope.All)]
public class PayloadSequenceTests
{
    [Test]
    public void The_polynomial_is_primitive()
    {
        // The order of x divides 2^32 − 1 = 3 · 5 · 17 · 257 · 65537 and none of its proper divisors.
        const ulong period = uint.MaxValue;
        PayloadSequence.Power(period).Should().Be(1);
        foreach (var prime in new ulong[] { 3, 5, 17, 257, 65_537 })
            PayloadSequence.Power(period / prime).Should().NotBe(1, "x^((2^32 − 1) / {0})", prime);
    }

    [Test]
    public void Any_32_bits_occur_once_over_all_channels()
    {
        var seen = new HashSet<uint>();
        for (var channel = 0; channel < 8; channel++)
        {
            var sequence = new PayloadSequence(1, channel);
            var window = 0u;
            for (var bit = 0; bit < 300_000; bit++)
            {
                window = window << 1 | (uint)sequence.NextBit();
                if (bit >= 31)
                    seen.Add(window).Should().BeTrue("32 bits ending at bit {0} of channel {1} are new", bit, channel);
            }
        }
    }

    [Test]
    public void Channels_read_the_same_sequence_further_on()
    {
        var (reference, moved) = (new PayloadSequence(5, 0), new PayloadSequence(5, 1));
        for (var i = 0u; i < PayloadSequence.ChannelOffsetBits; i++)
            reference.NextBit();
        for (var i = 0; i < 1_000; i++)
            moved.NextBit().Should().Be(reference.NextBit(), "bit {0}", i);
    }

    [TestCase(8)]
    [TestCase(14)]
    [TestCase(32)]
    public void Samples_use_the_full_range_evenly(int bits)
    {
        var sequence = new PayloadSequence(3, 2);
        var (sum, squares, count) = (0.0, 0.0, 200_000);
        for (var i = 0; i < count; i++)
        {
            var value = sequence.NextCode(bits) / Math.ScaleB(1, bits - 1);
            value.Should().BeInRange(-1, 1);
            sum += value;
            squares += value * value;
        }
        (sum / count).Should().BeApproximately(0, 0.01, "mean");
        (squares / count).Should().BeApproximately(1 / 3.0, 0.005, "power of an even distribution");
    }
}
