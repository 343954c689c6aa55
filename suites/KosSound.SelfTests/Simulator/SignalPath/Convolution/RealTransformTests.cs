using System.Numerics;
using FluentAssertions;
using KosSound.SelfTests.Simulator.SignalPath.Stages;
using KosSound.Simulator.SignalPath.Convolution;
using MathNet.Numerics.IntegralTransforms;
using NUnit.Framework;

namespace KosSound.SelfTests.Simulator.SignalPath.Convolution;

/// <summary>The simulator's own transform against MathNet.Numerics.</summary>
public sealed class RealTransformTests
{
    [TestCase(4)]
    [TestCase(8)]
    [TestCase(16)]
    [TestCase(512)]
    [TestCase(4_096)]
    public void It_agrees_with_MathNet_and_back_again(int size)
    {
        var samples = Probe.Noise(size);
        var transform = new RealTransform(size);
        var (re, im, back) = (new double[transform.Bins], new double[transform.Bins], new double[size]);

        transform.Forward(samples, re, im);
        transform.Inverse(re, im, back);

        var expected = samples.Select(s => new Complex(s, 0)).ToArray();
        Fourier.Forward(expected, FourierOptions.NoScaling);
        for (var bin = 0; bin < transform.Bins; bin++)
            (new Complex(re[bin], im[bin]) - expected[bin]).Magnitude.Should().BeLessThan(1e-14 * size, $"bin {bin}");
        back.Zip(samples, (b, s) => Math.Abs(b - s)).Max().Should().BeLessThan(1e-15 * size);
    }

    [TestCase(0)]
    [TestCase(2)]
    [TestCase(12)]
    public void Other_lengths_are_refused(int size) =>
        FluentActions.Invoking(() => new RealTransform(size)).Should().Throw<ArgumentOutOfRangeException>().WithMessage("a power of two from 4 on*");
}
