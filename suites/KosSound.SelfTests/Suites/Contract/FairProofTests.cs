using FluentAssertions;
using KosSound.Conformance.Clauses;
using KosSound.Conformance.Records;
using KosSound.Device;
using KosSound.Simulator.DeviceFiles;
using KosSound.Suites.Contract;
using KosSound.Suites.Session;
using KosSound.Suites.Targets;
using NUnit.Framework;

namespace KosSound.SelfTests.Suites.Contract;

/// <summary>A device is not blamed for what this machine did, and nothing becomes a pass by it.</summary>
[TestFixture]
public class FairProofTests
{
    private const string Trouble = "the test was 90 ms late";

    [Test]
    public async Task a_failure_while_this_machine_is_late_in_every_try_says_nothing_of_the_device()
    {
        var result = await ProveAsync(new FakeClause(), Trouble, Trouble, Trouble, Trouble);

        result.Outcome.Should().Be(Outcome.Error);
        result.ToRecord(new FakeClause()).Infrastructure.Should().BeTrue();
        result.Message.Should().Be("the test was 90 ms late; broken in try 4");
        result.Attempts.Should().HaveCount(FairProof.MostAttempts);
    }

    [Test]
    public async Task a_failure_that_comes_again_when_this_machine_is_in_time_is_the_devices()
    {
        var result = await ProveAsync(new FakeClause(), Trouble);

        result.Outcome.Should().Be(Outcome.Fail);
        result.Message.Should().Be("broken in try 2");
        result.Attempts.Select(a => a.Outcome).Should().Equal(Outcome.Error, Outcome.Fail);
    }

    [Test]
    public async Task a_clause_that_holds_when_this_machine_is_in_time_passes_and_tells_of_the_try_before()
    {
        var result = await ProveAsync(new FakeClause { Failures = 1 }, Trouble);

        result.Outcome.Should().Be(Outcome.Pass);
        result.Attempts.Select(a => a.Outcome).Should().Equal(Outcome.Error, Outcome.Pass);
    }

    [Test]
    public async Task a_failure_that_no_lateness_explains_is_the_devices_at_once()
    {
        var result = await ProveAsync(new FakeClause { Spoilt = null }, Trouble);

        result.Outcome.Should().Be(Outcome.Fail);
        result.Message.Should().Be("broken in try 1");
    }

    [Test]
    public async Task what_stands_still_twice_in_simulated_time_is_the_devices()
    {
        var result = await ProveAsync(new FakeClause(), realTime: false, Trouble, Trouble);

        result.Outcome.Should().Be(Outcome.Fail);
        result.Message.Should().Be("broken in try 2");
    }

    private static Task<ClauseResult> ProveAsync(FakeClause clause, params string[] troubles) => ProveAsync(clause, realTime: true, troubles);

    private static async Task<ClauseResult> ProveAsync(FakeClause clause, bool realTime, params string[] troubles)
    {
        await using var device = await EmbeddedTarget.StartAsync(new SessionOptions { RealTime = realTime }, DeviceFile.Reference, CancellationToken.None);
        await using var bench = await ClauseBench.OpenAsync(new ClauseBenchOptions { Device = device.ClientOptions });
        return await new FairProof(bench, new TroubledTarget(device, troubles), TimeSpan.Zero).ProveAsync(clause, CancellationToken.None);
    }

    /// <summary>A target that has trouble in the first tries.</summary>
    private sealed class TroubledTarget(Target inner, string[] troubles) : Target
    {
        private int _questions;

        public override DeviceOptions ClientOptions => inner.ClientOptions;

        public override string Kind => inner.Kind;

        public override string CommandLine => inner.CommandLine;

        public override bool LoopIsProven => true;

        /// <remarks>Asked before and after every try.</remarks>
        public override string? TakeTrouble() => _questions++ % 2 == 1 && _questions / 2 <= troubles.Length ? troubles[_questions / 2 - 1] : null;

        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class FakeClause : Clause
    {
        private int _tries;

        public int Failures { get; init; } = int.MaxValue;

        public TimeSpan? Spoilt { get; init; } = TimeSpan.FromHours(1);

        public override string Id => "fake/clause";

        public override string Text => "it is not broken";

        public override string Proof => "nothing is done";

        public override TimeSpan? SpoiltBy => Spoilt;

        public override Task<ClauseResult> ProveAsync(ClauseContext context, CancellationToken cancellationToken) =>
            Task.FromResult(++_tries <= Failures ? Fail($"broken in try {_tries}") : Pass($"whole in try {_tries}"));
    }
}
