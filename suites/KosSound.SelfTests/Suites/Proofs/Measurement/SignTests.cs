using FluentAssertions;
using KosSound.Analysis.Metrics;
using KosSound.Suites.Proofs.Measurement;
using NUnit.Framework;

namespace KosSound.SelfTests.Suites.Proofs.Measurement;

public sealed class SignTests
{
    [TestCase(1.6, 0.0, true)]
    [TestCase(1.4, 0.0, false)]
    [TestCase(1.6, 0.3, false)]
    [TestCase(2.0, 0.3, true)]
    public void A_difference_is_a_sign_beyond_its_tolerance_and_four_uncertainties_of_both_captures(double difference, double sigma, bool shows) =>
        new Sign("thd.db", 1.5).Shows(With(-40 + difference, sigma), With(-40, sigma))
            .Should().Be(shows, "{0} dB with {1} dB uncertain either side: 1.5 dB and {2:F2} dB are ordinary", difference, sigma, 4 * Math.Sqrt(2) * sigma);

    [Test]
    public void A_value_that_is_gone_is_a_sign_and_one_that_is_new_is_none()
    {
        new Sign("thd.db", 1.5).Shows(With(null, null), With(-40, 0.1)).Should().BeTrue("it was measured before");
        new Sign("thd.db", 1.5).Shows(With(-40, 0.1), With(null, null)).Should().BeFalse("nothing is known of before");
    }

    [TestCase(-40.9, true)]
    [TestCase(-38.9, false)]
    [TestCase(null, false)]
    public void Where_the_value_itself_must_be_told_another_or_none_is_no_sign(double? now, bool shows) =>
        new Sign("thd.db", 1) { Reads = -40 }.Shows(With(now, 0.1), With(-90, 0.1)).Should().Be(shows);

    private static KosSound.Analysis.Metrics.Measurement With(double? value, double? sigma) => new()
    {
        Metrics = [new Metric { Id = "thd.db", Channel = 0, Value = value, Uncertainty = sigma, Unit = "dB", NotMeasurable = value is null ? "because" : null }],
    };
}
