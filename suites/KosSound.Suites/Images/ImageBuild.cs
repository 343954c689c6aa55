using System.Globalization;
using System.Reflection;
using KosSound.Simulator;
using KosSound.Suites.Containers;
using KosSound.Suites.Session;

namespace KosSound.Suites.Images;

/// <summary>Builds the image of the simulator with one Dockerfile: from registry images, or from the host's own runtime where none can be pulled.</summary>
public sealed class ImageBuild
{
    /// <summary>Word for a base image from the registry.</summary>
    public const string FromRegistry = "registry";

    /// <summary>Word for a base image made of this machine's own runtime.</summary>
    public const string FromHost = "host";

    private const string RegistryBase = "mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled";

    private readonly DockerProgram _docker;
    private readonly ImageRequest _request;
    private readonly Action<string> _say;

    private ImageBuild(DockerProgram docker, ImageRequest request, Action<string> say)
    {
        _docker = docker;
        _request = request;
        _say = say;
    }

    /// <summary>Builds it.</summary>
    /// <param name="request">What to build.</param>
    /// <param name="say">Told what is being done, one line at a time.</param>
    /// <param name="cancellation">Ends the programs under way.</param>
    /// <exception cref="ContainerException">No engine, no docker command, or the build failed.</exception>
    public static async Task<BuiltImage> RunAsync(ImageRequest request, Action<string> say, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(say);
        using (await ContainerEngine.FindAsync(cancellation))
        {
            var build = new ImageBuild(await DockerProgram.FindAsync(cancellation), request, say);
            return await build.RunAsync(cancellation);
        }
    }

    private async Task<BuiltImage> RunAsync(CancellationToken cancellation)
    {
        var baseImage = await BaseAsync(cancellation);
        if (baseImage == RegistryBase)
            await BuildAsync(Path.GetDirectoryName(SuiteFiles.SolutionFile)!, baseImage, "compiled", cancellation);
        else
            await BuildPrebuiltAsync(baseImage, cancellation);
        await _docker.RunAsync(["image", "prune", "--force", "--filter", $"label={ContainerLabels.Image}"], cancellation);
        var facts = await MustAsync("inspect the image", ["image", "inspect", "--format", "{{.Id}} {{.Size}}", _request.Tag], cancellation);
        var words = facts.Output.Trim().Split(' ');
        return new BuiltImage(_request.Tag, words[0], long.Parse(words[1], CultureInfo.InvariantCulture), baseImage);
    }

    private async Task<string> BaseAsync(CancellationToken cancellation)
    {
        switch (_request.Base)
        {
            case FromHost:
                return await ImportHostRuntimeAsync(cancellation);
            case FromRegistry:
                await MustAsync($"pull {RegistryBase}", ["pull", "--quiet", RegistryBase], cancellation);
                return RegistryBase;
            case { } image:
                if (!ImageName.NamesRegistry(image))
                    await MustAsync($"find the base image {image} on this machine", ["image", "inspect", "--format", "{{.Id}}", image], cancellation);
                return image;
            default:
                var pull = await _docker.RunAsync(["pull", "--quiet", RegistryBase], cancellation);
                if (pull.Succeeded)
                    return RegistryBase;
                _say($"{RegistryBase} cannot be pulled ({pull.Reason}): using this machine's own .NET runtime instead");
                return await ImportHostRuntimeAsync(cancellation);
        }
    }

    private async Task<string> ImportHostRuntimeAsync(CancellationToken cancellation)
    {
        var runtime = HostRuntime.Find();
        var tag = runtime.Tag;
        if ((await _docker.RunAsync(["image", "inspect", "--format", "{{.Id}}", tag], cancellation)).Succeeded)
            return tag;
        _say($"importing .NET {HostRuntime.RuntimeVersion} of this machine as {tag}");
        var imported = await _docker.RunAsync(["import", "--change", "ENV PATH=/usr/bin", "--change", $"LABEL {ContainerLabels.Image}=base", "-", tag], cancellation, runtime.Write);
        return imported.Succeeded ? tag : throw new ContainerException($"the base image cannot be imported: {imported.Reason}");
    }

    private async Task BuildPrebuiltAsync(string baseImage, CancellationToken cancellation)
    {
        var context = Directory.CreateTempSubdirectory("kos-sound-image-");
        try
        {
            _say("publishing the simulator");
            await SimulatorPublish.RunAsync(Path.Combine(context.FullName, "published"), cancellation);
            await BuildAsync(context.FullName, baseImage, "prebuilt", cancellation);
        }
        finally
        {
            context.Delete(recursive: true);
        }
    }

    private async Task BuildAsync(string context, string baseImage, string published, CancellationToken cancellation)
    {
        _say($"building {_request.Tag} on {baseImage}");
        await MustAsync(
            "build the image",
            [
                "build", "--file", SuiteFiles.SimulatorDockerfile, "--tag", _request.Tag,
                "--build-arg", $"BASE_IMAGE={baseImage}", "--build-arg", $"PUBLISHED={published}",
                "--label", $"org.opencontainers.image.version={SimulatorVersion()}", context,
            ],
            cancellation);
    }

    private async Task<ProgramResult> MustAsync(string what, IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        var result = await _docker.RunAsync(arguments, cancellation);
        return result.Succeeded ? result : throw new ContainerException($"docker could not {what}: {result.Reason}");
    }

    private static string SimulatorVersion() =>
        typeof(SimulatorOptions).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
