using FluentAssertions;
using KosSound.Conformance.Records;
using KosSound.Conformance.Reports.Html;
using NUnit.Framework;

namespace KosSound.SelfTests.Conformance.Reports.Html;

public sealed class FiguresTests
{
    [TestCase(12.34567, 0.021, "12.346", "0.021")]
    [TestCase(-94.1234, 1.4, "\u221294.1", "1.4")]
    [TestCase(48000.00321, 0.0099, "48000.0032", "0.0099")]
    [TestCase(1234.6, 120.0, "1235", "120")]
    [TestCase(0.0, 4.1, "0", "4.1")]
    [TestCase(0.05, 0.0, "0.05000", "0")]
    [TestCase(2.22e-10, 0.0050, "0.0000", "0.0050")]
    [TestCase(-0.00000025, 1e-9, "\u22122.50e\u22127", "1.0e\u22129")]
    public void A_value_has_the_digits_its_uncertainty_supports(double value, double uncertainty, string shown, string spread)
    {
        var m = Measured(value) with { Uncertainty = uncertainty };
        Figures.Value(m).Should().Be(shown + "\u00A0dB");
        Figures.Uncertainty(m).Should().Be(spread + "\u00A0dB");
    }

    [TestCase(1.0004, 1.0, "1.0004")]
    [TestCase(0.99996, 1.0, "0.99996")]
    [TestCase(1.0, 1.0, "1.00")]
    public void A_value_that_misses_its_limit_never_looks_as_if_it_met_it(double value, double high, string shown)
    {
        Figures.Value(Measured(value) with { Uncertainty = 0.3, High = high }).Should().Be(shown + "\u00A0dB");
    }

    [TestCase(2.0, "2")]
    [TestCase(0.0612345, "0.06123")]
    [TestCase(22752.4, "22752")]
    [TestCase(1.42e-11, "\u2248 0")]
    public void A_value_without_uncertainty_has_four_digits(double value, string shown) =>
        Figures.Value(Measured(value)).Should().Be(shown + "\u00A0dB");

    [TestCase(null, null, "")]
    [TestCase(null, -65.0, "\u2264 \u221265\u00A0dB")]
    [TestCase(16.0, null, "\u2265 16\u00A0dB")]
    [TestCase(-1.0, 1.0, "\u22121 \u2026 1\u00A0dB")]
    [TestCase(1.0, 1.0, "= 1\u00A0dB")]
    public void Limits_read_as_conditions(double? low, double? high, string shown) => Figures.Limit(low, high, "dB").Should().Be(shown);

    [Test]
    public void Comma_cultures_change_nothing() =>
        CommaCulture.Run(() => Figures.Value(Measured(-1234.5678) with { Uncertainty = 0.001 })).Should().Be("\u22121234.5678\u00A0dB");

    private static MeasurementRecord Measured(double value) => new() { Id = "level.gain_db", Unit = "dB", Value = value, Outcome = Outcome.Pass };
}
