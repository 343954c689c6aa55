using System.Formats.Tar;
using System.Net.Sockets;
using Docker.DotNet;
using Docker.DotNet.Models;
using Version = System.Version;

namespace KosSound.Suites.Containers;

/// <summary>The container engine of this machine, found as the docker command finds it: DOCKER_HOST, the docker context, the usual socket.</summary>
public sealed class ContainerEngine : IDisposable
{
    // What Testcontainers is written for; older engines are spoken to in their newest version.
    private static readonly Version Preferred = new(1, 44);
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(10);

    private const UnixFileMode ReadableByAll = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private readonly DockerClient _client;

    private ContainerEngine(EngineEndpoint endpoint, string version)
    {
        Endpoint = endpoint;
        EngineVersion = version;
        _client = endpoint.GetDockerClientBuilder().Build();
    }

    /// <summary>Version of the engine, for example 28.2.2.</summary>
    public string EngineVersion { get; }

    internal EngineEndpoint Endpoint { get; }

    /// <summary>Finds the engine and agrees on a version of its API.</summary>
    /// <exception cref="ContainerException">None answers, or it is on another machine.</exception>
    public static async Task<ContainerEngine> FindAsync(CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(AnswerLimit);
        Uri? endpoint = null;
        try
        {
            using var client = new DockerClientBuilder().Build();
            endpoint = client.Options.Endpoint;
            if (!IsLocal(endpoint))
                throw new ContainerException($"the container engine at {endpoint} is not on this machine, and the simulator is reachable from its own machine only: start the image there and name its HOST:PORT as --target");
            var version = await client.System.GetVersionAsync(limit.Token);
            return new ContainerEngine(new EngineEndpoint(endpoint, Agree(version)), version.Version ?? "unknown");
        }
        catch (Exception e) when (e is HttpRequestException or SocketException or IOException or TimeoutException or DockerApiException or DockerConfigurationException or UnauthorizedAccessException or OperationCanceledException)
        {
            cancellation.ThrowIfCancellationRequested();
            throw new ContainerException($"no container engine answers on this machine ({Why(endpoint, e)}); start Docker or another engine with its API, or use --target embedded", e);
        }
    }

    /// <summary>The id of an image on this machine, <c>sha256:…</c>; null when it is not here.</summary>
    public async Task<string?> FindImageAsync(string image, CancellationToken cancellation)
    {
        try
        {
            return (await _client.Images.InspectImageAsync(image, cancellation)).ID;
        }
        catch (DockerImageNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Everything the engine knows of a container.</summary>
    public async Task<ContainerInspectResponse> InspectAsync(string id, CancellationToken cancellation) =>
        await _client.Containers.InspectContainerAsync(id, cancellation);

    /// <summary>Containers, running or not, that carry a label.</summary>
    /// <param name="label"><c>NAME</c> or <c>NAME=VALUE</c>.</param>
    /// <param name="cancellation">Ends waiting.</param>
    public async Task<IReadOnlyList<ContainerListResponse>> ListAsync(string label, CancellationToken cancellation) =>
    [
        .. await _client.Containers.ListContainersAsync(
            new ContainersListParameters
            {
                All = true,
                Filters = new Dictionary<string, IDictionary<string, bool>> { ["label"] = new Dictionary<string, bool> { [label] = true } },
            },
            cancellation),
    ];

    /// <summary>Ends and removes a container with its volumes; one that is already gone or going is fine.</summary>
    public async Task RemoveAsync(string id, CancellationToken cancellation)
    {
        try
        {
            await _client.Containers.RemoveContainerAsync(id, new ContainerRemoveParameters { Force = true, RemoveVolumes = true }, cancellation);
        }
        catch (DockerContainerNotFoundException)
        {
        }
        catch (DockerApiException e) when (e.StatusCode == System.Net.HttpStatusCode.Conflict)
        {
            // Somebody else is removing it.
        }
    }

    /// <summary>Puts a file that anyone may read into a folder of a container: with a read-only root file system, a volume's.</summary>
    public async Task CopyAsync(string id, string folder, string name, ReadOnlyMemory<byte> content)
    {
        using var archive = new MemoryStream();
        await using (var tar = new TarWriter(archive, TarEntryFormat.Pax, leaveOpen: true))
        {
            using var data = new MemoryStream(content.ToArray());
            await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = data, Mode = ReadableByAll });
        }

        archive.Position = 0;
        await _client.Containers.ExtractArchiveToContainerAsync(id, new CopyToContainerParameters { Path = folder }, archive);
    }

    public void Dispose() => _client.Dispose();

    private static bool IsLocal(Uri endpoint) => endpoint.Scheme is "unix" or "npipe" || endpoint.IsLoopback;

    private static string Why(Uri? endpoint, Exception e) => endpoint switch
    {
        null => e.Message,
        { Scheme: "unix" } when !File.Exists(endpoint.AbsolutePath) => $"there is no {endpoint.AbsolutePath}",
        _ => $"{endpoint}: {(e.InnerException ?? e).Message}",
    };

    private static Version Agree(VersionResponse engine)
    {
        var newest = Parse(engine.APIVersion) ?? Preferred;
        var oldest = Parse(engine.MinAPIVersion) ?? newest;
        return newest < Preferred ? newest : oldest > Preferred ? oldest : Preferred;
    }

    private static Version? Parse(string? text) => Version.TryParse(text, out var version) ? version : null;
}
