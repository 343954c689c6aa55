using FluentAssertions;
using KosSound.Suites.Proofs.Detection;
using NUnit.Framework;

namespace KosSound.SelfTests.Suites.Proofs.Detection;

public sealed class AlarmChanceTests
{
    [TestCase(0, 20, 0.1391), TestCase(0, 1_000, 0.002991), TestCase(1, 20, 0.2161), TestCase(5, 100, 0.1023), TestCase(3, 3, 1)]
    public void The_bound_is_that_of_Clopper_and_Pearson(int events, int trials, double bound) =>
        AlarmChance.UpperBound(events, trials).Should().BeApproximately(bound, 1e-4, "{0} of {1}", events, trials);
}
