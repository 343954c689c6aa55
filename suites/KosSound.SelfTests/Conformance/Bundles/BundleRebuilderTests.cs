using FluentAssertions;
using KosSound.Conformance.Bundles;
using KosSound.Conformance.Records;
using NUnit.Framework;

namespace KosSound.SelfTests.Conformance.Bundles;

[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class BundleRebuilderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Test]
    public void A_rebuilt_bundle_is_the_same_byte_for_byte()
    {
        var dir = Finish().Folder;
        var before = Contents(dir);
        foreach (var file in before.Keys.Where(k => k is not BundleNames.Events && !k.StartsWith("captures/", StringComparison.Ordinal)))
            File.Delete(Path.Combine(dir, file));
        BundleRebuilder.Rebuild(dir).Folder.Should().Be(dir);
        Contents(dir).Should().BeEquivalentTo(before);
    }

    [Test]
    public void A_killed_run_becomes_an_interrupted_bundle_under_its_final_name_with_what_did_not_run()
    {
        var working = Kill(half: false);
        var completed = BundleRebuilder.Rebuild(working);
        completed.Folder.Should().Be(_folder.File("20260102T030405Z-sample"));
        completed.Run.Status.Should().Be(RunStatus.Interrupted);
        completed.Run.ExitCode.Should().Be(ExitCode.Interrupted);
        completed.Run.Tests.Select(t => t.Outcome).Should().Equal(Outcome.Pass, Outcome.NotRun);
        completed.Run.Notes.Should().Contain("the suite was killed before the run came to its end");
        Directory.Exists(working).Should().BeFalse("the incomplete folder became the bundle");
        BundleVerifier.Verify(completed.Folder).Problems.Should().BeEmpty();
    }

    [Test]
    public void A_line_cut_off_by_a_kill_is_left_out() =>
        BundleRebuilder.Rebuild(Kill(half: true)).Run.Counts.Should().Be(new CountsRecord(2, 1, 1, 0, 0, 0, 0, 0, 1));

    [Test]
    public void The_name_a_killed_bundle_would_have_had_is_understood() =>
        BundleRebuilder.Rebuild(Kill(half: false)[..^BundleNames.Incomplete.Length]).Run.Status.Should().Be(RunStatus.Interrupted);

    [Test]
    public void Wherever_a_kill_cuts_the_log_after_its_first_line_the_bundle_can_be_made()
    {
        var dir = Finish().Folder;
        var log = File.ReadAllBytes(Path.Combine(dir, BundleNames.Events));
        var firstLine = Array.IndexOf(log, (byte)'\n') + 1;
        var random = new Random(11);
        for (var trial = 0; trial < 12; trial++)
        {
            var cut = random.Next(firstLine, log.Length);
            var copy = Directory.CreateDirectory(_folder.File($"cut-{trial}.incomplete")).FullName;
            File.WriteAllBytes(Path.Combine(copy, BundleNames.Events), log[..cut]);
            if (Directory.Exists(Path.Combine(dir, BundleNames.Captures)))
                Copy(Path.Combine(dir, BundleNames.Captures), Path.Combine(copy, BundleNames.Captures));
            var run = BundleRebuilder.Rebuild(copy).Run;
            run.ExitCode.Should().Be(ExitCode.Interrupted, "cut after {0} of {1} bytes", cut, log.Length);
        }
    }

    [Test]
    public void A_run_under_way_is_left_alone()
    {
        using var bundle = Begin();
        FluentActions.Invoking(() => BundleRebuilder.Rebuild(bundle.WorkingFolder)).Should().Throw<EvidenceException>()
            .Where(e => e.ExitCode == ExitCode.Usage).WithMessage("*still under way*");
    }

    [Test]
    public void A_missing_or_changed_capture_makes_the_rebuilt_run_a_defect_that_names_it()
    {
        var dir = Finish().Folder;
        File.AppendAllText(Path.Combine(dir, "captures/take.wav"), "x");
        BundleRebuilder.Rebuild(dir).Run.Notes.Should().ContainMatch("captures/take.wav is not the file*");
        File.Delete(Path.Combine(dir, "captures/take.wav"));
        var run = BundleRebuilder.Rebuild(dir).Run;
        run.ExitCode.Should().Be(ExitCode.SuiteDefect);
        run.Notes.Should().Contain("captures/take.wav was written during the run and is missing");
    }

    [TestCase("nowhere", "no such folder")]
    [TestCase("", "holds no events.jsonl")]
    public void A_folder_without_a_run_is_usage(string name, string expected) =>
        FluentActions.Invoking(() => BundleRebuilder.Rebuild(_folder.File(name))).Should().Throw<EvidenceException>()
            .Where(e => e.ExitCode == ExitCode.Usage).Which.Message.Should().Contain(expected);

    [Test]
    public void Events_of_another_schema_version_are_usage_and_nothing_is_changed()
    {
        var dir = Finish().Folder;
        var log = Path.Combine(dir, BundleNames.Events);
        File.WriteAllText(log, File.ReadAllText(log).Replace("\"schemaVersion\":1", "\"schemaVersion\":9", StringComparison.Ordinal));
        var before = Contents(dir);
        FluentActions.Invoking(() => BundleRebuilder.Rebuild(dir)).Should().Throw<EvidenceException>()
            .Where(e => e.ExitCode == ExitCode.Usage && e.OtherSchemaVersion).WithMessage("*schema version 9*this suite reads version 1*");
        Contents(dir).Should().BeEquivalentTo(before);
    }

    [TestCase(2, "is damaged")]
    [TestCase(3, "lines were lost, added or moved")]
    public void Damage_in_the_middle_of_the_log_is_named_with_its_line(int line, string expected)
    {
        var dir = Finish().Folder;
        var log = Path.Combine(dir, BundleNames.Events);
        var lines = File.ReadAllLines(log).ToList();
        if (line == 2)
            lines[1] = lines[1][..20];
        else
            lines.RemoveAt(2);
        File.WriteAllText(log, string.Join('\n', lines) + "\n");
        var error = FluentActions.Invoking(() => BundleRebuilder.Rebuild(dir)).Should().Throw<EvidenceException>().Which;
        error.Message.Should().Contain($"events.jsonl:{line}: ").And.Contain(expected);
        error.ExitCode.Should().Be(ExitCode.SuiteDefect);
    }

    [Test]
    public void A_move_into_a_named_folder_that_was_cut_short_is_finished()
    {
        var dir = _folder.File("out");
        using (var bundle = Begin(new BundleLocation { ReportsRoot = "unused", OutDir = dir }))
        {
            bundle.AddCapture("take", SampleRun.Pcm, new byte[40]);
            bundle.Add(SampleRun.Record("contract/a"));
        }

        // As after a kill between the first move and the second.
        File.Move(Path.Combine(dir, ".incomplete", BundleNames.Events), Path.Combine(dir, BundleNames.Events));
        var completed = BundleRebuilder.Rebuild(dir);
        completed.Run.Notes.Should().NotContainMatch("*is missing*");
        File.Exists(Path.Combine(dir, "captures/take.wav")).Should().BeTrue("the capture was moved after all");
        Directory.Exists(Path.Combine(dir, ".incomplete")).Should().BeFalse("nothing is left behind");
    }

    [Test]
    public void Results_are_read_back_with_curves_and_files()
    {
        var completed = Finish();
        var bundle = Bundle.Read(completed.Folder);
        bundle.Run.Should().BeEquivalentTo(completed.Run);
        bundle.Evidence.Should().BeEquivalentTo([SampleRun.Evidence()], o => o.Using<double>(c => c.Subject.Should().BeApproximately(c.Expectation, 1e-6)).WhenTypeIs<double>());
        bundle.Files.Select(f => f.Path).Should().Equal("captures/take.wav");
        Bundle.Read(Path.Combine(completed.Folder, BundleNames.Results)).Run.Should().BeEquivalentTo(completed.Run);
    }

    [Test]
    public void A_killed_bundle_is_not_read_as_a_whole_one() =>
        FluentActions.Invoking(() => Bundle.Read(Kill(half: false))).Should().Throw<EvidenceException>()
            .Where(e => e.ExitCode == ExitCode.Usage).WithMessage("*is not a whole bundle*./run.sh report*");

    internal static Dictionary<string, string> Contents(string dir) =>
        Directory.EnumerateFiles(dir, "*", SearchOption.AllDirectories).ToDictionary(f => Path.GetRelativePath(dir, f).Replace('\\', '/'), Manifest.HashOf);

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
    }

    private CompletedRun Finish()
    {
        using var bundle = Begin();
        var capture = bundle.AddCapture("take", SampleRun.Pcm, new byte[400]);
        bundle.Add(SampleRun.Record("contract/a") with { Attachments = [capture] });
        bundle.AddEvidence(SampleRun.Evidence());
        bundle.Add(SampleRun.Record("contract/b", Outcome.Fail));
        return bundle.Complete(SampleRun.Completed);
    }

    private string Kill(bool half)
    {
        using var bundle = Begin();
        bundle.Add(SampleRun.Record("contract/a"));
        bundle.Dispose();
        if (half)
            File.AppendAllText(Path.Combine(bundle.WorkingFolder, BundleNames.Events), "{\"seq\":3,\"atUtc\":\"2026-");
        return bundle.WorkingFolder;
    }

    private RunBundle Begin(BundleLocation? location = null) =>
        RunBundle.Create(location ?? SampleRun.In(_folder.Path), SampleRun.Header(), [SampleRun.Planned("contract/a"), SampleRun.Planned("contract/b")]);
}
