using System.CommandLine;
using KosSound.Cli.Terminal;
using KosSound.Conformance.Bundles;
using KosSound.Suites.Session;

namespace KosSound.Cli.Commands;

/// <summary><c>report</c> and <c>verify</c>: what can be done with a bundle after its run.</summary>
internal static class BundleCommands
{
    public static Command CreateReport()
    {
        var folder = new Argument<string>("bundle") { Description = "folder of a run, whole or killed in the middle" };
        var command = new Command("report", "Make every file of a bundle again from its events; completes the bundle of a killed run.") { folder };
        command.SetAction(parsed => Rebuild(parsed.GetValue(folder)!));
        return command;
    }

    public static Command CreateVerify()
    {
        var folder = new Argument<string>("bundle") { Description = "folder of a run" };
        var command = new Command("verify", "Check that a bundle is whole and untouched: hashes, counts, schema. Exit 6 when it is not.") { folder };
        command.SetAction(parsed => Verify(parsed.GetValue(folder)!));
        return command;
    }

    private static int Rebuild(string folder)
    {
        var completed = BundleRebuilder.Rebuild(folder);
        Console.WriteLine($"{Verdicts.Word(completed.Run.ExitCode)}: {Verdicts.Counts(completed.Run.Counts)}");
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
