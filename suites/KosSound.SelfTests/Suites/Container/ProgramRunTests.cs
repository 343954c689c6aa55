using FluentAssertions;
using KosSound.Suites.Containers;
using KosSound.Suites.Images;
using NUnit.Framework;

namespace KosSound.SelfTests.Suites.Container;

public sealed class ProgramRunTests
{
    [TestCase("pulling\nError response from daemon: no such host\n", "", "Error response from daemon: no such host")]
    [TestCase("", "#3 ERROR: failed to fetch\n------\n > FROM x\n", "#3 ERROR: failed to fetch")]
    [TestCase("nothing special\n", "", "nothing special")]
    [TestCase("", "", "exit code 5")]
    public void The_reason_is_the_line_that_says_error(string output, string error, string reason) =>
        new ProgramResult(5, output, error).Reason.Should().Be(reason);

    [Test]
    public async Task Arguments_reach_the_program_as_they_are()
    {
        var result = await new ProgramRun("dotnet", ["exec", "$(reboot); 'x' \"y\""]).RunAsync(CancellationToken.None);
        result.Succeeded.Should().BeFalse();
        (result.Output + result.Error).Should().Contain("$(reboot); 'x' \"y\"");
    }

    [Test]
    public async Task A_program_that_is_not_there_is_named() =>
        (await FluentActions.Awaiting(() => new ProgramRun("no-such-program", []).RunAsync(CancellationToken.None)).Should().ThrowAsync<ContainerException>())
            .Which.Message.Should().StartWith("no-such-program cannot be started: ");
}
