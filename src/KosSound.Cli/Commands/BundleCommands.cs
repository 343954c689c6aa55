using System.CommandLine;
using KosSound.Cli.Terminal;
using KosSound.Conformance.Bundles;
using KosSound.Conformance.Records;
using KosSound.Conformance.Rejudging;
using KosSound.Conformance.Verdicts;
using KosSound.Conformance.Waivers;
using KosSound.Suites.Session;

namespace KosSound.Cli.Commands;

/// <summary><c>report</c> and <c>verify</c>: what can be done with a bundle after its run.</summary>
internal static class BundleCommands
{
    public static Command CreateReport()
    {
        var folder = new Argument<string>("bundle") { Description = "folder of a run, whole or killed in the middle" };
        var profile = new Option<string?>("--profile") { Description = "judge the run again by this limits file, into a new bundle", HelpName = "FILE" };
        var waivers = new Option<string?>("--waivers") { Description = "waivers that hold for judging again", HelpName = "FILE" };
        var outDir = new Option<string?>("--out") { Description = "folder that becomes the new bundle (default: a new one below reports)", HelpName = "DIR" };
        var command = new Command("report", "Make every file of a bundle again from its events; completes the bundle of a killed run.") { folder, profile, waivers, outDir };
        command.Validators.Add(result =>
        {
            if (result.GetValue(profile) is null && (result.GetValue(waivers) ?? result.GetValue(outDir)) is not null)
                result.AddError("--waivers and --out go with --profile FILE: without it the bundle is made again where it is");
        });
        command.SetAction(parsed => parsed.GetValue(profile) is { } limits
            ? Rejudge(parsed.GetValue(folder)!, limits, parsed.GetValue(waivers), parsed.GetValue(outDir))
            : Finished(BundleRebuilder.Rebuild(parsed.GetValue(folder)!)));
        return command;
    }

    public static Command CreateVerify()
    {
        var folder = new Argument<string>("bundle") { Description = "folder of a run" };
        var command = new Command("verify", "Check that a bundle is whole and untouched: hashes, counts, schema. Exit 6 when it is not.") { folder };
        command.SetAction(parsed => Verify(parsed.GetValue(folder)!));
        return command;
    }

    private static int Rejudge(string folder, string limits, string? waiverFile, string? outDir)
    {
        var (waivers, input) = waiverFile is null ? ([], null) : WaiverFile.Load(waiverFile);
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        return Finished(Rejudger.Rejudge(new RejudgeRequest
        {
            Bundle = folder,
            Profile = ProfileFile.Load(limits),
            Location = new BundleLocation { ReportsRoot = SuiteFiles.ReportsFolder, OutDir = outDir },
            Waivers = new WaiverBook(waivers, today, Bundle.Read(folder).Run.Header.Target.Firmware),
            WaiverInput = input,
        }));
    }

    private static int Finished(CompletedRun completed)
    {
        // The first note names failed tests one by one.
        var failed = completed.Run.ExitCode == ExitCode.DeviceFailed;
        if (failed)
            Console.WriteLine($"Failed: {Failures.Words(completed.Run)}");
        foreach (var note in completed.Run.Notes.Skip(failed ? 1 : 0).Concat(completed.Warnings))
            Console.WriteLine($"Note: {note}");
        Console.WriteLine($"{Verdicts.Word(completed.Run.ExitCode)}: {Verdicts.Counts(completed.Run)}");
        Console.WriteLine($"Report: {SuiteFiles.Display(Path.Combine(completed.Folder, BundleNames.Html))}");
        return (int)completed.Run.ExitCode;
    }

    private static int Verify(string folder)
    {
        var verification = BundleVerifier.Verify(folder);
        foreach (var problem in verification.Problems)
            Console.Error.WriteLine($"kos-sound: {problem}");
        if (verification.Problems.Count == 0)
            Console.WriteLine($"{SuiteFiles.Display(verification.Folder)}: whole and untouched, {verification.Files} files");
        return (int)verification.ExitCode;
    }
}
