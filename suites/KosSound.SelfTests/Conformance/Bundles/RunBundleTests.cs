using System.Text.Json;
using FluentAssertions;
using KosSound.Analysis.Metrics;
using KosSound.Conformance.Bundles;
using KosSound.Conformance.Records;
using KosSound.Conformance.Reports.Json;
using KosSound.Signals.Waves;
using NUnit.Framework;

namespace KosSound.SelfTests.Conformance.Bundles;

[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class RunBundleTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Test]
    public void A_completed_run_leaves_every_file_of_the_bundle_and_latest_points_at_it()
    {
        var completed = RunToEnd();
        Directory.EnumerateFileSystemEntries(completed.Folder).Select(Path.GetFileName)
            .Should().BeEquivalentTo(BundleNames.Events, BundleNames.Results, BundleNames.Schema, BundleNames.JUnit, BundleNames.Html, BundleNames.Summary, BundleNames.Manifest, BundleNames.Captures);
        completed.Run.ExitCode.Should().Be(ExitCode.Pass);
        completed.Warnings.Should().BeEmpty();
        LatestPointer.Resolve(_folder.Path).Should().Be(completed.Folder);
        Directory.EnumerateFileSystemEntries(_folder.Path).Select(Path.GetFileName).Should().BeEquivalentTo("20260102T030405Z-sample", "latest");
    }

    [Test]
    public void Latest_moves_on_to_the_next_run()
    {
        RunToEnd();
        var second = RunToEnd(SampleRun.Header("20260102T030406Z-next"));
        LatestPointer.Resolve(_folder.Path).Should().Be(second.Folder);
    }

    [Test]
    public void Before_the_end_the_folder_says_incomplete_and_holds_neither_results_nor_manifest()
    {
        using var bundle = Begin("contract/a");
        bundle.Add(SampleRun.Record("contract/a"));
        Path.GetFileName(bundle.WorkingFolder).Should().Be("20260102T030405Z-sample.incomplete");
        Directory.EnumerateFiles(bundle.WorkingFolder).Select(Path.GetFileName).Should().Equal(BundleNames.Events);
        Directory.Exists(bundle.FinalFolder).Should().BeFalse("nothing stands at {0} before the run is complete", bundle.FinalFolder);
    }

    [Test]
    public void Every_event_is_readable_from_the_disk_as_soon_as_the_call_returns()
    {
        using var bundle = Begin("contract/a", "contract/b");
        var log = Path.Combine(bundle.WorkingFolder, BundleNames.Events);
        EventLogReader.Read(log).Tests.Select(t => t.Outcome).Should().Equal(Outcome.NotRun, Outcome.NotRun);
        bundle.Add(SampleRun.Record("contract/b"));
        EventLogReader.Read(log).Tests.Select(t => t.Outcome).Should().Equal(Outcome.NotRun, Outcome.Pass);
    }

    [Test]
    public void Tests_without_a_record_are_listed_as_not_run_in_planned_order()
    {
        using var bundle = Begin("contract/c", "contract/a", "contract/b");
        bundle.Add(SampleRun.Record("contract/b"));
        var run = bundle.Complete(SampleRun.Completed).Run;
        run.Tests.Select(t => (t.Id, t.Outcome)).Should().Equal(("contract/c", Outcome.NotRun), ("contract/a", Outcome.NotRun), ("contract/b", Outcome.Pass));
        run.Counts.Should().Be(new CountsRecord(3, 1, 1, 0, 0, 0, 0, 0, 2));
        run.ExitCode.Should().Be(ExitCode.Inconclusive, "mandatory tests did not run");
    }

    [Test]
    public void A_finished_test_without_a_record_is_a_defect_of_the_suite()
    {
        using var bundle = Begin("contract/a", "contract/b");
        bundle.Add(SampleRun.Record("contract/a"));
        bundle.ExpectRecord("contract/a");
        bundle.ExpectRecord("contract/b");
        var run = bundle.Complete(SampleRun.Completed).Run;
        run.ExitCode.Should().Be(ExitCode.SuiteDefect);
        run.Notes.Should().Contain("contract/b: finished without a record");
    }

    [Test]
    public void A_record_nobody_planned_is_kept_and_is_a_defect()
    {
        using var bundle = Begin("contract/a");
        bundle.Add(SampleRun.Record("contract/a"));
        bundle.Add(SampleRun.Record("contract/stray"));
        var run = bundle.Complete(SampleRun.Completed).Run;
        run.Tests.Select(t => t.Id).Should().Equal("contract/a", "contract/stray");
        run.ExitCode.Should().Be(ExitCode.SuiteDefect);
        run.Notes.Should().Contain("contract/stray: was recorded but not planned");
    }

    [Test]
    public void A_test_recorded_twice_counts_once_and_is_a_defect()
    {
        using var bundle = Begin("contract/a");
        bundle.Add(SampleRun.Record("contract/a", Outcome.Fail));
        bundle.Add(SampleRun.Record("contract/a"));
        var run = bundle.Complete(SampleRun.Completed).Run;
        run.Counts.Planned.Should().Be(1);
        run.ExitCode.Should().Be(ExitCode.SuiteDefect);
    }

    [TestCase(double.NaN)]
    [TestCase(double.PositiveInfinity)]
    public void A_value_that_is_not_finite_becomes_absent_with_a_reason_and_a_defect(double value)
    {
        using var bundle = Begin("contract/a");
        bundle.Add(SampleRun.Record("contract/a") with { Measurements = [new MeasurementRecord { Id = "thd.db", Unit = "dB", Value = value, Outcome = Outcome.Pass }] });
        var run = bundle.Complete(SampleRun.Completed).Run;
        run.Tests[0].Measurements[0].Value.Should().BeNull();
        run.Tests[0].Measurements[0].NotMeasurable.Should().Be("the analysis gave no finite number");
        run.ExitCode.Should().Be(ExitCode.SuiteDefect);
    }

    [Test]
    public void Points_of_a_curve_that_are_not_finite_are_left_out_and_are_a_defect()
    {
        using var bundle = Begin("contract/a");
        bundle.Add(SampleRun.Record("contract/a"));
        bundle.AddEvidence(SampleRun.Evidence() with { Curves = [new Curve(CurveKind.Response, 0, [1, 2, 3], [0, double.NegativeInfinity, 1])] });
        var completed = bundle.Complete(SampleRun.Completed);
        EventLogReader.Read(Path.Combine(completed.Folder, BundleNames.Events)).Evidence[0].Curves[0].X.Should().Equal(1, 3);
        completed.Run.ExitCode.Should().Be(ExitCode.SuiteDefect);
    }

    [Test]
    public void Results_on_the_disk_are_the_run_that_is_returned()
    {
        var completed = RunToEnd();
        ResultsJson.Read(Path.Combine(completed.Folder, BundleNames.Results)).Should().BeEquivalentTo(completed.Run);
    }

    [Test]
    public void A_capture_is_a_wave_file_whose_hash_and_size_the_attachment_carries()
    {
        using var bundle = Begin("contract/a");
        byte[] pcm = [1, 0, 2, 0, 3, 0, 4, 0];
        var attachment = bundle.AddCapture("audio/48000Hz-16bit-2ch", SampleRun.Pcm, pcm);
        attachment.Path.Should().Be("captures/audio/48000Hz-16bit-2ch.wav");
        var path = Path.Combine(bundle.WorkingFolder, attachment.Path);
        attachment.Bytes.Should().Be(new FileInfo(path).Length).And.Be(44 + pcm.Length);
        attachment.Sha256.Should().Be(Manifest.HashOf(path));
        File.ReadAllBytes(path)[44..].Should().Equal(pcm);
        WaveFile.Read(path).Frames.Should().Be(2);
    }

    [TestCase("../../etc/passwd", "captures/__/__/etc/passwd.wav")]
    [TestCase("/absolute", "captures/absolute.wav")]
    [TestCase("..", "captures/_..wav")]
    [TestCase("C:\\x:y", "captures/C_/x_y.wav")]
    [TestCase("con", "captures/_con.wav")]
    [TestCase("a b\u0007ü", "captures/a_b__.wav")]
    public void Names_of_captures_stay_in_the_folder(string name, string expected)
    {
        using var bundle = Begin("contract/a");
        bundle.AddCapture(name, SampleRun.Pcm, new byte[4]).Path.Should().Be(expected);
        File.Exists(Path.Combine(bundle.WorkingFolder, expected)).Should().BeTrue("{0} is where the attachment says", expected);
    }

    [Test]
    public void Captures_of_one_name_do_not_overwrite_each_other()
    {
        using var bundle = Begin("contract/a");
        Enumerable.Range(0, 3).Select(_ => bundle.AddCapture("take", SampleRun.Pcm, new byte[4]).Path)
            .Should().Equal("captures/take.wav", "captures/take-2.wav", "captures/take-3.wav");
    }

    [Test]
    public void Records_may_be_added_from_many_threads()
    {
        var ids = Enumerable.Range(0, 400).Select(n => $"contract/{n}").ToArray();
        using var bundle = Begin(ids);
        Parallel.ForEach(ids, new ParallelOptions { MaxDegreeOfParallelism = 8 }, id => bundle.Add(SampleRun.Record(id)));
        var run = bundle.Complete(SampleRun.Completed).Run;
        run.Counts.Passed.Should().Be(400);
        run.ExitCode.Should().Be(ExitCode.Pass);
    }

    [Test]
    public void The_manifest_hashes_every_file_and_nothing_else()
    {
        var completed = RunToEnd();
        var manifest = Manifest.Read(completed.Folder);
        manifest.Keys.Should().BeEquivalentTo(Directory.EnumerateFiles(completed.Folder, "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(completed.Folder, f).Replace('\\', '/')).Where(f => f != BundleNames.Manifest));
        foreach (var (path, hash) in manifest)
            Manifest.HashOf(Path.Combine(completed.Folder, path)).Should().Be(hash, "{0} is as written", path);
    }

    [Test]
    public void Every_line_of_the_event_log_is_a_JSON_object_numbered_without_a_gap()
    {
        var completed = RunToEnd();
        var numbers = File.ReadAllLines(Path.Combine(completed.Folder, BundleNames.Events)).Select(line =>
        {
            using var json = JsonDocument.Parse(line);
            return json.RootElement.GetProperty("seq").GetInt32();
        }).ToList();
        numbers.Should().Equal(Enumerable.Range(0, numbers.Count));
        numbers.Count.Should().Be(6, "start, plan, file, test, evidence and end were written");
    }

    [Test]
    public void Nothing_can_be_added_to_a_complete_bundle()
    {
        using var bundle = Begin("contract/a");
        bundle.Complete(SampleRun.Completed);
        bundle.Invoking(b => b.Add(SampleRun.Record("contract/a"))).Should().Throw<InvalidOperationException>().WithMessage("*is complete*");
    }

    [Test]
    public void A_revised_record_replaces_the_first_and_is_no_defect()
    {
        using var bundle = Begin("contract/a");
        bundle.Add(SampleRun.Record("contract/a") with { Outcome = Outcome.Error, Infrastructure = true });
        bundle.Revise(SampleRun.Record("contract/a", Outcome.Fail));
        var completed = bundle.Complete(SampleRun.Completed);
        completed.Run.Tests.Single().Outcome.Should().Be(Outcome.Fail);
        completed.Run.ExitCode.Should().Be(ExitCode.DeviceFailed, string.Join("; ", completed.Run.Notes));
        File.ReadAllText(Path.Combine(completed.Folder, BundleNames.Events)).Should().Contain("\"kind\":\"test\"").And.Contain("\"kind\":\"revision\"", "the first record is not wiped out");
        BundleVerifier.Verify(completed.Folder).Problems.Should().BeEmpty();
    }

    [Test]
    public void A_record_that_is_not_there_cannot_be_revised()
    {
        using var bundle = Begin("contract/a");
        bundle.Invoking(b => b.Revise(SampleRun.Record("contract/a"))).Should().Throw<ArgumentException>().WithMessage("*no record yet*");
    }

    [Test]
    public void Two_planned_tests_of_one_id_are_refused() =>
        FluentActions.Invoking(() => Begin("contract/a", "contract/a")).Should().Throw<ArgumentException>().WithMessage("*'contract/a' is planned 2 times*");

    private CompletedRun RunToEnd(RunHeader? header = null)
    {
        using var bundle = RunBundle.Create(SampleRun.In(_folder.Path), header ?? SampleRun.Header(), [SampleRun.Planned("contract/a")]);
        var capture = bundle.AddCapture("take", SampleRun.Pcm, new byte[400]);
        bundle.Add(SampleRun.Record("contract/a") with { Attachments = [capture] });
        bundle.AddEvidence(SampleRun.Evidence());
        return bundle.Complete(SampleRun.Completed);
    }

    private RunBundle Begin(params string[] ids) => RunBundle.Create(SampleRun.In(_folder.Path), SampleRun.Header(), [.. ids.Select(id => SampleRun.Planned(id))]);
}
