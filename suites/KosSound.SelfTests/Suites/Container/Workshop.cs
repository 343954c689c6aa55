using Docker.DotNet;
using Docker.DotNet.Models;
using FluentAssertions;
using KosSound.SelfTests.Cli;
using KosSound.Simulator.DeviceFiles;
using KosSound.Suites.Containers;
using NUnit.Framework;

namespace KosSound.SelfTests.Suites.Container;

/// <summary>A real engine, and an image built once by the command as a user builds it.</summary>
[SetUpFixture]
public sealed class Workshop
{
    /// <summary>Name of the image; another for each process, so that runs side by side do not share it.</summary>
    public static string Image { get; } = $"kos-sound-simulator-selftest:{Environment.ProcessId}";

    /// <summary>Longest wait for anything in these tests: a hang, not a measure of speed.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private const string RequireAll = "KOS_SOUND_REQUIRE_ALL";
    private static readonly Lazy<Task<ContainerEngine>> LazyEngine = new(() => ContainerEngine.FindAsync(CancellationToken.None));
    private static readonly Lazy<Task<ProcessResult>> LazyBuild = new(() => KosSoundProcess.RunAsync("image", "--tag", Image));

    /// <summary>How building the image ended.</summary>
    internal static Task<ProcessResult> BuildAsync() => LazyBuild.Value;

    /// <summary>The engine, with the image on it; skips the test where there is none, and fails it where all must run.</summary>
    public static async Task<ContainerEngine> OpenAsync()
    {
        ContainerEngine engine;
        try
        {
            engine = await LazyEngine.Value;
        }
        catch (ContainerException e)
        {
            if (Environment.GetEnvironmentVariable(RequireAll) == "1")
                Assert.Fail($"{RequireAll} is 1, and {e.Message}");
            Assert.Ignore(e.Message);
            throw;
        }

        var build = await BuildAsync();
        build.ExitCode.Should().Be(0, build.Everything);
        return engine;
    }

    /// <summary>A request for the reference device.</summary>
    public static ContainerRequest Reference(params string[] faults) => new()
    {
        Image = Image,
        DeviceFile = System.Text.Encoding.UTF8.GetBytes(DeviceFile.Text("reference")),
        Faults = faults,
    };

    /// <summary>The engine's own interface, to look behind the suite's back.</summary>
    public static DockerClient Client(ContainerEngine engine)
    {
        ArgumentNullException.ThrowIfNull(engine);
        return engine.Endpoint.GetDockerClientBuilder().Build();
    }

    /// <summary>Containers a process has started and not removed.</summary>
    public static async Task<IReadOnlyList<string>> ContainersOfAsync(ContainerEngine engine, OwningProcess owner)
    {
        ArgumentNullException.ThrowIfNull(engine);
        var containers = await engine.ListAsync($"{ContainerLabels.Owner}={owner}", CancellationToken.None);
        return [.. containers.Select(container => $"{container.ID[..12]} {container.State}")];
    }

    [OneTimeTearDown]
    public static async Task RemoveImageAsync()
    {
        if (!LazyBuild.IsValueCreated || (await LazyBuild.Value).ExitCode != 0)
            return;
        var engine = await LazyEngine.Value;
        using (var client = Client(engine))
            await client.Images.DeleteImageAsync(Image, new ImageDeleteParameters { Force = true });
        engine.Dispose();
    }
}
