using FluentAssertions;
using KosSound.SelfTests.Cli;
using NUnit.Framework;

namespace KosSound.SelfTests.Suites.Container;

[Parallelizable(ParallelScope.All)]
public sealed class NoEngineTests
{
    private static readonly Dictionary<string, string> NoEngine = new() { ["DOCKER_HOST"] = "unix:///nowhere/docker.sock" };

    [Test]
    [Platform("Linux,MacOsX")]
    public async Task Without_an_engine_a_run_ends_3_with_one_line_that_says_so()
    {
        var result = await KosSoundProcess.RunAsync(NoEngine, "--target", "container");

        result.ExitCode.Should().Be(3, result.Everything);
        result.ErrorLines.Should().ContainSingle().Which.Should()
            .Be("kos-sound: no container engine answers on this machine (there is no /nowhere/docker.sock); start Docker or another engine with its API, or use --target embedded");
    }

    [Test]
    [Platform("Linux,MacOsX")]
    public async Task Without_an_engine_no_image_is_built()
    {
        var result = await KosSoundProcess.RunAsync(NoEngine, "image");

        result.ExitCode.Should().Be(3, result.Everything);
        result.ErrorLines.Should().ContainSingle().Which.Should().StartWith("kos-sound: no container engine answers on this machine");
    }

    [Test]
    public async Task An_engine_of_another_machine_is_refused_since_the_container_would_not_be_reachable()
    {
        var result = await KosSoundProcess.RunAsync(new Dictionary<string, string> { ["DOCKER_HOST"] = "tcp://192.0.2.1:2375" }, "--target", "container");

        result.ExitCode.Should().Be(3, result.Everything);
        result.ErrorLines.Should().ContainSingle().Which.Should().Contain("tcp://192.0.2.1:2375/ is not on this machine");
    }

    [TestCase("--target", "container:Not-An-Image", "'Not-An-Image' is not the name of an image")]
    [TestCase("--fault", "no-such-fault", "--fault: ")]
    [TestCase("--device", "no-such-file.yaml", "no-such-file.yaml: cannot be read")]
    public async Task A_wrong_option_ends_2_before_any_engine_is_asked(string option, string value, string said)
    {
        var result = await KosSoundProcess.RunAsync(NoEngine, option == "--target" ? [option, value] : ["--target", "container", option, value]);

        result.ExitCode.Should().Be(2, result.Everything);
        result.ErrorLines.Should().ContainSingle().Which.Should().Contain(said);
    }
}
