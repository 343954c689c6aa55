using FluentAssertions;
using KosSound.Conformance.Bundles;
using KosSound.Conformance.Records;
using NUnit.Framework;

namespace KosSound.SelfTests.Conformance.Bundles;

[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class BundleFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Test]
    public void A_reports_folder_that_is_a_file_is_refused_before_anything_is_played_in_one_line()
    {
        var file = _folder.File("reports");
        File.WriteAllText(file, "");
        var error = FluentActions.Invoking(() => Begin(SampleRun.In(file))).Should().Throw<EvidenceException>().Which;
        error.ExitCode.Should().Be(ExitCode.SuiteDefect);
        error.Message.Should().StartWith(file).And.Contain("cannot be written").And.Contain("--out DIR").And.NotContain("\n");
    }

    [Test]
    public void A_folder_that_cannot_be_made_is_refused_with_its_name()
    {
        var impossible = OperatingSystem.IsWindows() ? "Z:\\no\\such\\drive" : "/proc/no/such/folder";
        FluentActions.Invoking(() => Begin(Out(impossible))).Should().Throw<EvidenceException>().Which.Message.Should().StartWith(impossible).And.Contain("the folder cannot be made there");
    }

    [Test]
    public void A_run_id_is_never_used_twice()
    {
        Begin(SampleRun.In(_folder.Path)).Dispose();
        FluentActions.Invoking(() => Begin(SampleRun.In(_folder.Path))).Should().Throw<EvidenceException>().WithMessage("*exists already*");
    }

    [Test]
    public void A_named_folder_becomes_the_bundle_itself_and_latest_is_left_alone()
    {
        var dir = _folder.File("out");
        using var bundle = Begin(Out(dir));
        bundle.WorkingFolder.Should().Be(Path.Combine(dir, ".incomplete"));
        bundle.Add(SampleRun.Record("contract/a"));
        bundle.Complete(SampleRun.Completed).Folder.Should().Be(dir);
        Directory.EnumerateFileSystemEntries(dir).Select(Path.GetFileName).Should().Contain([BundleNames.Results, BundleNames.Manifest]).And.NotContain(".incomplete");
        Directory.EnumerateFileSystemEntries(_folder.Path).Select(Path.GetFileName).Should().Equal("out");
    }

    [Test]
    public void A_named_folder_keeps_foreign_files_and_loses_the_earlier_bundle_at_once()
    {
        var dir = _folder.File("out");
        Finish(dir);
        File.WriteAllText(Path.Combine(dir, "console.log"), "mine");
        using var next = Begin(Out(dir));
        File.Exists(Path.Combine(dir, BundleNames.Results)).Should().BeFalse("an old verdict must not be taken for the run that has just begun");
        Directory.Exists(Path.Combine(dir, BundleNames.Captures)).Should().BeFalse("the old captures went with their bundle");
        File.ReadAllText(Path.Combine(dir, "console.log")).Should().Be("mine");
        next.Add(SampleRun.Record("contract/a"));
        next.Complete(SampleRun.Completed);
        Manifest.Read(dir).Keys.Should().NotContain("console.log");
    }

    [Test]
    public void A_named_folder_with_a_report_of_someone_else_is_refused_as_usage()
    {
        File.WriteAllText(_folder.File(BundleNames.JUnit), "<testsuites/>");
        FluentActions.Invoking(() => Begin(Out(_folder.Path))).Should().Throw<EvidenceException>()
            .Where(e => e.ExitCode == ExitCode.Usage).WithMessage("*holds junit.xml, which no manifest.sha256 names*");
    }

    [Test]
    public void A_named_folder_in_which_a_run_is_under_way_is_refused_as_usage()
    {
        using var first = Begin(Out(_folder.Path));
        FluentActions.Invoking(() => Begin(Out(_folder.Path))).Should().Throw<EvidenceException>()
            .Where(e => e.ExitCode == ExitCode.Usage).WithMessage("*another run is writing there*");
    }

    [Test]
    public void What_a_killed_run_left_in_a_named_folder_gives_way()
    {
        Begin(Out(_folder.Path)).Dispose();
        using var next = Begin(Out(_folder.Path));
        next.Add(SampleRun.Record("contract/a"));
        next.Complete(SampleRun.Completed).Run.ExitCode.Should().Be(ExitCode.Pass);
    }

    private static void Finish(string dir)
    {
        using var bundle = Begin(Out(dir));
        bundle.AddCapture("take", SampleRun.Pcm, new byte[4]);
        bundle.Add(SampleRun.Record("contract/a"));
        bundle.Complete(SampleRun.Completed);
    }

    private static BundleLocation Out(string dir) => new() { ReportsRoot = "unused", OutDir = dir };

    private static RunBundle Begin(BundleLocation location) => RunBundle.Create(location, SampleRun.Header(), [SampleRun.Planned("contract/a")]);
}
