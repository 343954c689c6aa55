using System.Text.RegularExpressions;
using FluentAssertions;
using KosSound.Signals;
using KosSound.Simulator.Faults;
using KosSound.Suites.Proofs.Detection;
using KosSound.Suites.Session;
using NUnit.Framework;

namespace KosSound.SelfTests.Suites.Proofs.Detection;

public sealed partial class DetectionBlockTests
{
    [Test]
    public void The_readme_carries_a_generated_block_with_date_commit_and_every_fault()
    {
        var readme = File.ReadAllText(Path.Combine(Path.GetDirectoryName(SuiteFiles.SolutionFile)!, "README.md"));
        var (begin, end) = (readme.IndexOf(DetectionBlock.Begin, StringComparison.Ordinal), readme.IndexOf(DetectionBlock.End, StringComparison.Ordinal));

        begin.Should().BePositive("the README has the line '{0}'", DetectionBlock.Begin);
        end.Should().BeGreaterThan(begin, "and the line '{0}' behind it", DetectionBlock.End);
        ShouldHaveTheForm(readme[begin..(end + DetectionBlock.End.Length)]);
    }

    [Test]
    public void A_new_block_has_the_form_of_the_one_in_the_readme() => ShouldHaveTheForm(DetectionBlock.Of(Rows.Report()));

    [Test]
    public void A_block_takes_the_place_of_the_old_one_and_of_nothing_else()
    {
        var block = DetectionBlock.Of(Rows.Report());
        var text = $"before\n\n{DetectionBlock.Begin}\nold\n{DetectionBlock.End}\n\nbehind\n";

        DetectionBlock.PutInto(text, block).Should().Be($"before\n\n{block}\nbehind\n");
        DetectionBlock.PutInto("no block here", block).Should().BeNull();
    }

    [Test]
    public void What_is_not_proven_stands_out()
    {
        var skip = FaultCatalog.Find("skip")!;
        var block = DetectionBlock.Of(Rows.Report(Rows.Killed(skip, LoopbackKind.Digital), Rows.Killed(skip, LoopbackKind.Electrical) with { Outcome = DetectionOutcome.Survived }));

        block.Should().Contain("| skip | 1 frames | **1 frames survived** | – |").And.Contain("1 killed, 1 survived");
    }

    private static void ShouldHaveTheForm(string block)
    {
        Heading().IsMatch(block).Should().BeTrue("the block says when, from which commit, and how many faults were found: {0}", block.Split('\n')[2]);
        foreach (var kind in FaultCatalog.All)
            block.Should().Contain($"\n| {kind.Name} | ", "every fault of the catalogue has its row");
        Clean().Count(block).Should().BePositive("the block says how many clean runs gave how many false alarms");
    }

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d, commit [0-9a-f]{7,10}, seed \d+, (full|quick) form: of \d+ faults over three loops \d+ ", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^- [a-z-]+: \d+ runs, \d+ false alarms by limits \(chance below [\d.]+ % at 95 % confidence\), \d+ against the baseline \(below [\d.]+ %\)(; not concluded: [a-z, ]+)?$", RegexOptions.Multiline)]
    private static partial Regex Clean();
}
