using System.Numerics;
using FluentAssertions;
using KosSound.Analysis.Transforms;
using MathNet.Numerics.IntegralTransforms;
using NUnit.Framework;

namespace KosSound.SelfTests.Analysis.Transforms;

public sealed class RealFftTests
{
    private const int Seed = 20_250_101;

    [TestCase(8)]
    [TestCase(16)]
    [TestCase(32)]
    [TestCase(64)]
    [TestCase(512)]
    [TestCase(16_384)]
    [TestCase(131_072)]
    public void It_agrees_with_MathNet_to_rounding(int size)
    {
        var samples = Noise(size);
        var expected = samples.Select(x => new Complex(x, 0)).ToArray();
        Fourier.Forward(expected, FourierOptions.AsymmetricScaling);

        var spectrum = Spectrum.Of(samples, RealFft.OfSize(size));

        for (var bin = 0; bin < spectrum.Bins; bin++)
        {
            var error = (new Complex(spectrum.Real[bin], spectrum.Imaginary[bin]) - expected[bin]).Magnitude;
            error.Should().BeLessThan(1e-14 * size, $"bin {bin} of {size} points (seed {Seed}) is {expected[bin]}");
        }
    }

    [TestCase(8)]
    [TestCase(256)]
    [TestCase(2_048)]
    [TestCase(65_536)]
    public void Inverse_after_forward_gives_the_samples_back(int size)
    {
        var samples = Noise(size);
        var fft = RealFft.OfSize(size);
        var restored = new double[size];

        fft.Inverse(Spectrum.Of(samples, fft), restored);

        restored.Zip(samples, (a, b) => Math.Abs(a - b)).Max().Should().BeLessThan(1e-14, $"the largest error of {size} samples is rounding (seed {Seed})");
    }

    [Test]
    public void Shorter_input_counts_as_padded_with_zeros()
    {
        var fft = RealFft.OfSize(64);
        var samples = Noise(37);
        var padded = new double[64];
        samples.CopyTo(padded, 0);

        var spectrum = Spectrum.Of(samples, fft);

        spectrum.Real.Should().Equal(Spectrum.Of(padded, fft).Real);
        spectrum.Imaginary.Should().Equal(Spectrum.Of(padded, fft).Imaginary);
    }

    [Test]
    public void Input_stays_untouched()
    {
        var samples = Noise(256);
        var before = samples.ToArray();

        Spectrum.Of(samples, RealFft.OfSize(256));

        samples.Should().Equal(before);
    }

    [TestCase(0)]
    [TestCase(4)]
    [TestCase(1_000)]
    public void A_length_that_is_no_power_of_two_is_refused_by_its_value(int size)
    {
        var plan = () => RealFft.OfSize(size);

        plan.Should().Throw<ArgumentException>().WithMessage($"*{size} points*");
    }

    private static double[] Noise(int size)
    {
        var random = new Random(Seed);
        return [.. Enumerable.Range(0, size).Select(_ => 2 * random.NextDouble() - 1)];
    }
}
