using FluentAssertions;
using KosSound.Conformance.Clauses;
using KosSound.Conformance.Records;
using KosSound.Signals;
using KosSound.Simulator.DeviceFiles;
using KosSound.Simulator.Misbehaviours;
using KosSound.Suites.Proofs.Contract;
using KosSound.Suites.Session;
using KosSound.Suites.Targets;
using NUnit.Framework;

namespace KosSound.SelfTests.Conformance.Clauses;

/// <summary>What a try of a clause leaves behind does not decide the next.</summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
public class SettledTests
{
    [TestCase("busy-after-recording-cancel")]
    [TestCase("busy-after-disconnect")]
    [TestCase("playback-held-after-deadline")]
    public async Task a_clause_that_is_tried_again_on_a_device_that_stays_busy_names_the_same_cause(string misbehaviour)
    {
        var wrong = MisbehaviourCatalog.All.Single(w => w.Name == misbehaviour);
        var clause = ClauseCatalog.Find(wrong.Breaks)!;
        await using var target = await EmbeddedTarget.StartAsync(
            new SessionOptions { Seed = 1, RealTime = true }, DeviceFile.Reference with { Misbehaviours = [wrong] }, CancellationToken.None);
        await using var bench = await ClauseBench.OpenAsync(new ClauseBenchOptions { Device = target.ClientOptions, Loopback = LoopbackKind.Digital, SharesProcess = true });

        foreach (var attempt in (string[])["first", "second"])
        {
            var result = await bench.ProveAsync(clause);

            if (result.Reason == ClauseResult.MachineTooSlow)
                Assert.Inconclusive(result.Message);
            result.Outcome.Should().Be(Outcome.Fail, "{0} try: {1}", attempt, result.Message);
            ContractExpectations.Of(misbehaviour).IsNamedBy(result.Message).Should().BeTrue("{0} try says: {1}", attempt, result.Message);
        }
    }
}
