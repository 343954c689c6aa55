using FluentAssertions;
using KosSound.Simulator.SignalPath.Stages;
using NUnit.Framework;

namespace KosSound.SelfTests.Simulator.SignalPath.Stages;

[TestFixture, Parallelizable(ParallelScope.All)]
public sealed class ButterworthPassTests
{
    [TestCase(6_000, 4, false), TestCase(6_000, 1, false), TestCase(300, 3, true), TestCase(100, 8, true)]
    public void The_response_is_the_analytic_one(double cornerHz, int order, bool isHighPass)
    {
        var stage = new ButterworthPassSettings { FrequencyHz = cornerHz, Order = order, IsHighPass = isHighPass };
        foreach (var hz in (double[])[40, 100, 300, 1_000, 3_000, 6_000, 12_000, 20_000])
        {
            var warped = Math.Tan(Math.PI * hz / 48_000) / Math.Tan(Math.PI * cornerHz / 48_000);
            var expected = -10 * Math.Log10(1 + Math.Pow(warped, (isHighPass ? -2 : 2) * order));
            if (expected < -150)
                continue;

            var measured = Probe.Decibels(stage.ResponseAt(hz, Probe.Context()).Magnitude);

            measured.Should().BeApproximately(expected, 0.001, "gain in dB at {0} Hz of order {1} at {2} Hz", hz, order, cornerHz);
        }
    }

    [Test]
    public void A_low_pass_beyond_half_the_rate_changes_no_bit()
    {
        var sound = Probe.Noise(1_000);

        new ButterworthPassSettings { FrequencyHz = 24_000 }.Run(sound, Probe.Context()).Should().Equal(sound);
    }
}
