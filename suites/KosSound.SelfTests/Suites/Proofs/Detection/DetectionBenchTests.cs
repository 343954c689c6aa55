using FluentAssertions;
using KosSound.Signals;
using KosSound.Simulator.Faults;
using KosSound.Suites.Proofs;
using KosSound.Suites.Proofs.Detection;
using NUnit.Framework;

namespace KosSound.SelfTests.Suites.Proofs.Detection;

/// <summary>A few rows over real gRPC; <c>selftest --detection</c> runs them all.</summary>
public sealed class DetectionBenchTests
{
    private static readonly PcmFormat Format = new(48_000, 16, 2);

    [Test]
    public async Task A_lost_frame_is_killed_an_empty_change_has_no_effect_and_clean_runs_raise_no_alarm()
    {
        var plan = new DetectionPlan
        {
            Cases = [Case("skip=1frames"), Case("click=1LSB@30s"), Case("dc=1LSB")],
            Loops = [LoopbackKind.Digital],
            CleanRuns = 2,
            CleanFormats = [Format],
        };

        var report = await DetectionProof.ReportAsync(plan, new ProofOptions(), CancellationToken.None);

        TestContext.Out.WriteLine(DetectionText.Table(report));
        report.Rows.Select(row => row.Outcome).Should().Equal(DetectionOutcome.Killed, DetectionOutcome.NoEffect, DetectionOutcome.Killed);
        report.Rows[0].Evidence.Should().Contain("dropouts.count is 1, allowed at most 0").And.Contain("skip of 1 frames (0.021 ms) at 1.0000 s");
        report.Holds.Should().BeTrue();
    }

    [Test]
    public void Every_fault_is_tried_on_every_loop_it_is_claimed_for()
    {
        var plan = DetectionPlan.Of(full: false);

        foreach (var kind in FaultCatalog.All)
        {
            foreach (var loopback in plan.Loops.Where(l => DetectionPlan.SmallestOf(kind, l) is not null))
                plan.Cases.Where(c => c.Fault.Kind == kind && c.Loopback == loopback && c.IsClaimed).Should().HaveCount(
                    loopback == LoopbackKind.Digital && kind.SmallestDeep is not null ? 2 : 1, "{0} is claimed for a loop of kind {1}", kind.Name, loopback);
            plan.Cases.Should().Contain(c => c.Fault.Kind == kind, "{0} is tried somewhere", kind.Name);
        }
    }

    private static DetectionCase Case(string fault) => new() { Loopback = LoopbackKind.Digital, Fault = FaultCatalog.Parse(fault), IsClaimed = true, Formats = [Format] };
}
