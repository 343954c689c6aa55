using FluentAssertions;
using KosSound.Conformance.Records;
using KosSound.Conformance.Reports.Summary;
using KosSound.SelfTests.Conformance.Bundles;
using KosSound.SelfTests.Conformance.Reports.Html;
using NUnit.Framework;

namespace KosSound.SelfTests.Conformance.Reports.Summary;

[Parallelizable(ParallelScope.All)]
public sealed class GitHubActionsTests
{
    [Test]
    public void Outside_GitHub_nothing_is_written() => Annotations(FakeRuns.Failing().Run, []).Should().BeEmpty();

    [Test]
    public void A_failure_becomes_an_error_with_its_id_as_title()
    {
        var run = Run(SampleRun.Record("audio/48000Hz-16bit-2ch/dropouts", Outcome.Fail));
        OnGitHub(run).Should().Equal("::error title=audio/48000Hz-16bit-2ch/dropouts::3 dropouts, allowed 0");
    }

    [Test]
    public void Percent_line_feeds_colons_and_commas_are_escaped_as_the_runner_wants()
    {
        var run = Run(SampleRun.Record("a:b,c%", Outcome.Fail) with { Message = "50 %\nnext::error::, \u0007" });
        OnGitHub(run).Should().Equal("::error title=a%3Ab%2Cc%25::50 %25%0Anext::error::, \\u0007");
    }

    [Test]
    public void More_than_ten_failures_are_summed_up_causes_first()
    {
        var tests = Enumerable.Range(0, 12).Select(n => SampleRun.Record($"t{n:00}", Outcome.Fail) with { ExplainedBy = n < 6 ? "t06" : null }).ToArray();
        var lines = OnGitHub(Run(tests));
        lines.Should().HaveCount(10);
        lines[0].Should().StartWith("::error title=t06::");
        lines[^1].Should().Be("::error title=more failures::3 more tests failed; see the report");
    }

    [Test]
    public void What_is_not_binding_is_no_error_but_a_red_run_without_failure_is()
    {
        var run = Run(SampleRun.Record("contract/a", Outcome.Fail, ClauseLevel.Should)) with { ExitCode = ExitCode.Inconclusive, Notes = ["no test ran"] };
        OnGitHub(run).Should().Equal("::error title=inconclusive::no test ran");
    }

    [Test]
    public void The_job_page_gets_the_summary_after_what_it_holds()
    {
        using var folder = new TemporaryFolder();
        var page = folder.File("summary");
        File.WriteAllText(page, "before\n");
        Publish(FakeRuns.Failing().Run, new() { ["GITHUB_STEP_SUMMARY"] = page }, TextWriter.Null).Should().BeNull();
        File.ReadAllText(page).Should().StartWith("before\n# FAIL: FAKE-000217\n");
    }

    [Test]
    public void A_job_page_that_cannot_be_written_is_said_and_does_no_harm()
    {
        using var folder = new TemporaryFolder();
        Publish(FakeRuns.Failing().Run, new() { ["GITHUB_STEP_SUMMARY"] = folder.Path }, TextWriter.Null)
            .Should().StartWith(folder.Path).And.Contain("could not be written");
    }

    private static RunRecord Run(params TestRecord[] tests) => FakeRuns.Passing().Run with { Tests = tests, ExitCode = ExitCode.DeviceFailed };

    private static string[] OnGitHub(RunRecord run) => Annotations(run, new() { ["GITHUB_ACTIONS"] = "true" });

    private static string[] Annotations(RunRecord run, Dictionary<string, string> variables)
    {
        using var console = new StringWriter();
        Publish(run, variables, console);
        return console.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static string? Publish(RunRecord run, Dictionary<string, string> variables, TextWriter console) =>
        GitHubActions.Publish(run, console, name => variables.GetValueOrDefault(name));
}
