using FluentAssertions;
using KosSound.Signals.Stimuli;
using NUnit.Framework;

namespace KosSound.SelfTests.Signals.Stimuli;

[TestFixture]
[Parallelizable(ParallelScope.All)]
public class PortableMathTests
{
    [Test]
    public void Sine_and_exponential_agree_with_the_library_to_the_last_places()
    {
        var random = new Random(11);
        var (worstSine, worstExp) = (0.0, 0.0);
        for (var i = 0; i < 200_000; i++)
        {
            var turns = random.NextDouble() * 3 - 1.5;
            worstSine = Math.Max(worstSine, Math.Abs(PortableMath.SinTurns(turns) - double.SinPi(2 * turns)));
            var x = random.NextDouble() * 40 - 20;
            worstExp = Math.Max(worstExp, Math.Abs(PortableMath.Exp(x) / Math.Exp(x) - 1));
        }
        worstSine.Should().BeLessThan(5e-16, "error of the sine");
        worstExp.Should().BeLessThan(5e-16, "relative error of the exponential");
    }

    [Test]
    public void Exact_points_are_exact()
    {
        PortableMath.SinTurns(0).Should().Be(0);
        PortableMath.SinTurns(0.25).Should().BeApproximately(1, 2e-16);
        PortableMath.SinTurns(7).Should().Be(0);
        PortableMath.Exp(0).Should().Be(1);
        PortableMath.Amplitude(-20).Should().BeApproximately(0.1, 1e-16);
        PortableMath.Rise(1).Should().BeApproximately(1, 2e-16);
    }
}
