using FluentAssertions;
using KosSound.Analysis.Metrics;
using KosSound.Conformance.Bundles;
using KosSound.Conformance.Records;
using KosSound.Conformance.Rejudging;
using KosSound.Conformance.Verdicts;
using KosSound.Conformance.Waivers;
using KosSound.SelfTests.Conformance.Bundles;
using KosSound.Signals;
using NUnit.Framework;

namespace KosSound.SelfTests.Conformance.Rejudging;

[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class RejudgerTests : IDisposable
{
    private static readonly string Distortion = $"audio/{SampleRun.Format.Id}/distortion";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Test]
    public void Under_the_limits_it_was_judged_by_nothing_changes()
    {
        for (var seed = 1; seed <= 100; seed++)
        {
            var random = new Random(seed);
            var profile = RandomProfile(random);
            var run = RunOf(RandomMeasurement(random), profile);
            Rejudger.Judged(run, profile).Should().BeEquivalentTo(run.Tests, o => o.WithStrictOrdering(), "seed {0}", seed);
        }
    }

    [Test]
    public void Under_other_limits_it_is_judged_as_the_trial_would_have_been()
    {
        for (var seed = 1; seed <= 100; seed++)
        {
            var random = new Random(seed);
            var (then, now) = (RandomProfile(random), RandomProfile(random));
            var measurement = RandomMeasurement(random);
            var judged = Rejudger.Judged(RunOf(measurement, then), now);
            judged.Should().BeEquivalentTo(RunOf(measurement, now).Tests, o => o.WithStrictOrdering(), "seed {0}", seed);
        }
    }

    [Test]
    public void A_bundle_judged_again_stands_beside_the_old_one_with_its_captures_and_says_where_it_comes_from()
    {
        var old = Write(RunOf(Thd(-60), Profile(high: -50)));
        var before = BundleRebuilderTests.Contents(old.Folder);
        var again = Rejudger.Rejudge(Request(old.Folder, Profile(high: -70)));
        again.Run.ExitCode.Should().Be(ExitCode.DeviceFailed);
        again.Run.Tests.Single(t => t.Id == Distortion).Message.Should().Be("thd.db is -60 dB, allowed at most -70 dB");
        again.Run.Header.RunId.Should().StartWith("20260102T030405Z-sample-judged-");
        again.Run.EndedUtc.Should().Be(old.Run.EndedUtc);
        again.Run.Notes.Should().ContainMatch("judged again by profile again (SHA-256 *); run 20260102T030405Z-sample had been judged by digital with verdict pass");
        again.Run.Header.Inputs.Should().ContainEquivalentOf(Profile(-70).Input);
        File.ReadAllBytes(Path.Combine(again.Folder, "captures/take.wav")).Should().Equal(File.ReadAllBytes(Path.Combine(old.Folder, "captures/take.wav")));
        BundleVerifier.Verify(again.Folder).Problems.Should().BeEmpty();
        BundleRebuilderTests.Contents(old.Folder).Should().BeEquivalentTo(before, "the old bundle is evidence");
    }

    [Test]
    public void A_test_that_something_else_decided_stays_as_it_was()
    {
        var run = RunOf(Thd(-60), Profile(high: -50));
        var late = run.Tests.Single(t => t.Id == Distortion) with { Outcome = Outcome.Inconclusive, Reason = "station late", Message = "this machine sent 300 ms late" };
        run = run with { Tests = [.. run.Tests.Select(t => t.Id == Distortion ? late : t)] };
        Rejudger.Judged(run, Profile(high: -70)).Single(t => t.Id == Distortion).Should().BeSameAs(late);
    }

    [Test]
    public void A_deviation_within_another_band_is_not_known()
    {
        var response = $"audio/{SampleRun.Format.Id}/response";
        var profile = Profile(0) with { Limits = new Dictionary<string, Limit> { ["response.deviation_db"] = new() { Metric = "response.deviation_db", High = 1, Source = "test" } } };
        var run = RunOf(new Measurement { Metrics = [new Metric { Id = "response.deviation_db", Channel = 0, Value = 0.5, Unit = "dB" }] }, profile);
        Rejudger.Judged(run, profile).Single(t => t.Id == response).Outcome.Should().Be(Outcome.Pass);
        var other = Rejudger.Judged(run, profile with { BandLowHz = 100 }).Single(t => t.Id == response);
        other.Outcome.Should().Be(Outcome.Inconclusive);
        other.Message.Should().Contain("because it was measured within another band");
    }

    [Test]
    public void The_mask_drawn_is_that_of_the_new_limits()
    {
        var old = Write(RunOf(Thd(-60), Profile(high: -50)));
        var limit = new Limit { Metric = "response.deviation_db", High = 2, Source = "test" };
        var again = Rejudger.Rejudge(Request(old.Folder, Profile(-50) with { Limits = new Dictionary<string, Limit> { [limit.Metric] = limit } }));
        Bundle.Read(again.Folder).Evidence.Single().Mask.Should().Equal(new MaskPoint(40, -2, 2), new MaskPoint(0.45 * 48_000, -2, 2));
    }

    [Test]
    public void What_a_waiver_excused_fails_again_unless_it_still_holds()
    {
        var run = RunOf(Thd(-60), Profile(high: -70));
        var waived = run with { Tests = [.. run.Tests.Select(t => t.Id == Distortion ? t with { Outcome = Outcome.Waived, Reason = "waived until 2026-01-31" } : t)] };
        var old = Write(waived);
        Rejudger.Rejudge(Request(old.Folder, Profile(high: -70))).Run.ExitCode.Should().Be(ExitCode.DeviceFailed);
        var waiver = new Waiver
        {
            Id = "w", Test = Distortion, Owner = "o", Issue = "i", Reason = "r", Expires = new DateOnly(2030, 1, 1), Firmware = new FirmwareRange(null, null), Message = "thd.db",
        };
        var request = Request(old.Folder, Profile(high: -70)) with
        {
            Waivers = new WaiverBook([waiver], new DateOnly(2026, 1, 3), null),
            Location = SampleRun.In(_folder.File("elsewhere")),
        };
        Rejudger.Rejudge(request).Run.ExitCode.Should().Be(ExitCode.Pass);
    }

    [TestCase("audio/*/distortion", ExitCode.Pass)]
    [TestCase(null, ExitCode.Inconclusive)]
    public void A_run_of_few_tests_may_be_as_short_as_it_was_asked_to_be(string? only, ExitCode expected)
    {
        var run = RunOf(Thd(-60), Profile(high: -50));
        run = run with { Header = run.Header with { Only = only is null ? [] : [only] }, Tests = [.. run.Tests.Where(t => t.Id == Distortion)] };
        var elsewhere = new Waiver
        {
            Id = "w", Test = "contract/play/cancel", Owner = "o", Issue = "i", Reason = "r", Expires = new DateOnly(2030, 1, 1), Firmware = new FirmwareRange(null, null), Message = "m",
        };
        var request = Request(Write(run).Folder, Profile(high: -50) with { MinimumTests = 5 }) with { Waivers = new WaiverBook([elsewhere], new DateOnly(2026, 1, 3), null) };

        var again = Rejudger.Rejudge(request);

        again.Run.ExitCode.Should().Be(expected, "{0} was asked for; notes: {1}", only ?? "everything", string.Join("; ", again.Run.Notes));
        again.Run.Notes.Any(n => n.Contains("matches no test", StringComparison.Ordinal)).Should().Be(only is null, "a waiver for a test that was left out is not stale");
    }

    [Test]
    public void Limits_for_another_loop_are_refused_as_usage()
    {
        var old = Write(RunOf(Thd(-60), Profile(high: -50)));
        FluentActions.Invoking(() => Rejudger.Rejudge(Request(old.Folder, Profile(-50) with { Loopback = LoopbackKind.Acoustic }))).Should().Throw<EvidenceException>()
            .Where(e => e.ExitCode == ExitCode.Usage).WithMessage("*recorded over a loop that is digital*for one that is acoustic");
    }

    [Test]
    public void A_missing_capture_is_told()
    {
        var old = Write(RunOf(Thd(-60), Profile(high: -50)));
        File.Delete(Path.Combine(old.Folder, "captures/take.wav"));
        FluentActions.Invoking(() => Rejudger.Rejudge(Request(old.Folder, Profile(-50)))).Should().Throw<EvidenceException>().WithMessage("*captures/take.wav: cannot be read*");
    }

    private static Profile Profile(double high) => new()
    {
        Name = "again",
        Loopback = LoopbackKind.Digital,
        LevelDbfs = -12,
        Restarts = 3,
        MinimumTests = 1,
        BandLowHz = 40,
        BandHighHz = 96_000,
        BandHighRate = 0.45,
        Limits = new Dictionary<string, Limit> { ["thd.db"] = new() { Metric = "thd.db", High = high, Source = "test" } },
        Input = new InputRecord("again.yaml", new string('e', 64)),
    };

    private static Measurement Thd(double value) => new() { Metrics = [new Metric { Id = "thd.db", Value = value, Unit = "dB" }] };

    private static Profile RandomProfile(Random random) => Profile(0) with
    {
        Limits = MetricCatalog.All.Where(_ => random.Next(3) > 0).ToDictionary(m => m.Id, m => new Limit
        {
            Metric = m.Id,
            Low = random.Next(2) == 0 ? null : -random.Next(10),
            High = random.Next(10),
            Source = "random",
        }),
    };

    private static Measurement RandomMeasurement(Random random) => new()
    {
        Metrics = [.. MetricCatalog.All.Where(_ => random.Next(5) > 0).SelectMany(m => Enumerable.Range(0, random.Next(1, 3)).Select(c => RandomMetric(random, m, c)))],
        Events = [.. Enumerable.Range(0, random.Next(3)).Select(n => new DropoutEvent((DropoutKind)random.Next(9), n * 0.1, 48, null, n * 4800 + random.Next(4800)))],
        Heard = random.Next(5) > 0,
        Diagnosis = random.Next(5) == 0 ? "24-bit samples arrive in 4-byte containers" : null,
    };

    private static Metric RandomMetric(Random random, MetricInfo info, int channel)
    {
        var measured = random.Next(4) > 0;
        return new Metric
        {
            Id = info.Id,
            Channel = channel,
            Unit = info.Unit,
            Value = measured ? random.Next(-12, 12) : null,
            Uncertainty = measured && random.Next(2) == 0 ? 0.3 : null,
            NotMeasurable = measured ? null : "because of chance",
            NotApplicable = !measured && random.Next(2) == 0,
        };
    }

    private static RunRecord RunOf(Measurement measurement, Profile profile) => new()
    {
        Header = SampleRun.Header() with { Band = new BandRecord(profile.BandLowHz, profile.BandHighHz, profile.BandHighRate) },
        EndedUtc = SampleRun.Header().StartedUtc.AddMinutes(1),
        Status = RunStatus.Completed,
        ExitCode = ExitCode.Pass,
        Tests = [.. TrialVerdict.Of(SampleRun.Format, measurement, profile)],
    };

    private CompletedRun Write(RunRecord run)
    {
        using var bundle = RunBundle.Create(SampleRun.In(_folder.Path), run.Header, [.. run.Tests.Select(t => new PlannedTest(t.Id, t.Clause, t.Level, t.Format))]);
        bundle.AddCapture("take", SampleRun.Pcm, new byte[400]);
        foreach (var test in run.Tests)
            bundle.Add(test);
        bundle.AddEvidence(SampleRun.Evidence());
        return bundle.Complete(SampleRun.Completed);
    }

    private RejudgeRequest Request(string bundle, Profile profile) => new() { Bundle = bundle, Profile = profile, Location = SampleRun.In(_folder.Path) };
}
