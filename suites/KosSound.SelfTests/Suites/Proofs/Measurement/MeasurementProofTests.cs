using FluentAssertions;
using KosSound.Signals;
using KosSound.Simulator.Faults;
using KosSound.Suites.Proofs;
using KosSound.Suites.Proofs.Measurement;
using NUnit.Framework;

namespace KosSound.SelfTests.Suites.Proofs.Measurement;

public sealed class MeasurementProofTests
{
    [Test]
    public void Every_fault_that_a_capture_alone_can_show_is_scored_on_every_loop_it_is_claimed_for()
    {
        // Wire, chunks at either end, restarts and delivery need a device: selftest --detection and --contract prove them.
        string[] elsewhere = ["lose-first", "lose-last", "wrong-endian", "wrong-sign", "wrong-packing", "high-packing", "float-samples", "byte-slip", "latency-jitter", "latency-growth"];
        var kinds = FaultCatalog.All.Where(k => !elsewhere.Contains(k.Name)).ToList();
        Scored(LoopbackKind.Digital).Should().Contain(kinds.Where(k => k.SmallestDigital is not null).Select(k => k.Name), "they are claimed for digital loops");
        Scored(LoopbackKind.Acoustic).Should().Contain(kinds.Where(k => k.SmallestAcoustic is not null).Select(k => k.Name), "they are claimed for acoustic loops");
    }

    private static IEnumerable<string> Scored(LoopbackKind loopback) => MeasurementPlan.Cases.Where(c => c.Loopback == loopback).Select(c => c.Kind.Name);

    [Test]
    public async Task A_fault_too_small_to_find_scores_nothing_and_a_large_one_everything()
    {
        var gain = MeasurementPlan.Cases.First(c => c.Kind.Name == "gain" && c.Loopback == LoopbackKind.Digital) with { Format = new PcmFormat(16_000, 16, 1) };
        var report = await MeasurementProof.ReportAsync(
            [gain with { Size = FaultSize.Of(-0.0001, "dB") }, gain with { Size = FaultSize.Of(-1, "dB") }], [], new ProofOptions { Trials = 3 }, CancellationToken.None);
        var rows = report.Rows;

        rows.Select(r => r.Found).Should().Equal([0, 3], "captures in which a change of 0.0001 dB and of 1 dB was found");
        rows.Select(r => r.FalseAlarms).Should().Equal([0, 0], "false alarms");
        rows[0].Missed.Should().HaveCount(3);
        report.Holds.Should().BeFalse("a fault was missed");
        report.Clean.Should().ContainSingle().Which.Should().Match<CleanTrials>(c => c.Trials == 3 && c.Alarms.Count == 0);
        rows[1].MissBound.Should().BeApproximately(0.632, 0.001, "chance of a miss that three hits exclude at 95 %");
    }
}
