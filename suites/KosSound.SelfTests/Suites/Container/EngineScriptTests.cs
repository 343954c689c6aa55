using FluentAssertions;
using KosSound.Suites.Images;
using KosSound.Suites.Session;
using NUnit.Framework;

namespace KosSound.SelfTests.Suites.Container;

[Platform("Linux")]
public sealed class EngineScriptTests
{
    private static readonly string Script = Path.Combine(Path.GetDirectoryName(SuiteFiles.SolutionFile)!, ".ci", "engine");

    [Test]
    public async Task An_engine_that_runs_is_left_alone()
    {
        var engine = await Workshop.OpenAsync();

        var start = await new ProgramRun("bash", [Script, "start"]).RunAsync(CancellationToken.None);

        start.ExitCode.Should().Be(0, start.Error);
        start.Output.Should().Be($"engine: {engine.EngineVersion} is running, left alone\n");
    }

    [Test]
    public async Task Anything_but_start_and_stop_is_refused()
    {
        var result = await new ProgramRun("bash", [Script, "restart"]).RunAsync(CancellationToken.None);

        result.ExitCode.Should().Be(2);
        result.Error.Should().Be("usage: .ci/engine start|stop\n");
    }
}
