using KosSound.Conformance.Records;
using KosSound.Suites.Session;
using NUnit.Framework;

/// <summary>Opens and closes the run under <c>dotnet test</c> and in IDEs; stands back when the command owns it.</summary>
/// <remarks>Without a namespace, so that NUnit runs it around the whole assembly.</remarks>
[SetUpFixture]
#pragma warning disable CA1050 // NUnit's assembly-wide set-up has no namespace.
public sealed class DotnetTestSession
#pragma warning restore CA1050
{
    [OneTimeSetUp]
    public static void Begin()
    {
        if (!SuiteSession.OwnedByCommand)
            SuiteSession.Current.Begin();
    }

    [OneTimeTearDown]
    public static async Task CompleteAsync()
    {
        if (SuiteSession.OwnedByCommand)
            return;
        var run = SuiteSession.Current.Complete(RunStatus.Completed);
        await SuiteSession.Current.DisposeAsync();
        TestContext.Progress.WriteLine($"report: {SuiteFiles.Display(run.Folder)}");
        if (run.Run.ExitCode != ExitCode.Pass)
            throw new InvalidOperationException($"the run ends {(int)run.Run.ExitCode} ({run.Run.ExitCode.Verdict()}); see {run.Folder}");
    }
}
