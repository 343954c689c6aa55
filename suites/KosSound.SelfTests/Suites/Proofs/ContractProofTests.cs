using FluentAssertions;
using KosSound.Conformance.Clauses;
using KosSound.Conformance.Records;
using KosSound.Simulator.Misbehaviours;
using KosSound.Suites.Proofs.Contract;
using KosSound.Suites.Session;
using NUnit.Framework;

namespace KosSound.SelfTests.Suites.Proofs;

/// <summary>The contract suite finds every device that breaks the contract. The longer form is <c>./run.sh selftest --contract</c>.</summary>
[TestFixture]
[NonParallelizable]
public class ContractProofTests
{
    private static string PageFile => Path.Combine(Path.GetDirectoryName(SuiteFiles.SolutionFile)!, ContractProofPage.File);

    private ContractProofReport _report = null!;

    private static IEnumerable<string> Misbehaviours => MisbehaviourCatalog.All.Select(w => w.Name);

    [OneTimeSetUp]
    public async Task Prove_all_misbehaviours_side_by_side()
    {
        _report = await ContractProof.RunAsync(
            new ContractProofOptions { Breadth = ProofBreadth.Neighbours },
            row => TestContext.Progress.WriteLine($"{row.Verdict} {row.Misbehaviour} ({row.Seconds:0.0} s)"));
        TestContext.Progress.WriteLine($"{_report.Rows.Count} misbehaviours in {_report.Seconds:0.0} s");
    }

    [TestCaseSource(nameof(Misbehaviours))]
    public void a_misbehaviour_is_found_by_its_clause_and_by_nothing_that_has_no_reason(string name)
    {
        var row = _report.Rows.Single(r => r.Misbehaviour == name);

        TestContext.Out.WriteLine((_report with { Rows = [row] }).ToTable());
        if (row.Verdict == ProofVerdict.Error)
            Assert.Inconclusive($"this machine was too slow to tell: {row.Message}");
        row.Verdict.Should().Be(ProofVerdict.Killed, "{0}", (_report with { Rows = [row] }).ToTable());
    }

    [Test]
    public void the_proof_leaves_out_no_clause() => _report.UnprovenClauses.Should().BeEmpty();

    [Test]
    public void every_clause_is_broken_by_a_misbehaviour_and_every_misbehaviour_breaks_a_clause()
    {
        ClauseCatalog.All.Select(c => c.Id).Except(MisbehaviourCatalog.All.Select(w => w.Breaks)).Should().BeEmpty();
        MisbehaviourCatalog.All.Select(w => w.Breaks).Except(ClauseCatalog.All.Select(c => c.Id)).Should().BeEmpty();
    }

    [Test]
    public void every_misbehaviour_has_words_its_message_must_hold_and_names_only_clauses_that_exist_as_collateral()
    {
        foreach (var wrong in MisbehaviourCatalog.All)
        {
            var expected = ContractExpectations.Of(wrong.Name);
            expected.MustName.Should().NotBeEmpty("{0} must be named by its cause", wrong.Name);
            expected.Collateral.Keys.Except(ClauseCatalog.All.Select(c => c.Id)).Should().BeEmpty("of {0}", wrong.Name);
            expected.Collateral.Keys.Should().NotContain(wrong.Breaks, "that is the clause {0} breaks", wrong.Name);
        }
    }

    [Test]
    public void a_message_without_the_words_and_a_failure_without_a_reason_are_not_kills()
    {
        var row = new ContractProofRow
        {
            Misbehaviour = "a", Description = "does a", Clause = "play/cancel", Verdict = ProofVerdict.WrongMessage, Message = "wrong", MustName = ["right"],
            Collateral = [], Tried = [], Stalls = 0, Seconds = 1,
        };
        var report = new ContractProofReport { Seed = 1, Breadth = ProofBreadth.Usual, Rows = [row], UnprovenClauses = [], Seconds = 1 };

        report.Holds.Should().BeFalse();
        (report with { Rows = [row with { Verdict = ProofVerdict.Collateral }] }).Holds.Should().BeFalse();
        (report with { Rows = [row with { Verdict = ProofVerdict.Killed }], UnprovenClauses = ["play/cancel"] }).Holds.Should().BeFalse();
        (report with { Rows = [row with { Verdict = ProofVerdict.Killed }] }).Holds.Should().BeTrue();
        (report with { Rows = [row with { Verdict = ProofVerdict.Error }] }).Holds.Should().BeFalse("a machine that is too slow proves nothing");
        (report with { Rows = [row with { Verdict = ProofVerdict.Error }] }).IsInconclusive.Should().BeTrue("it refutes nothing either");
        (report with { Rows = [row with { Verdict = ProofVerdict.Error }, row] }).IsInconclusive.Should().BeFalse();
        report.ToTable().Should().Contain("play/cancel").And.Contain("WRONG MESSAGE").And.Contain("0 of 1 misbehaviours killed");
        report.ToJson().Should().Contain("\"verdict\": \"wrongMessage\"");
    }

    [TestCase(Outcome.Fail, "what it was in its turn", ProofVerdict.Killed)]
    [TestCase(Outcome.Pass, "it holds", ProofVerdict.Survived)]
    public void a_clause_must_fail_in_its_turn_too_and_name_the_cause_on_a_fresh_device(Outcome inItsTurn, string message, ProofVerdict verdict)
    {
        var wrong = MisbehaviourCatalog.All.Single(w => w.Name == "busy-after-recording-cancel");
        var clause = ClauseCatalog.Find(wrong.Breaks)!;
        var fresh = Result(Outcome.Fail, string.Join("; ", ContractExpectations.Of(wrong.Name).MustName));

        var row = ContractProofRow.Of(wrong, [Part(fresh), Part(Result(inItsTurn, message))]);

        row.Verdict.Should().Be(verdict);
        row.Tried.Should().HaveCount(2);

        ContractProofPart Part(ClauseResult result) => new() { Results = [(clause, result)] };
        static ClauseResult Result(Outcome outcome, string message) => new() { Outcome = outcome, Message = message };
    }

    [Test]
    public void the_page_about_the_proof_is_up_to_date() =>
        File.ReadAllText(PageFile).Should().Be(ContractProofPage.Text(), "{0} is made from the catalogues; run the explicit test Write_the_page to renew it", PageFile);

    [Test]
    [Explicit("writes into the repository")]
    public void Write_the_page()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PageFile)!);
        File.WriteAllText(PageFile, ContractProofPage.Text());
    }
}
