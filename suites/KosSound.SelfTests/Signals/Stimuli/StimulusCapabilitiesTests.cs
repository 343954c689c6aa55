using FluentAssertions;
using KosSound.Analysis.Metrics;
using KosSound.Signals;
using KosSound.Signals.Stimuli;
using NUnit.Framework;

namespace KosSound.SelfTests.Signals.Stimuli;

[TestFixture]
[Parallelizable(ParallelScope.All)]
public class StimulusCapabilitiesTests
{
    [TestCase("dynamic_range.db", "48000Hz-8bit-2ch", LoopbackKind.Digital, "because a tone at −60 dBFS is 0.13 of a step at 8 bit and vanishes")]
    [TestCase("bits.effective", "48000Hz-16bit-2ch", LoopbackKind.Electrical, "because a tone at −110 dBFS needs 24 bit*16*")]
    [TestCase("bits.effective", "48000Hz-24bit-2ch", LoopbackKind.Acoustic, "because the noise of a room*")]
    [TestCase("bits.exact", "48000Hz-24bit-2ch", LoopbackKind.Electrical, "because*digital loop")]
    [TestCase("crosstalk.db", "48000Hz-24bit-1ch", LoopbackKind.Digital, "because there is only one channel")]
    [TestCase("level.gain_db", "4000Hz-16bit-1ch", LoopbackKind.Digital, "because 4000 Hz*")]
    public void What_cannot_be_measured_says_why(string metric, string id, LoopbackKind loopback, string reason)
    {
        PcmFormat.TryParse(id, out var format).Should().BeTrue();
        StimulusCapabilities.WhyNotMeasurable(metric, format, loopback).Should().Match(reason);
    }

    [Test]
    public void A_digital_stereo_loop_of_24_bit_measures_everything()
    {
        foreach (var metric in MetricCatalog.All)
            StimulusCapabilities.WhyNotMeasurable(metric.Id, new PcmFormat(48_000, 24, 2), LoopbackKind.Digital).Should().BeNull("{0}", metric.Id);
    }

    [TestCase(8_000, 3)]
    [TestCase(16_000, 5)]
    [TestCase(11_025, 4)]
    public void The_highest_harmonic_of_997_Hz_depends_on_the_rate(int rateHz, int expected) =>
        StimulusCapabilities.HighestHarmonic(rateHz, 997).Should().Be(expected);
}
