using FluentAssertions;
using NUnit.Framework;

namespace KosSound.SelfTests.Cli;

/// <summary>What can be done with a bundle after its run, as a user does it.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class BundleCommandTests
{
    private const string Dropouts = "audio/16000Hz-16bit-1ch/dropouts";
    private const string Format = "audio/16000Hz-16bit-1ch/*";
    private TemporaryFolder _passed = null!, _failed = null!, _other = null!;

    [OneTimeSetUp]
    public async Task RunThreeTimes()
    {
        (_passed, _failed, _other) = (new TemporaryFolder(), new TemporaryFolder(), new TemporaryFolder());
        (await KosSoundProcess.RunAsync("--only", Format, "--seed", "7", "--out", _passed.Path)).ExitCode.Should().Be(0);
        (await KosSoundProcess.RunAsync("--only", Format, "--seed", "7", "--fault", "zero-fill=1ms", "--out", _failed.Path)).ExitCode.Should().Be(1);
        (await KosSoundProcess.RunAsync("--only", Format, "--seed", "7", "--loopback", "electrical", "--out", _other.Path)).ExitCode.Should().NotBe(6);
    }

    [OneTimeTearDown]
    public void Remove()
    {
        _passed.Dispose();
        _failed.Dispose();
        _other.Dispose();
    }

    [Test]
    public async Task A_run_against_itself_is_the_same_and_ends_0()
    {
        var result = await KosSoundProcess.RunAsync("compare", _passed.Path, _passed.Path);

        result.ExitCode.Should().Be(0, result.Everything);
        result.Output.Should().StartWith("same: ");
    }

    [Test]
    public async Task A_regression_ends_1_and_is_written_as_JUnit_and_as_a_page_with_the_curves_of_both()
    {
        using var files = new TemporaryFolder();
        var (junit, html) = (Path.Combine(files.Path, "compare.xml"), Path.Combine(files.Path, "compare.html"));

        var result = await KosSoundProcess.RunAsync("compare", _passed.Path, _failed.Path, "--junit", junit, "--html", html);

        result.ExitCode.Should().Be(1, result.Everything);
        result.Output.Should().StartWith("regressed: ").And.Contain("dropouts");
        File.ReadAllText(junit).Should().Contain("<failure").And.Contain("compare/audio/16000Hz-16bit-1ch/dropouts");
        File.ReadAllText(html).Should().Contain("Magnitude response").And.Contain("Regressed");
    }

    [Test]
    public async Task An_improvement_ends_0() =>
        Starts(await KosSoundProcess.RunAsync("compare", _failed.Path, _passed.Path), 0, "improved: ");

    [Test]
    public async Task A_baseline_over_another_loop_is_not_comparable_and_ends_4()
    {
        var result = await KosSoundProcess.RunAsync("compare", _passed.Path, _other.Path);

        Starts(result, 4, "not comparable: ");
        result.Output.Should().Contain("loopback differs: digital in the baseline, electrical now");
    }

    [Test]
    public async Task A_page_that_cannot_be_written_ends_6_and_is_named() =>
        Refused(await KosSoundProcess.RunAsync("compare", _passed.Path, _passed.Path, "--html", Path.Combine(_passed.Path, "results.json", "x.html")), 6, "x.html: cannot be written");

    [TestCase("report")]
    [TestCase("verify")]
    [TestCase("compare")]
    public async Task A_folder_that_is_no_bundle_ends_2_and_is_named(string command)
    {
        using var empty = new TemporaryFolder();
        string[] bundles = command == "compare" ? [empty.Path, _passed.Path] : [empty.Path];

        Refused(await KosSoundProcess.RunAsync([command, .. bundles]), 2, empty.Path);
    }

    [TestCase("report")]
    [TestCase("verify")]
    [TestCase("compare")]
    public async Task Results_of_another_schema_version_end_2_and_both_versions_are_named(string command)
    {
        using var copy = Copy(_passed);
        foreach (var file in new[] { "events.jsonl", "results.json" })
        {
            var path = Path.Combine(copy.Path, file);
            var text = await File.ReadAllTextAsync(path);
            var changed = text.Replace("\"schemaVersion\":1", "\"schemaVersion\":99", StringComparison.Ordinal).Replace("\"schemaVersion\": 1", "\"schemaVersion\": 99", StringComparison.Ordinal);
            changed.Should().NotBe(text, "{0} carries its version", file);
            await File.WriteAllTextAsync(path, changed);
        }

        string[] bundles = command == "compare" ? [copy.Path, _passed.Path] : [copy.Path];
        Refused(await KosSoundProcess.RunAsync([command, .. bundles]), 2, "schema version 99");
    }

    [TestCase("results.json")]
    [TestCase("report.html")]
    [TestCase("events.jsonl")]
    [TestCase("captures/16000Hz-16bit-1ch-capture.wav")]
    public async Task A_tampered_file_makes_verify_end_6_and_is_named(string file)
    {
        using var copy = Copy(_failed);
        Tamper(copy, file);

        Refused(await KosSoundProcess.RunAsync("verify", copy.Path), 6, $"{file}: was changed");
    }

    [Test]
    public async Task A_tampered_capture_makes_report_end_6_and_say_so_in_the_report()
    {
        using var copy = Copy(_failed);
        Tamper(copy, "captures/16000Hz-16bit-1ch-capture.wav");

        var result = await KosSoundProcess.RunAsync("report", copy.Path);

        result.ExitCode.Should().Be(6, result.Everything);
        File.ReadAllText(Path.Combine(copy.Path, "report.html")).Should().Contain("is not the file that was written during the run");
    }

    [Test]
    public async Task A_bundle_is_judged_again_by_other_limits_into_a_new_bundle()
    {
        using var copy = Copy(_passed);
        using var again = new TemporaryFolder();
        var limits = Path.Combine(copy.Path, "strict.yaml");
        var shipped = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "fixtures", "profiles", "digital.yaml"));
        await File.WriteAllTextAsync(limits, shipped.Replace("profile: digital", "profile: strict", StringComparison.Ordinal).Replace("latency.first_sound_ms: { low: 0, high: 200", "latency.first_sound_ms: { low: 0, high: 1", StringComparison.Ordinal));

        var result = await KosSoundProcess.RunAsync("report", copy.Path, "--profile", limits, "--out", again.Path);

        result.ExitCode.Should().Be(1, result.Everything);
        File.ReadAllText(Path.Combine(again.Path, "results.json")).Should().Contain("judged again by profile strict");
        File.ReadAllText(Path.Combine(copy.Path, "results.json")).Should().Be(File.ReadAllText(Path.Combine(_passed.Path, "results.json")), "the old verdict stands where it stood");
    }

    [TestCase("zero-fill of 16 frames", "2999-12-31", 0, "PASS", "waived")]
    [TestCase("zero-fill of 17 frames", "2999-12-31", 1, "FAIL", "failed otherwise")]
    [TestCase("zero-fill of 16 frames", "2001-12-31", 1, "FAIL", "expired on 2001-12-31")]
    public async Task A_waived_failure_is_green_while_its_waiver_holds_and_expects_it(string message, string expires, int exitCode, string verdict, string said)
    {
        using var bundle = new TemporaryFolder();
        using var files = new TemporaryFolder();

        var result = await KosSoundProcess.RunAsync("--only", Format, "--seed", "7", "--fault", "zero-fill=1ms", "--attachment-base", "build/sound", "--waivers", Waiver(files, message, expires), "--out", bundle.Path);

        result.ExitCode.Should().Be(exitCode, result.Everything);
        result.Output.Should().Contain(verdict).And.Contain(said);
        var junit = await File.ReadAllTextAsync(Path.Combine(bundle.Path, "junit.xml"));
        junit.Should().Contain(exitCode == 0 ? "waived until 2999-12-31" : "<failure");
        junit.Should().Contain("[[ATTACHMENT|build/sound/captures/16000Hz-16bit-1ch-capture.wav]]", "a CI system finds the capture from its own folder");
        File.ReadAllText(Path.Combine(bundle.Path, "report.html")).Should().Contain(exitCode == 0 ? "waived until 2999-12-31" : said);
    }

    [Test]
    public async Task A_waiver_whose_test_passes_ends_5_and_names_its_owner()
    {
        using var bundle = new TemporaryFolder();
        using var files = new TemporaryFolder();

        var result = await KosSoundProcess.RunAsync("--only", Format, "--seed", "7", "--waivers", Waiver(files, "zero-fill", "2999-12-31"), "--out", bundle.Path);

        result.ExitCode.Should().Be(5, result.Everything);
        result.Output.Should().Contain("waiver known-gap is no longer needed").And.Contain("audio team");
    }

    [Test]
    public async Task A_run_over_a_baseline_shows_both_curves_and_its_report_can_be_made_again_without_the_baseline()
    {
        using var baseline = Copy(_passed);
        using var bundle = new TemporaryFolder();

        var run = await KosSoundProcess.RunAsync("--only", Format, "--seed", "7", "--fault", "gain=-1dB", "--baseline", baseline.Path, "--out", bundle.Path);

        run.ExitCode.Should().Be(1, run.Everything);
        var page = await File.ReadAllTextAsync(Path.Combine(bundle.Path, "report.html"));
        page.Should().Contain("data-name=\"baseline, channel 0\"").And.Contain("<figcaption>Response, new minus baseline</figcaption>").And.Contain("the broad pale lines");
        Directory.Delete(baseline.Path, recursive: true);
        var again = await KosSoundProcess.RunAsync("report", bundle.Path);
        again.ExitCode.Should().Be(1, again.Everything);
        (await File.ReadAllTextAsync(Path.Combine(bundle.Path, "report.html"))).Should().Be(page, "the bundle carries what its report shows");
    }

    [Test]
    public async Task A_baseline_over_another_loop_ends_2_before_anything_is_played()
    {
        using var bundle = new TemporaryFolder();
        Refused(await KosSoundProcess.RunAsync("--only", Format, "--baseline", _other.Path, "--out", bundle.Path), 2, "over a loop that is electrical");
    }

    [Test]
    public async Task A_run_without_a_folder_of_its_own_is_found_at_latest_and_a_job_page_gets_its_summary()
    {
        using var root = new TemporaryFolder();
        var summary = Path.Combine(root.Path, "job.md");
        var reports = Path.Combine(root.Path, "reports");
        var environment = new Dictionary<string, string> { ["KOS_SOUND_REPORTS"] = reports, ["GITHUB_ACTIONS"] = "true", ["GITHUB_STEP_SUMMARY"] = summary };

        var result = await KosSoundProcess.RunAsync(environment, "--only", Format, "--fault", "zero-fill=1ms");

        result.ExitCode.Should().Be(1, result.Everything);
        File.ReadAllText(summary).Should().Contain("dropouts");
        result.Output.Should().Contain("::error ").And.Contain("audio/16000Hz-16bit-1ch/dropouts");
        var verify = await KosSoundProcess.RunAsync("verify", Path.Combine(reports, "latest"));
        verify.ExitCode.Should().Be(0, verify.Everything);
    }

    private static string Waiver(TemporaryFolder folder, string message, string expires)
    {
        var file = Path.Combine(folder.Path, "waivers.yaml");
        File.WriteAllText(file, $"""
            waivers:
              - id: known-gap
                test: {Dropouts}
                owner: audio team
                issue: SND-1
                reason: the prototype loses a millisecond
                expires: "{expires}"
                message: {message}
              - id: what-follows
                test: {Dropouts.Replace("dropouts", "bits", StringComparison.Ordinal)}
                owner: audio team
                issue: SND-1
                reason: what is lost cannot be bit-exact
                expires: "{expires}"
                message: bits.exact
            """);
        return file;
    }

    private static TemporaryFolder Copy(TemporaryFolder bundle)
    {
        var copy = new TemporaryFolder();
        foreach (var file in Directory.EnumerateFiles(bundle.Path, "*", SearchOption.AllDirectories))
        {
            var to = Path.Combine(copy.Path, Path.GetRelativePath(bundle.Path, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }

        return copy;
    }

    // The last byte but one is a digit, a letter or a sample: the file stays readable and says something else.
    private static void Tamper(TemporaryFolder bundle, string file)
    {
        var path = Path.Combine(bundle.Path, file);
        var bytes = File.ReadAllBytes(path);
        var at = file == "results.json" ? Array.LastIndexOf(bytes, (byte)'0') : bytes.Length - 3;
        bytes[at] ^= 1;
        File.WriteAllBytes(path, bytes);
    }

    private static void Starts(ProcessResult result, int exitCode, string start)
    {
        result.ExitCode.Should().Be(exitCode, result.Everything);
        result.Output.Should().StartWith(start);
    }

    private static void Refused(ProcessResult result, int exitCode, string named)
    {
        result.ExitCode.Should().Be(exitCode, result.Everything);
        result.Errors.Should().Contain(named, result.Everything);
        result.ErrorLines.Should().OnlyContain(l => l.StartsWith("kos-sound: ", StringComparison.Ordinal), "every line names its speaker, and none is a stack trace");
    }
}
