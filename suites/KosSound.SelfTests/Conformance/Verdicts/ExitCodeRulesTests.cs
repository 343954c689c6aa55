using FluentAssertions;
using KosSound.Conformance.Records;
using KosSound.Conformance.Verdicts;
using KosSound.SelfTests.Conformance.Bundles;
using NUnit.Framework;

namespace KosSound.SelfTests.Conformance.Verdicts;

[Parallelizable(ParallelScope.All)]
public sealed class ExitCodeRulesTests
{
    private static readonly TestRecord Passed = SampleRun.Record("contract/a");

    [Test]
    public void A_pattern_that_matches_no_test_makes_a_pass_inconclusive_but_hides_no_failure()
    {
        var decision = ExitCodeRules.Decide(Facts(Passed) with { Unmatched = ["audoi/*"] });
        decision.Code.Should().Be(ExitCode.Inconclusive);
        decision.Reasons.Should().ContainSingle().Which.Should().StartWith("--only 'audoi/*' matches no test of this target");
        ExitCodeRules.Decide(Facts(With(Outcome.Fail)) with { Unmatched = ["audoi/*"] }).Code.Should().Be(ExitCode.DeviceFailed);
    }

    [Test]
    public void A_run_whose_binding_tests_all_passed_answers_0_without_reasons()
    {
        var decision = ExitCodeRules.Decide(Facts(Passed));
        decision.Code.Should().Be(ExitCode.Pass);
        decision.Reasons.Should().BeEmpty();
    }

    [Test]
    public void An_empty_run_is_inconclusive() => Code(Facts()).Should().Be(ExitCode.Inconclusive);

    [Test]
    public void A_run_that_skipped_everything_is_inconclusive() =>
        Code(Facts(With(Outcome.Skip), With(Outcome.Skip))).Should().Be(ExitCode.Inconclusive);

    [TestCase(2, ExitCode.Inconclusive)]
    [TestCase(1, ExitCode.Pass)]
    [TestCase(0, ExitCode.Pass)]
    [TestCase(-5, ExitCode.Pass)]
    public void Fewer_executed_tests_than_the_minimum_are_inconclusive(int minimum, ExitCode expected) =>
        Code(Facts(Passed, With(Outcome.Skip)) with { MinimumTests = minimum }).Should().Be(expected);

    [TestCase(Outcome.Pass, ClauseLevel.Must, false, ExitCode.Pass)]
    [TestCase(Outcome.Waived, ClauseLevel.Must, false, ExitCode.Pass)]
    [TestCase(Outcome.Skip, ClauseLevel.Must, false, ExitCode.Pass)]
    [TestCase(Outcome.Fail, ClauseLevel.Must, false, ExitCode.DeviceFailed)]
    [TestCase(Outcome.Fail, ClauseLevel.Should, false, ExitCode.Pass)]
    [TestCase(Outcome.Fail, ClauseLevel.Should, true, ExitCode.DeviceFailed)]
    [TestCase(Outcome.Fail, ClauseLevel.Info, true, ExitCode.Pass)]
    [TestCase(Outcome.Inconclusive, ClauseLevel.Must, false, ExitCode.Inconclusive)]
    [TestCase(Outcome.Inconclusive, ClauseLevel.Should, false, ExitCode.Pass)]
    [TestCase(Outcome.Inconclusive, ClauseLevel.Should, true, ExitCode.Inconclusive)]
    [TestCase(Outcome.Inconclusive, ClauseLevel.Info, true, ExitCode.Pass)]
    [TestCase(Outcome.NotRun, ClauseLevel.Must, false, ExitCode.Inconclusive)]
    [TestCase(Outcome.NotRun, ClauseLevel.Should, false, ExitCode.Pass)]
    [TestCase(Outcome.NotRun, ClauseLevel.Should, true, ExitCode.Inconclusive)]
    [TestCase(Outcome.NotRun, ClauseLevel.Info, true, ExitCode.Pass)]
    [TestCase(Outcome.Error, ClauseLevel.Must, false, ExitCode.SuiteDefect)]
    [TestCase(Outcome.Error, ClauseLevel.Info, false, ExitCode.SuiteDefect)]
    public void One_outcome_beside_a_pass_decides_by_its_level(Outcome outcome, ClauseLevel level, bool strict, ExitCode expected) =>
        Code(Facts(Passed, With(outcome, level)) with { Strict = strict }).Should().Be(expected, "a {0} of level {1}, strict {2}", outcome, level, strict);

    [TestCase(Outcome.Fail, ClauseLevel.Must, ExitCode.Infrastructure)]
    [TestCase(Outcome.Inconclusive, ClauseLevel.Must, ExitCode.Infrastructure)]
    [TestCase(Outcome.Error, ClauseLevel.Info, ExitCode.Infrastructure)]
    [TestCase(Outcome.Fail, ClauseLevel.Should, ExitCode.Pass)]
    [TestCase(Outcome.Pass, ClauseLevel.Must, ExitCode.Pass)]
    public void What_the_connection_or_the_station_caused_is_not_the_devices_failure(Outcome outcome, ClauseLevel level, ExitCode expected) =>
        Code(Facts(Passed, With(outcome, level) with { Infrastructure = true })).Should().Be(expected);

    [TestCase(Outcome.Pass)]
    [TestCase(Outcome.Fail)]
    public void An_information_alone_proves_nothing(Outcome outcome) =>
        Code(Facts(With(outcome, ClauseLevel.Info))).Should().Be(ExitCode.Inconclusive);

    [Test]
    public void Waivers_alone_prove_nothing() => Code(Facts(With(Outcome.Waived))).Should().Be(ExitCode.Inconclusive);

    [Test]
    public void A_should_that_passed_is_proof() => Code(Facts(With(Outcome.Pass, ClauseLevel.Should))).Should().Be(ExitCode.Pass);

    [Test]
    public void A_stale_waiver_spoils_a_green_run() =>
        ExitCodeRules.Decide(Facts(Passed) with { StaleWaivers = ["w-1 is expired"] })
            .Should().BeEquivalentTo(new ExitDecision(ExitCode.Waiver, ["w-1 is expired"]));

    [Test]
    public void A_target_that_could_not_be_used_is_infrastructure_even_though_nothing_ran() =>
        Code(Facts(With(Outcome.NotRun)) with { Unusable = "192.0.2.1:50051 does not answer within 10 s" }).Should().Be(ExitCode.Infrastructure);

    [Test]
    public void An_abort_that_nothing_explains_is_a_defect() =>
        Code(Facts(Passed) with { Status = RunStatus.Aborted }).Should().Be(ExitCode.SuiteDefect);

    [Test]
    public void An_abort_after_the_device_failed_is_the_devices_failure() =>
        Code(Facts(Passed, With(Outcome.Fail)) with { Status = RunStatus.Aborted }).Should().Be(ExitCode.DeviceFailed);

    [Test]
    public void An_abort_over_a_lost_target_is_infrastructure() =>
        Code(Facts(Passed, With(Outcome.Error) with { Infrastructure = true }) with { Status = RunStatus.Aborted }).Should().Be(ExitCode.Infrastructure);

    [Test]
    public void An_interrupted_run_is_130_whatever_it_found() =>
        Code(Facts(With(Outcome.Fail)) with { Status = RunStatus.Interrupted, Defects = ["a defect"] }).Should().Be(ExitCode.Interrupted);

    [Test]
    public void Every_pair_of_findings_follows_the_precedence_6_1_3_4_5()
    {
        (ExitCode Code, Func<RunFacts, RunFacts> Add)[] findings =
        [
            (ExitCode.SuiteDefect, f => f with { Defects = ["contract/b: finished without a record"] }),
            (ExitCode.DeviceFailed, f => f with { Tests = [.. f.Tests, With(Outcome.Fail)] }),
            (ExitCode.Infrastructure, f => f with { Tests = [.. f.Tests, With(Outcome.Fail) with { Infrastructure = true }] }),
            (ExitCode.Inconclusive, f => f with { Tests = [.. f.Tests, With(Outcome.Inconclusive)] }),
            (ExitCode.Waiver, f => f with { StaleWaivers = ["w-1 matched nothing"] }),
        ];
        for (var stronger = 0; stronger < findings.Length; stronger++)
        {
            for (var weaker = stronger; weaker < findings.Length; weaker++)
            {
                var facts = findings[stronger].Add(findings[weaker].Add(Facts(Passed)));
                Code(facts).Should().Be(findings[stronger].Code, "{0} comes before {1}", findings[stronger].Code, findings[weaker].Code);
            }
        }
    }

    [Test]
    public void Reasons_name_at_most_three_tests_and_count_the_rest()
    {
        var failed = Enumerable.Range(1, 5).Select(n => With(Outcome.Fail) with { Id = $"contract/{n}" });
        ExitCodeRules.Decide(Facts([Passed, .. failed])).Reasons.Should().Equal("contract/1, contract/2, contract/3 and 2 more failed");
    }

    [Test]
    public void No_combination_of_outcomes_is_green_without_a_must_or_should_that_passed_and_no_binding_trouble()
    {
        var random = new Random(20260102);
        for (var trial = 0; trial < 20_000; trial++)
        {
            var tests = Enumerable.Range(0, random.Next(5)).Select(_ => With(Any<Outcome>(random), Any<ClauseLevel>(random)) with { Infrastructure = random.Next(4) == 0 }).ToArray();
            var facts = Facts(tests) with { Strict = random.Next(2) == 0 };
            var proven = tests.Any(t => t is { Outcome: Outcome.Pass, Level: not ClauseLevel.Info });
            var trouble = tests.Any(t => t.Outcome == Outcome.Error
                || ((t.Level == ClauseLevel.Must || (t.Level == ClauseLevel.Should && facts.Strict))
                    && (t.Outcome == Outcome.Fail || t.Outcome == Outcome.Inconclusive || t.Outcome == Outcome.NotRun)));
            (Code(facts) == ExitCode.Pass).Should().Be(proven && !trouble, "trial {0} of seed 20260102: {1}", trial, string.Join(", ", tests.Select(t => (t.Outcome, t.Level, t.Infrastructure))));
        }
    }

    private static T Any<T>(Random random)
        where T : struct, Enum => Enum.GetValues<T>()[random.Next(Enum.GetValues<T>().Length)];

    private static TestRecord With(Outcome outcome, ClauseLevel level = ClauseLevel.Must) => SampleRun.Record("contract/b", outcome, level);

    private static ExitCode Code(RunFacts facts) => ExitCodeRules.Decide(facts).Code;

    private static RunFacts Facts(params TestRecord[] tests) => new() { Status = RunStatus.Completed, Tests = tests, Strict = false, MinimumTests = 1 };
}
