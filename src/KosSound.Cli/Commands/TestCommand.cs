using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Xml.Linq;
using KosSound.Conformance.Records;
using KosSound.Suites.Session;

namespace KosSound.Cli.Commands;

/// <summary><c>test</c>: the suite's tests of itself, and the suite against the embedded simulator as an IDE would start it.</summary>
internal static class TestCommand
{
    public static Command Create(Interruption interruption)
    {
        var filter = new Option<string?>("--filter") { Description = "as of 'dotnet test', for example FullyQualifiedName~Signals", HelpName = "EXPRESSION" };
        var shuffle = new Option<int?>("--shuffle") { CustomParser = Words.Seed, Description = "run the tests in an order that this number decides", HelpName = "SEED" };
        var command = new Command("test", "Run all tests of this repository; ends with 'N passed, N failed'.") { filter, shuffle };
        command.SetAction((parsed, _) => TestAsync(parsed.GetValue(filter), parsed.GetValue(shuffle), interruption.Token));
        return command;
    }

    private static async Task<int> TestAsync(string? filter, int? seed, CancellationToken stop)
    {
        var results = Directory.CreateTempSubdirectory("kos-sound-test-");
        try
        {
            var exitCode = await RunDotnetTestAsync(results.FullName, filter, seed, stop);
            var (passed, failed, skipped) = Count(results);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{passed} passed, {failed} failed{(skipped > 0 ? $", {skipped} skipped" : "")}"));
            return exitCode == 0 && passed > 0 && failed == 0 ? (int)ExitCode.Pass : (int)ExitCode.DeviceFailed;
        }
        finally
        {
            results.Delete(recursive: true);
        }
    }

    private static async Task<int> RunDotnetTestAsync(string resultsFolder, string? filter, int? seed, CancellationToken stop)
    {
        string[] filtered = filter is null ? [] : ["--filter", filter];
        var start = new ProcessStartInfo("dotnet",
        [
            "test", SuiteFiles.SolutionFile, "-c", "Release", "--no-build", "--nologo",
            "--logger", "console;verbosity=minimal", "--logger", "trx", "--results-directory", resultsFolder, .. filtered,
            // One test at a time: many keep wall time, and would take each other's cores for a device's fault.
            "-m:1", "--", "NUnit.NumberOfTestWorkers=1",
        ]) { UseShellExecute = false };
        // The tests keep whole captures, which a collection copies: with the small budget of a small machine eight simulators in this one
        // process wait for that up to 23 ms. A simulator that runs alone keeps nothing.
        start.Environment.TryAdd("DOTNET_GCgen0size", "0x8000000");
        if (seed is { } order)
            start.Environment["KOS_SOUND_TEST_SEED"] = order.ToString(CultureInfo.InvariantCulture);
        using var process = Process.Start(start)!;
        try
        {
            await process.WaitForExitAsync(stop);
            return process.ExitCode;
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    private static (int Passed, int Failed, int Skipped) Count(DirectoryInfo results)
    {
        var counters = results.EnumerateFiles("*.trx").Select(f => XDocument.Load(f.FullName).Descendants().Single(e => e.Name.LocalName == "Counters")).ToList();
        var (total, passed, failed) = (Sum("total"), Sum("passed"), Sum("failed"));
        return (passed, failed, total - passed - failed);

        int Sum(string name) => counters.Sum(c => int.Parse(c.Attribute(name)!.Value, CultureInfo.InvariantCulture));
    }
}
