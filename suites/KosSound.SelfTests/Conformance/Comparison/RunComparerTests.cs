using System.Text;
using FluentAssertions;
using KosSound.Analysis.Metrics;
using KosSound.Conformance.Comparison;
using KosSound.Conformance.Records;
using KosSound.SelfTests.Conformance.Bundles;
using KosSound.SelfTests.Conformance.Reports.Html;
using KosSound.SelfTests.Conformance.Reports.JUnit;
using KosSound.Signals;
using NUnit.Framework;

namespace KosSound.SelfTests.Conformance.Comparison;

[Parallelizable(ParallelScope.All)]
public sealed class RunComparerTests
{
    private const string Id = "audio/48000Hz-16bit-2ch/response";

    [Test]
    public void Every_metric_of_the_catalogue_has_a_rule_and_no_rule_is_without_metric() =>
        MetricRules.All.Select(r => r.Metric).Should().BeEquivalentTo(MetricCatalog.All.Select(m => m.Id));

    [Test]
    public void A_run_is_the_same_as_itself()
    {
        var run = Run(Test(Value("thd.db", -80)));
        var comparison = RunComparer.Compare(run, run);
        comparison.Verdict.Should().Be(Change.Same);
        comparison.ExitCode.Should().Be(ExitCode.Pass);
    }

    [TestCase("thd.db", -80, -78.5, Change.Regressed)]
    [TestCase("thd.db", -80, -79.5, Change.Same)]
    [TestCase("thd.db", -80, -81.5, Change.Improved)]
    [TestCase("snr.db", 90, 88, Change.Regressed)]
    [TestCase("snr.db", 90, 92, Change.Improved)]
    [TestCase("dropouts.count", 0, 1, Change.Regressed)]
    [TestCase("dropouts.count", 2, 1, Change.Improved)]
    [TestCase("response.deviation_db", -0.5, 0.6, Change.Regressed)]
    [TestCase("response.deviation_db", -0.5, 0.515, Change.Same)]
    [TestCase("response.deviation_db", -0.5, 0.2, Change.Improved)]
    [TestCase("level.gain_db", -3, -2.9, Change.Regressed)]
    [TestCase("level.gain_db", -3, -3.1, Change.Regressed)]
    [TestCase("polarity", 1, -1, Change.Regressed)]
    [TestCase("response.high_3db_hz", 20_000, 19_900, Change.Same)]
    [TestCase("response.high_3db_hz", 20_000, 19_700, Change.Regressed)]
    [TestCase("clock.drift_ppm", 5, -5.01, Change.Same)]
    [TestCase("clock.drift_ppm", 5, -5.2, Change.Regressed)]
    public void A_metric_is_judged_by_its_direction_and_tolerance(string metric, double before, double after, Change expected)
    {
        var comparison = RunComparer.Compare(Run(Test(Value(metric, before))), Run(Test(Value(metric, after))));
        comparison.Tests.Single().Metrics.Single().Change.Should().Be(expected, "{0} went from {1} to {2}", metric, before, after);
        comparison.Verdict.Should().Be(expected);
        comparison.ExitCode.Should().Be(expected == Change.Regressed ? ExitCode.DeviceFailed : ExitCode.Pass);
    }

    [TestCase(0.0, 0.0, Change.Regressed)]
    [TestCase(0.3, 0.0, Change.Regressed)]
    [TestCase(0.6, 0.0, Change.Same)]
    [TestCase(0.45, 0.45, Change.Same)]
    [TestCase(0.1, 0.2, Change.Regressed)]
    public void A_difference_within_twice_the_combined_uncertainty_and_the_tolerance_is_no_regression(double before, double after, Change expected)
    {
        // 2 dB worse against a tolerance of 1 dB: it takes 2·hypot(u) of 1 dB to explain it.
        var comparison = RunComparer.Compare(Run(Test(Value("thd.db", -80, uncertainty: before))), Run(Test(Value("thd.db", -78, uncertainty: after))));
        comparison.Verdict.Should().Be(expected, "2 dB with uncertainties of {0} and {1} dB", before, after);
    }

    [Test]
    public void An_acoustic_loop_allows_more_than_a_digital_one()
    {
        var (before, after) = (Test(Value("level.gain_db", -3)), Test(Value("level.gain_db", -3.2)));
        RunComparer.Compare(Run(before), Run(after)).Verdict.Should().Be(Change.Regressed);
        RunComparer.Compare(Acoustic(Run(before)), Acoustic(Run(after))).Verdict.Should().Be(Change.Same);

        static RunRecord Acoustic(RunRecord run) => run with { Header = run.Header with { Loopback = LoopbackKind.Acoustic } };
    }

    [TestCase(Outcome.Pass, Outcome.Fail, Change.Regressed)]
    [TestCase(Outcome.Fail, Outcome.Pass, Change.Improved)]
    [TestCase(Outcome.Fail, Outcome.Fail, Change.Same)]
    [TestCase(Outcome.Waived, Outcome.Fail, Change.Regressed)]
    [TestCase(Outcome.Pass, Outcome.Waived, Change.Same)]
    [TestCase(Outcome.Waived, Outcome.Pass, Change.Improved)]
    [TestCase(Outcome.Pass, Outcome.Inconclusive, Change.NotComparable)]
    [TestCase(Outcome.Pass, Outcome.Error, Change.NotComparable)]
    [TestCase(Outcome.Pass, Outcome.NotRun, Change.NotComparable)]
    [TestCase(Outcome.Pass, Outcome.Skip, Change.NotComparable)]
    [TestCase(Outcome.Inconclusive, Outcome.Fail, Change.NotComparable)]
    [TestCase(Outcome.Inconclusive, Outcome.Inconclusive, Change.NotComparable)]
    [TestCase(Outcome.Inconclusive, Outcome.Pass, Change.Improved)]
    [TestCase(Outcome.Skip, Outcome.Skip, Change.Same)]
    [TestCase(Outcome.Skip, Outcome.Pass, Change.New)]
    [TestCase(Outcome.Skip, Outcome.Fail, Change.NotComparable)]
    public void Outcomes_decide_before_numbers(Outcome before, Outcome after, Change expected)
    {
        var change = RunComparer.Compare(Run(SampleRun.Record(Id, before)), Run(SampleRun.Record(Id, after))).Tests.Single();
        change.Change.Should().Be(expected, "{0} became {1}: {2}", before, after, change.Reason);
        change.Reason.Should().NotBeEmpty();
    }

    [Test]
    public void A_clause_that_is_not_binding_regresses_nothing_unless_strict()
    {
        var (before, after) = (Run(SampleRun.Record(Id, Outcome.Pass, ClauseLevel.Should)), Run(SampleRun.Record(Id, Outcome.Fail, ClauseLevel.Should)));
        RunComparer.Compare(before, after).Verdict.Should().Be(Change.Same);
        RunComparer.Compare(Strict(before), Strict(after)).Verdict.Should().Be(Change.Regressed);

        static RunRecord Strict(RunRecord run) => run with { Header = run.Header with { Strict = true } };
    }

    [Test]
    public void A_metric_that_is_no_longer_measurable_is_not_comparable_with_its_reason()
    {
        var gone = Value("thd.db", -80) with { Value = null, NotMeasurable = "because nothing was heard" };
        var change = RunComparer.Compare(Run(Test(Value("thd.db", -80))), Run(Test(gone))).Tests.Single();
        change.Change.Should().Be(Change.NotComparable);
        change.Reason.Should().Be("thd.db: no longer measurable, because nothing was heard");
    }

    [Test]
    public void Channels_are_compared_each_with_itself()
    {
        var before = Run(Test(Value("thd.db", -80, 0), Value("thd.db", -60, 1)));
        var after = Run(Test(Value("thd.db", -80, 0), Value("thd.db", -50, 1)));
        RunComparer.Compare(before, after).Tests.Single().Reason.Should().StartWith("thd.db, channel 1: changed by +10 dB, ordinary is ± 1 dB");
    }

    [Test]
    public void The_reason_names_difference_and_tolerance_whatever_the_culture()
    {
        var (before, after) = (Run(Test(Value("thd.db", -80.25))), Run(Test(Value("thd.db", -78))));
        CommaCulture.Run(() => RunComparer.Compare(before, after).Tests.Single().Reason).Should().Be("thd.db: changed by +2.25 dB, ordinary is ± 1 dB");
    }

    [Test]
    public void Other_loopback_suite_stimulus_limits_or_an_unfinished_run_forbid_the_comparison()
    {
        var run = Run(Test(Value("thd.db", -80) with { High = -70 })) is var r ? r with { Header = r.Header with { Stimulus = "v1" } } : null!;
        (RunRecord Other, string Obstacle)[] others =
        [
            (run with { Header = run.Header with { Loopback = LoopbackKind.Acoustic } }, "loopback differs: digital in the baseline, acoustic now"),
            (run with { Header = run.Header with { Suite = new SuiteRecord("1.0.0", null) } }, "the suite's major version differs: 0.1.0 in the baseline, 1.0.0 now"),
            (run with { Header = run.Header with { Stimulus = "v2" } }, "the stimulus differs: v1 in the baseline, v2 now"),
            (run with { Header = run.Header with { Strict = true } }, "strictness differs: not strict in the baseline, strict now"),
            (run with { Status = RunStatus.Interrupted }, "the new run is interrupted"),
            (run with { Tests = [Test(Value("thd.db", -80) with { High = -60 })] },
                $"limits differ: thd.db of {Id} was judged by −∞ … -70 dB, is by −∞ … -60 dB; `./run.sh report` can judge the baseline again"),
        ];
        foreach (var (other, obstacle) in others)
        {
            var comparison = RunComparer.Compare(run, other);
            comparison.Obstacles.Should().Equal(obstacle);
            comparison.Tests.Should().BeEmpty("nothing is compared");
            comparison.ExitCode.Should().Be(ExitCode.Inconclusive);
        }
    }

    [Test]
    public void Runs_without_tests_are_never_the_same() => RunComparer.Compare(Run(), Run()).ExitCode.Should().Be(ExitCode.Inconclusive);

    [Test]
    public void A_new_format_is_new_and_one_the_device_no_longer_claims_is_a_regression()
    {
        var other = new FormatRecord(new PcmFormat(16_000, 16, 1), new PcmFormat(16_000, 16, 1));
        var (one, two) = (Run(Test()), Run(Test(), SampleRun.Record($"audio/{other.Id}/response") with { Format = other.Id }));
        two = two with { Header = two.Header with { Formats = [SampleRun.Format, other] } };
        var grown = RunComparer.Compare(one, two);
        grown.Formats.Should().Equal(new FormatChange(other.Id, Change.New, "only the new run has it"));
        grown.ExitCode.Should().Be(ExitCode.Pass);
        var shrunk = RunComparer.Compare(two, one);
        shrunk.Formats.Should().Equal(new FormatChange(other.Id, Change.Regressed, "vanished: the device no longer claims it"));
        shrunk.Tests.Should().ContainSingle(t => t.Reason == "vanished with its format");
        shrunk.ExitCode.Should().Be(ExitCode.DeviceFailed);
    }

    [Test]
    public void A_format_that_was_merely_not_tried_is_not_comparable()
    {
        var side = new SideRecord(true, [48_000], [16], [2]);
        var before = Run(Test());
        var after = before with { Header = before.Header with { Formats = [], Target = before.Header.Target with { Capabilities = new CapabilitiesRecord(side, side) } }, Tests = [SampleRun.Record("contract/a")] };
        RunComparer.Compare(before, after).ExitCode.Should().Be(ExitCode.Inconclusive);
    }

    [Test]
    public void New_tests_are_new_and_vanished_ones_are_not_comparable()
    {
        var comparison = RunComparer.Compare(Run(SampleRun.Record("contract/a"), SampleRun.Record("contract/b")), Run(SampleRun.Record("contract/a"), SampleRun.Record("contract/c")));
        comparison.Tests.Select(t => (t.Id, t.Change)).Should().Equal(("contract/a", Change.Same), ("contract/c", Change.New), ("contract/b", Change.NotComparable));
    }

    [Test]
    public void Tests_that_a_narrowed_run_left_out_are_one_thing_to_know_and_still_no_pass()
    {
        var all = Run([.. Enumerable.Range(0, 5).Select(n => SampleRun.Record($"contract/{n}"))]);
        var narrowed = Run(SampleRun.Record("contract/0"));
        narrowed = narrowed with { Header = narrowed.Header with { Only = ["contract/0"] } };

        var comparison = RunComparer.Compare(all, narrowed);

        comparison.ExitCode.Should().Be(ExitCode.Inconclusive, "four tests of the baseline are not known to be as they were");
        ComparisonText.Lines(comparison).Where(l => l.Contains("contract/", StringComparison.Ordinal)).Should().Equal("  not comparable: 4 tests that only the baseline has, first contract/1: left out: the new run was narrowed by --only");
    }

    [Test]
    public void JUnit_is_red_exactly_when_the_exit_code_is_not_0()
    {
        var pass = Run(Test(Value("thd.db", -80)));
        RunRecord[] others = [pass, Run(Test(Value("thd.db", -60))), Run(Test(Value("thd.db", -90))), Run(), pass with { Status = RunStatus.Aborted }, pass with { Header = pass.Header with { Formats = [] } }];
        foreach (var other in others)
        {
            var comparison = RunComparer.Compare(pass, other);
            using var stream = new MemoryStream();
            ComparisonJUnit.Write(stream, comparison);
            var cases = GitLabReader.Read(Encoding.UTF8.GetString(stream.ToArray()));
            cases.Any(c => c.Status != ReadStatus.Success).Should().Be(comparison.ExitCode != ExitCode.Pass, "verdict {0}", comparison.Verdict);
            cases.Should().NotBeEmpty();
        }
    }

    [Test]
    public void The_console_hears_the_verdict_first_and_then_every_change()
    {
        var lines = ComparisonText.Lines(RunComparer.Compare(Run(Test(Value("thd.db", -80))), Run(Test(Value("thd.db", -60)))));
        lines[0].Should().Be("regressed: S-1, run 20260102T030405Z-sample against S-1, run 20260102T030405Z-sample (1 regressed)");
        lines[1].Should().Be($"  regressed: {Id}: thd.db: changed by +20 dB, ordinary is ± 1 dB");
    }

    [Test]
    public void The_same_change_of_many_formats_takes_two_lines_and_names_every_format()
    {
        var before = FakeRuns.Passing().Run;
        var after = before with { Tests = [.. before.Tests.Select(t => t.Id.EndsWith("/dropouts", StringComparison.Ordinal) ? t with { Outcome = Outcome.Fail, Message = "spoilt" } : t)] };
        var lines = ComparisonText.Lines(RunComparer.Compare(before, after));
        lines.Should().HaveCount(4, "the verdict, two lines for the change, and a note about the stimulus");
        lines[1].Should().Be("  regressed: dropouts in 12 of 12 formats, first audio/16000Hz-16bit-1ch/dropouts: passed before, now fail (spoilt)");
        lines[2].Trim().Split(", ").Should().Equal(before.Header.Formats.Select(f => f.Id));
    }

    private static TestRecord Test(params MeasurementRecord[] measurements) => SampleRun.Record(Id) with { Measurements = measurements };

    private static MeasurementRecord Value(string id, double value, int? channel = null, double? uncertainty = null) =>
        new() { Id = id, Channel = channel, Value = value, Unit = MetricCatalog.Find(id).Unit, Uncertainty = uncertainty, Outcome = Outcome.Pass };

    private static RunRecord Run(params TestRecord[] tests) => new()
    {
        Header = SampleRun.Header(),
        EndedUtc = SampleRun.Header().StartedUtc,
        Status = RunStatus.Completed,
        ExitCode = ExitCode.Pass,
        Tests = tests,
    };
}
