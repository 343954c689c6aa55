using FluentAssertions;
using KosSound.Suites.Proofs.Measurement;
using NUnit.Framework;

namespace KosSound.SelfTests.Suites.Proofs.Measurement;

public sealed class DigitalDriftTests
{
    /// <summary>Not among the seeds that are scored.</summary>
    private const int FirstSeed = 3_000_000;

    [Test]
    public void No_rounding_of_a_tone_to_16_bit_makes_a_drift_look_like_a_lost_frame()
    {
        var drift = AccuracyPlan.Cases.Single(c => c is { Quantity: "drift (clock.drift_ppm)", Path: "digital, 16 bit" });

        var errors = Enumerable.Range(FirstSeed, 150).Select(seed => (Seed: seed, ErrorPpm: drift.Read(seed).Error)).ToList();

        errors.Where(e => !(Math.Abs(e.ErrorPpm) <= drift.Required)).Should().BeEmpty("the drift is known to {0} ppm", drift.Required);
    }
}
