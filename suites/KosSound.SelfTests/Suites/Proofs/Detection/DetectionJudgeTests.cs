using FluentAssertions;
using KosSound.Conformance.Records;
using KosSound.Signals;
using KosSound.Simulator.Faults;
using KosSound.Suites.Proofs.Detection;
using NUnit.Framework;

namespace KosSound.SelfTests.Suites.Proofs.Detection;

/// <summary>What counts as found, on observations made by hand.</summary>
public sealed class DetectionJudgeTests
{
    private const string Format = "48000Hz-16bit-2ch";

    [Test]
    public void A_fault_is_killed_when_a_check_that_names_it_fails()
    {
        var row = Judge("skip", [Test("dropouts", Outcome.Fail), Test("bits", Outcome.Fail, explainedBy: "dropouts")]);

        row.Outcome.Should().Be(DetectionOutcome.Killed);
        row.OnlyByBaseline.Should().BeFalse();
        row.Failed.Select(f => f.Role).Should().Equal(FailureRole.Names, FailureRole.Names);
        row.IsGood.Should().BeTrue();
    }

    [Test]
    public void A_failure_that_names_its_cause_follows_and_one_that_does_not_is_collateral()
    {
        var row = Judge("skip", [Test("dropouts", Outcome.Fail), Test("level", Outcome.Fail, explainedBy: "dropouts"), Test("response", Outcome.Fail, explainedBy: "level"), Test("noise", Outcome.Fail)]);

        row.Failed.ToDictionary(f => f.Id[(f.Id.LastIndexOf('/') + 1)..], f => f.Role).Should().Equal(new Dictionary<string, FailureRole>
        {
            ["dropouts"] = FailureRole.Names, ["level"] = FailureRole.Follows, ["response"] = FailureRole.Follows, ["noise"] = FailureRole.Collateral,
        });
        row.IsGood.Should().BeFalse("noise is blamed for a skip");
    }

    [Test]
    public void A_fault_that_only_other_checks_fail_for_survives()
    {
        var row = Judge("polarity", [Test("channels", Outcome.Pass), Test("noise", Outcome.Fail)]);

        row.Outcome.Should().Be(DetectionOutcome.Survived);
        row.IsGood.Should().BeFalse();
    }

    [Test]
    public void A_capture_like_that_of_a_clean_device_is_no_effect_and_a_differing_one_survives()
    {
        Judge("polarity", [Test("channels", Outcome.Pass)], trace: "clean").Outcome.Should().Be(DetectionOutcome.NoEffect);
        Judge("polarity", [Test("channels", Outcome.Pass)], trace: "other").Outcome.Should().Be(DetectionOutcome.Survived);
    }

    [Test]
    public void A_trial_this_machine_has_spoilt_decides_nothing()
    {
        var row = Judge("polarity", [Test("channels", Outcome.Error)]);

        row.Outcome.Should().Be(DetectionOutcome.Undecided);
        row.IsGood.Should().BeFalse();
    }

    [Test]
    public void A_metric_that_left_the_baseline_kills_where_no_limit_does()
    {
        var row = Judge("gain", [Gain(0.8)], [Gain(0.1)], loopback: LoopbackKind.Acoustic);

        row.Outcome.Should().Be(DetectionOutcome.Killed);
        row.OnlyByBaseline.Should().BeTrue();
        row.Evidence.Should().Be("audio/48000Hz-16bit-2ch/level: against the baseline, level.gain_db (channel 0) changed by +0.7 dB, ordinary is ± 0.25 dB");
        Judge("gain", [Gain(0.3)], [Gain(0.1)], loopback: LoopbackKind.Acoustic).Outcome.Should().Be(DetectionOutcome.Survived, "0.2 dB is ordinary");
    }

    [Test]
    public void What_the_contract_allows_must_fail_nothing()
    {
        Judge("slow-recording-start", [Test("latency", Outcome.Pass)]).Outcome.Should().Be(DetectionOutcome.Allowed);
        Judge("slow-recording-start", [Test("latency", Outcome.Fail)]).IsGood.Should().BeFalse();
    }

    private static DetectionRow Judge(string fault, TestRecord[] seen, TestRecord[]? baseline = null, string trace = "other", LoopbackKind loopback = LoopbackKind.Digital)
    {
        var tried = new DetectionCase { Loopback = loopback, Fault = FaultCatalog.Parse(fault), IsClaimed = true, Formats = [new PcmFormat(48_000, 16, 2)] };
        return DetectionJudge.Judge(tried, new Observation(seen, [trace]), new Observation(baseline ?? [], ["baseline"]), new Observation([], ["clean"]));
    }

    private static TestRecord Test(string check, Outcome outcome, string? explainedBy = null) => new()
    {
        Id = $"audio/{Format}/{check}",
        Clause = "test",
        Level = ClauseLevel.Must,
        Format = Format,
        Outcome = outcome,
        Message = "test",
        ExplainedBy = explainedBy is null ? null : $"audio/{Format}/{explainedBy}",
        DurationMs = 0,
    };

    private static TestRecord Gain(double db) => Test("level", Outcome.Pass) with
    {
        Measurements = [new MeasurementRecord { Id = "level.gain_db", Channel = 0, Value = db, Unit = "dB", Outcome = Outcome.Pass }],
    };
}
