using System.Text.Json;
using FluentAssertions;
using KosSound.Simulator;
using KosSound.Suites.Targets;
using NUnit.Framework;

namespace KosSound.SelfTests.Cli;

/// <summary>A run that ends before its time, by a kill or because its evidence has nowhere to go: what was measured is not lost, and nobody
/// takes the rest for a pass.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class KilledRunTests
{
    [Test]
    public async Task A_run_killed_in_the_middle_is_reported_from_its_events_as_interrupted_with_what_did_not_run()
    {
        using var bundle = new TemporaryFolder();
        using var run = KosSoundProcess.Start("--real-time", "--only", "audio/*", "--out", bundle.Path);
        await run.PrintedAsync("1/12");
        run.Kill();
        (await run.EndAsync()).ExitCode.Should().Be(137, "SIGKILL leaves no time to say anything");
        File.Exists(Path.Combine(bundle.Path, "results.json")).Should().BeFalse("nothing that looks whole is left by a killed run");

        var report = await KosSoundProcess.RunAsync("report", bundle.Path);

        report.ExitCode.Should().Be(130, report.Everything);
        report.Output.Should().Contain("INTERRUPTED").And.Contain("not run");
        using var results = Results(bundle.Path);
        results.RootElement.GetProperty("status").GetString().Should().Be("interrupted");
        results.RootElement.GetProperty("verdict").GetString().Should().Be("interrupted");
        var outcomes = Tests(results).ToLookup(t => t.GetProperty("outcome").GetString(), t => t.GetProperty("id").GetString());
        (outcomes["pass"].Count() + outcomes["skip"].Count()).Should().BeInRange(13, 1 + (4 * 12), "discovery and the first format were done, at most a few more");
        outcomes["not-run"].Should().NotBeEmpty().And.Contain("audio/48000Hz-24bit-2ch/bits", "the last planned test is listed though nobody came to it");
        Tests(results).Should().HaveCount(1 + (12 * 12), "every planned test appears: discovery and 12 checks of 12 formats");
        foreach (var name in new[] { "report.html", "junit.xml", "summary.md", "manifest.sha256" })
            File.Exists(Path.Combine(bundle.Path, name)).Should().BeTrue($"report makes {name} again");

        var verify = await KosSoundProcess.RunAsync("verify", bundle.Path);
        verify.ExitCode.Should().Be(0, verify.Everything);
    }

    [Test]
    public async Task Formats_that_were_silent_before_a_kill_are_in_the_report()
    {
        await using var robot = await SimulatedDevice.StartAsync(SimulatedDescription.Read(null, ["silent"]), new SimulatorOptions { TimeMode = TimeMode.RealTime }, CancellationToken.None);
        using var bundle = new TemporaryFolder();
        using var run = KosSoundProcess.Start("--target", robot.Endpoint.Authority, "--loopback", "electrical", "--only", "audio/*-16bit-1ch/*", "--out", bundle.Path);
        await run.PrintedAsync("1/3");
        run.Kill();
        await run.EndAsync();

        var report = await KosSoundProcess.RunAsync("report", bundle.Path);

        report.ExitCode.Should().Be(130, report.Everything);
        using var results = Results(bundle.Path);
        // Two formats are under way at once: the one that was done first need not be the first that was planned.
        var heard = Tests(results).First(t => t.GetProperty("id").GetString()!.EndsWith("/heard", StringComparison.Ordinal) && t.GetProperty("outcome").GetString() != "not-run");
        heard.GetProperty("outcome").GetString().Should().Be("error", "silence over a loop that nothing proves may be the station's");
        heard.GetProperty("message").GetString().Should().Contain("not wired");
    }

    [Test]
    public async Task A_disk_that_runs_full_in_the_middle_ends_the_run_with_6_and_the_rest_can_be_reported_once_there_is_room()
    {
        if (OperatingSystem.IsWindows())
            Assert.Ignore("files are limited by a POSIX shell's ulimit");
        using var bundle = new TemporaryFolder();

        var run = await KosSoundProcess.RunWithSmallFilesAsync(400, "--only", "audio/*", "--fault", "zero-fill=1ms", "--out", bundle.Path);

        run.ExitCode.Should().Be(6, run.Everything);
        run.ErrorLines.Should().ContainSingle(run.Everything).Which.Should().StartWith("kos-sound: ").And.Contain("cannot be written").And.Contain("larger than").And.Contain("--out DIR");
        run.Output.Should().Contain("1/12").And.NotContain("12/12", "what is played after the disk is full would be lost");
        File.Exists(Path.Combine(bundle.Path, "results.json")).Should().BeFalse("no bundle stands where a whole one is looked for");

        var report = await KosSoundProcess.RunAsync("report", bundle.Path);
        report.ExitCode.Should().Be(130, report.Everything);
        using var results = Results(bundle.Path);
        var outcomes = Tests(results).CountBy(t => t.GetProperty("outcome").GetString()!).ToDictionary();
        outcomes["fail"].Should().BePositive("what was found before is kept");
        outcomes["not-run"].Should().BePositive("what was not is said to be missing");
        (await KosSoundProcess.RunAsync("verify", bundle.Path)).ExitCode.Should().Be(0);
    }

    [Test]
    public async Task A_reports_folder_that_vanishes_in_the_middle_ends_the_run_with_6_and_is_named()
    {
        using var root = new TemporaryFolder();
        var folder = Path.Combine(root.Path, "evidence");
        using var run = KosSoundProcess.Start("--real-time", "--only", "audio/*", "--out", folder);
        await run.PrintedAsync("1/12");

        Directory.Delete(folder, recursive: true);
        var result = await run.EndAsync();

        result.ExitCode.Should().Be(6, result.Everything);
        result.Errors.Should().Contain(folder).And.Contain("vanished", result.Everything);
        result.Output.Should().NotContain("12/12", "a run without evidence is not gone on with");
        result.Output.Should().NotContain("PASS   ", "nothing is green without evidence");
        Directory.Exists(folder).Should().BeFalse("a folder made again would hide that its beginning is lost");
    }

    private static JsonDocument Results(string folder) => JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "results.json")));

    private static JsonElement.ArrayEnumerator Tests(JsonDocument results) => results.RootElement.GetProperty("tests").EnumerateArray();
}
