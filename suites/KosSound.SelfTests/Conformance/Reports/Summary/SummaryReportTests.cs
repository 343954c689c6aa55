using FluentAssertions;
using KosSound.Conformance.Records;
using KosSound.Conformance.Reports.Summary;
using KosSound.SelfTests.Conformance.Bundles;
using KosSound.SelfTests.Conformance.Reports.Html;
using NUnit.Framework;

namespace KosSound.SelfTests.Conformance.Reports.Summary;

[Parallelizable(ParallelScope.All)]
public sealed class SummaryReportTests
{
    [Test]
    public void The_head_names_verdict_target_and_judgement()
    {
        var text = Text(FakeRuns.Failing().Run);
        text.Should().StartWith("# FAIL: FAKE-000217\n");
        text.Should().Contain("| Verdict | fail (exit code 1), completed |").And.Contain("firmware 2.4.1-fake").And.Contain("electrical loopback");
    }

    [Test]
    public void Every_failure_stands_in_the_table_with_its_message_and_command()
    {
        var run = FakeRuns.Failing().Run;
        var rows = Text(run).Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)).ToList();
        foreach (var test in run.Tests.Where(t => t.Outcome is Outcome.Fail or Outcome.Error))
        {
            var row = rows.Should().ContainSingle(r => r.StartsWith($"| `{test.Id}` |", StringComparison.Ordinal)).Which;
            row.Should().EndWith(test.Reproduce is { } command ? $"| `{command}` |" : "|  |", "{0} can be reproduced", test.Id);
        }
    }

    [Test]
    public void Hostile_text_neither_leaves_its_cell_nor_becomes_markup()
    {
        const string hostile = "a|b\n| c <img src=x> [x](http://x) `code` **bold** \u0007";
        var run = FakeRuns.Passing().Run with { Tests = [SampleRun.Record("contract/a", Outcome.Fail) with { Message = hostile, Reproduce = "echo 'a|b' `id`" }] };
        var row = Text(run).Split('\n').Single(line => line.StartsWith("| `contract/a`", StringComparison.Ordinal));
        row.Should().Be(@"| `contract/a` | a\|b \| c &lt;img src=x&gt; \[x\](http://x) \`code\` \*\*bold\*\* \\u0007 | `echo 'a\|b' ˋidˋ` |");
    }

    [Test]
    public void A_thousand_failures_are_cut_to_fifty_and_the_rest_is_counted()
    {
        var run = FakeRuns.Passing().Run with { Tests = [.. Enumerable.Range(0, 1000).Select(n => SampleRun.Record($"contract/{n}", Outcome.Fail))] };
        Text(run).Should().Contain("## Failed (1000)").And.Contain("950 more in report.html.");
    }

    [Test]
    public void A_comma_culture_changes_no_byte()
    {
        var run = FakeRuns.Failing().Run;
        CommaCulture.Run(() => Text(run)).Should().Be(Text(run));
    }

    private static string Text(RunRecord run)
    {
        using var writer = new StringWriter();
        SummaryReport.Write(writer, run);
        return writer.ToString();
    }
}
