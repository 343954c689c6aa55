using FluentAssertions;
using KosSound.SelfTests.Cli;
using NUnit.Framework;

namespace KosSound.SelfTests.Suites.Container;

public sealed class ImageTests
{
    private const double LargestMegabytes = 150;

    [Test]
    public async Task The_image_is_small_and_says_how_to_use_it()
    {
        var engine = await Workshop.OpenAsync();
        using var client = Workshop.Client(engine);

        var image = await client.Images.InspectImageAsync(Workshop.Image);

        (image.Size / 1e6).Should().BeLessThan(LargestMegabytes, "MB, all layers");
        (await Workshop.BuildAsync()).Output.Should().Contain($"'./run.sh --target container:{Workshop.Image}' runs against it");
    }

    [Test]
    public async Task It_needs_neither_root_nor_a_shell()
    {
        var engine = await Workshop.OpenAsync();
        using var client = Workshop.Client(engine);

        var config = (await client.Images.InspectImageAsync(Workshop.Image)).Config!;

        config.User.Should().Be("1654:1654");
        config.Healthcheck!.Test![0].Should().Be("CMD", "CMD-SHELL would need a shell");
        config.Healthcheck.Test.Should().Contain("--probe");
        config.Entrypoint![0].Should().Be("dotnet");
        config.ExposedPorts!.Keys.Should().Equal("50051/tcp");
    }

    [TestCase("Bad Name", 2)]
    [TestCase("--privileged", 2)]
    public async Task A_tag_that_is_none_is_refused_in_one_line(string tag, int exitCode)
    {
        var result = await KosSoundProcess.RunAsync("image", $"--tag={tag}");

        result.ExitCode.Should().Be(exitCode, result.Everything);
        result.ErrorLines.Should().ContainSingle().Which.Should().Contain($"'{tag}' is not the name of an image");
    }

    [Test]
    public async Task A_base_image_that_is_not_here_ends_3_and_says_so()
    {
        await Workshop.OpenAsync();

        var result = await KosSoundProcess.RunAsync("image", "--tag", "kos-sound-simulator-never:1", "--base", "no-such-base:1");

        result.ExitCode.Should().Be(3, result.Everything);
        result.ErrorLines[^1].Should().Contain("could not find the base image no-such-base:1 on this machine");
    }
}
