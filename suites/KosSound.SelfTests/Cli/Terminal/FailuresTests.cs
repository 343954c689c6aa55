using FluentAssertions;
using KosSound.Cli.Terminal;
using KosSound.Conformance.Records;
using KosSound.SelfTests.Conformance.Bundles;
using NUnit.Framework;

namespace KosSound.SelfTests.Cli.Terminal;

public sealed class FailuresTests
{
    private static readonly TestRecord Dropouts = SampleRun.Record("audio/f/dropouts", Outcome.Fail);
    private static readonly TestRecord Bits = SampleRun.Record("audio/f/bits", Outcome.Fail) with { ExplainedBy = Dropouts.Id };

    [Test]
    public void What_follows_from_another_failure_is_not_named() => Words(Dropouts, Bits).Should().Be("dropouts in 1 of 1 format");

    [Test]
    public void What_follows_from_a_waived_failure_is_named() =>
        Words(Dropouts with { Outcome = Outcome.Waived }, Bits).Should().Be("bits in 1 of 1 format", "a red run names what made it red");

    [Test]
    public void Advice_is_not_named() =>
        Words(SampleRun.Record("contract/a", Outcome.Fail), SampleRun.Record("contract/b", Outcome.Fail, ClauseLevel.Should)).Should().Be("contract/a");

    [Test]
    public void Many_are_counted() =>
        Words([.. Enumerable.Range(0, 8).Select(n => SampleRun.Record($"contract/{n}", Outcome.Fail))]).Should().Be("contract/0, contract/1, contract/2, contract/3, contract/4 and 3 more");

    private static string Words(params TestRecord[] tests) => Failures.Words(new RunRecord
    {
        Header = SampleRun.Header(),
        EndedUtc = SampleRun.Header().StartedUtc,
        Status = RunStatus.Completed,
        ExitCode = ExitCode.DeviceFailed,
        Tests = tests,
    });
}
