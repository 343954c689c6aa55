using KosSound.Conformance.Records;
using KosSound.Conformance.Reports.Summary;
using KosSound.Cli.Terminal;
using KosSound.Suites.Session;
using NUnit.Framework.Api;
using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;

namespace KosSound.Cli.Commands;

/// <summary>One run of the suites inside this process.</summary>
internal sealed class Run(SessionOptions options, Interruption interruption)
{
    public async Task<int> ExecuteAsync()
    {
        await using var session = await SuiteSession.OpenForCommandAsync(options, interruption.Token);
        session.Begin();
        var progress = new Progress(session);
        progress.Start();
        session.Concluded += progress.Show;
        await using var interrupted = interruption.Token.Register(session.Interrupt);
        var phases = await Task.Run(() => RunPhases(session));
        var finished = session.Complete(phases.All(p => p) ? RunStatus.Completed : RunStatus.Aborted);
        progress.Finish(finished);
        if (GitHubActions.Publish(finished.Run, progress.Output, Environment.GetEnvironmentVariable) is { } warning)
            await Console.Error.WriteLineAsync($"kos-sound: {warning}");
        if (finished.Run.ExitCode != ExitCode.Pass && await session.ReadTargetLogAsync() is { } log)
            await Console.Error.WriteLineAsync($"The target's own log:\n{log}");
        return (int)finished.Run.ExitCode;
    }

    // NUnit redirects Console while tests run; Progress has taken hold of the original before.
    private static List<bool> RunPhases(SuiteSession session)
    {
        var runner = new NUnitTestAssemblyRunner(new DefaultTestAssemblyBuilder());
        runner.Load(typeof(SuiteSession).Assembly, new Dictionary<string, object> { ["NumberOfTestWorkers"] = 2 });
        var finished = new List<bool>();
        foreach (var phase in Phase.InOrder.TakeWhile(_ => !session.Interrupted.IsCancellationRequested))
        {
            var filter = TestFilter.FromXml($"<filter><cat>{phase}</cat></filter>");
            finished.Add(RanToItsEnd(runner.Run(TestListener.NULL, filter)));
        }

        return finished;
    }

    // Failures of tests are in their records; a failure of set-up or construction has none and is the suite's own.
    private static bool RanToItsEnd(ITestResult result) =>
        result.ResultState.Site is not (FailureSite.SetUp or FailureSite.TearDown) && result.Children.All(RanToItsEnd);
}
