using FluentAssertions;
using KosSound.Conformance.Bundles;
using KosSound.Conformance.Records;
using NUnit.Framework;

namespace KosSound.SelfTests.Conformance.Bundles;

[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class WriteFailureTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Test]
    public void A_disk_that_is_full_from_the_start_is_told_before_anything_is_played() =>
        Failure(() => Begin(new SmallDisk(0))).Message.Should().Contain("events.jsonl: cannot be written: No space left on device").And.NotContain("\n");

    [Test]
    public void A_disk_that_runs_full_at_an_event_is_told_and_stays_told()
    {
        using var bundle = Begin(new SmallDisk(2_000));
        var error = Failure(() => Fill(bundle));
        error.ExitCode.Should().Be(ExitCode.SuiteDefect);
        error.Message.Should().Contain("events.jsonl: cannot be written: No space left on device");
        Failure(() => bundle.Complete(SampleRun.Completed)).Message.Should().Be(error.Message, "a log with a hole is never completed");
        Directory.Exists(bundle.FinalFolder).Should().BeFalse("no bundle stands where a whole one is looked for");
    }

    [Test]
    public void What_was_written_before_the_disk_ran_full_can_be_reported_once_there_is_room()
    {
        string working;
        using (var bundle = Begin(new SmallDisk(2_000)))
        {
            working = bundle.WorkingFolder;
            Failure(() => Fill(bundle));
        }

        var run = BundleRebuilder.Rebuild(working).Run;
        run.Status.Should().Be(RunStatus.Interrupted);
        run.Counts.Passed.Should().BeInRange(1, 39, "some of 40 records fitted");
        run.Counts.NotRun.Should().Be(40 - run.Counts.Passed);
    }

    [Test]
    public void A_disk_that_runs_full_at_a_capture_is_told_with_the_captures_name()
    {
        using var bundle = Begin(new SmallDisk(6_000));
        Failure(() => bundle.AddCapture("take", SampleRun.Pcm, new byte[8_000])).Message.Should().Contain("captures/take.wav: cannot be written: No space left on device");
    }

    [Test]
    public void A_disk_that_runs_full_at_the_reports_leaves_no_whole_bundle_and_rebuilding_with_room_makes_it()
    {
        string working;
        using (var bundle = Begin(new SmallDisk(30_000)))
        {
            working = bundle.WorkingFolder;
            Fill(bundle);
            Failure(() => bundle.Complete(SampleRun.Completed)).Message.Should().Contain("cannot be written: No space left on device").And.NotContain("\n");
            Directory.Exists(bundle.FinalFolder).Should().BeFalse("the bundle is not whole");
            File.Exists(Path.Combine(working, BundleNames.Manifest)).Should().BeFalse("the bundle is not whole");
        }

        var completed = BundleRebuilder.Rebuild(working);
        completed.Run.Status.Should().Be(RunStatus.Completed, "the run itself had come to its end");
        completed.Run.ExitCode.Should().Be(ExitCode.Pass);
        BundleVerifier.Verify(completed.Folder).Problems.Should().BeEmpty();
    }

    [Test]
    public void A_folder_that_vanishes_is_told_at_the_next_capture_and_is_not_made_again()
    {
        using var bundle = Begin(new BundleDisk());
        Directory.Delete(bundle.WorkingFolder, recursive: true);
        Failure(() => bundle.AddCapture("take", SampleRun.Pcm, new byte[4])).Message.Should().Contain("the report's folder vanished");
        Directory.Exists(bundle.WorkingFolder).Should().BeFalse("a folder made again would hide what is lost");
    }

    [Test]
    public void A_folder_that_vanishes_is_told_at_the_next_event()
    {
        using var bundle = Begin(new BundleDisk());
        Directory.Delete(bundle.WorkingFolder, recursive: true);
        Failure(() => bundle.Add(SampleRun.Record("contract/0"))).Message.Should().Contain("vanished while the run went on");
    }

    [Test]
    public void A_folder_that_vanishes_is_told_at_the_end()
    {
        using var bundle = Begin(new BundleDisk());
        Fill(bundle);
        Directory.Delete(bundle.WorkingFolder, recursive: true);
        Failure(() => bundle.Complete(SampleRun.Completed)).Message.Should().Contain("vanished while the run went on");
    }

    [Test]
    public void A_log_that_somebody_cut_is_told_at_the_end()
    {
        using var bundle = Begin(new BundleDisk());
        Fill(bundle);
        using (var other = new FileStream(Path.Combine(bundle.WorkingFolder, BundleNames.Events), FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
            other.SetLength(other.Length - 10);
        Failure(() => bundle.Complete(SampleRun.Completed)).Message.Should().Contain("events.jsonl:42: is damaged");
    }

    private static EvidenceException Failure(Action action) => action.Should().Throw<EvidenceException>().Which;

    private static void Fill(RunBundle bundle)
    {
        for (var n = 0; n < 40; n++)
            bundle.Add(SampleRun.Record($"contract/{n}"));
    }

    private RunBundle Begin(BundleDisk disk) => RunBundle.Create(SampleRun.In(_folder.Path) with { Disk = disk }, SampleRun.Header(),
        [.. Enumerable.Range(0, 40).Select(n => new PlannedTest($"contract/{n}", "c", ClauseLevel.Must, null))]);
}
