using System.Text.Json;
using FluentAssertions;
using KosSound.Conformance.Records;
using KosSound.Conformance.Verdicts;
using KosSound.Signals;
using KosSound.Suites.Proofs;
using KosSound.Suites.Proofs.Boundaries;
using KosSound.Suites.Session;
using NUnit.Framework;

namespace KosSound.SelfTests.Suites.Proofs.Boundaries;

/// <summary>A few ends of limits over real gRPC; <c>selftest --limits</c> tries them all.</summary>
public sealed class BoundaryProofTests
{
    [Test]
    public void Every_end_of_every_limit_is_tried_on_a_device_or_says_why_it_cannot_be([Values] LoopbackKind loopback)
    {
        foreach (var limit in ProfileFile.Load(SuiteFiles.ProfileOf(loopback)).Limits.Values)
        {
            var ends = BoundaryPlan.Ends.Where(e => e.Loopback == loopback && e.Limit.Metric == limit.Metric).ToList();
            ends.Should().HaveCount((limit.Low is null && limit.LowRate is null ? 0 : 1) + (limit.High is null ? 0 : 1), "{0} has so many ends", limit.Metric);
            ends.Where(e => e.WhyNoDevice is not null && e.Bound is not (0 or 1)).Should().BeEmpty("all but sound before it is asked for, and a flag above 1, a device can have");
        }
    }

    [Test]
    public async Task Devices_on_either_side_of_a_limit_are_told_apart()
    {
        string[] tried = ["level.gain_db", "crosstalk.db", "channel.map", "latency.first_sound_ms"];
        var ends = BoundaryPlan.Ends.Where(e => e.Loopback == LoopbackKind.Digital && tried.Contains(e.Limit.Metric)).ToList();

        var report = await BoundaryProof.ReportAsync(ends, new ProofOptions(), CancellationToken.None);

        TestContext.Out.WriteLine(BoundaryText.Table(report));
        report.Holds.Should().BeTrue("{0}", BoundaryText.Table(report));
        var gain = report.Rows.Single(r => r.Metric == "level.gain_db" && r.IsUpper);
        gain.Inside.Value.Should().BeApproximately(0.0045, 1e-4, "dB: that of the device");
        gain.Outside.Value.Should().BeApproximately(0.0055, 1e-4, "dB: that of the device");
    }

    [TestCase(110, true)]
    [TestCase(100.000_000_000_000_54, false)]
    public void A_device_that_fails_by_the_rounding_of_a_sum_proves_no_limit(double outside, bool holds)
    {
        var row = new BoundaryRow
        {
            Loopback = LoopbackKind.Digital, Metric = "latency.delivery_jitter_ms", Unit = "ms", IsUpper = true, Bound = 100, Distance = 10,
            Inside = new BoundaryReading(90, Outcome.Pass, null), Outside = new BoundaryReading(outside, Outcome.Fail, null),
        };

        row.Holds.Should().Be(holds, "{0} ms is {1} ms beyond 100 ms", outside, outside - 100);
    }

    [Test]
    public void A_device_that_lies_on_the_wrong_side_breaks_the_proof_in_table_json_and_page()
    {
        var row = new BoundaryRow
        {
            Loopback = LoopbackKind.Acoustic, Metric = "thd.db", Unit = "dB", IsUpper = true, Bound = -40, Distance = 1,
            Inside = new BoundaryReading(-41, Outcome.Pass, null), Outside = new BoundaryReading(null, Outcome.Inconclusive, "because of <b>noise</b>"),
        };

        var result = BoundaryFiles.ResultOf(new BoundaryReport { StartedUtc = DateTimeOffset.UnixEpoch, Duration = TimeSpan.FromSeconds(1), Seed = 1, Rows = [row] });

        result.Holds.Should().BeFalse();
        result.Table.Should().Contain("BROKEN acoustic   thd.db at most -40 dB: -41 dB passes inside, because of <b>noise</b> is not concluded outside");
        result.Files["limits.html"].Should().NotContain("<b>noise").And.Contain("&lt;b&gt;noise");
        JsonDocument.Parse(result.Files["limits.json"]).RootElement.GetProperty("holds").GetBoolean().Should().BeFalse();
    }
}
