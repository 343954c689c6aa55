using System.Globalization;
using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;
using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Containers;
using DotNet.Testcontainers.Images;
using Microsoft.Extensions.Logging.Abstractions;

namespace KosSound.Suites.Containers;

/// <summary>The simulator in a container of its own, from the first answer until it is disposed of; nothing of it is left behind.</summary>
/// <remarks>Not root, no capabilities, a root file system that cannot be written, reachable from this machine only.</remarks>
public sealed class SimulatorContainer : IAsyncDisposable
{
    /// <summary>User and group it runs as, whatever the image says.</summary>
    public const string User = "1654:1654";

    private const int Port = 50051;
    private const string DeviceFolder = "/device";
    private const string DeviceName = "device.yaml";
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan RemoveLimit = TimeSpan.FromSeconds(30);

    private readonly ContainerEngine _engine;
    private readonly IContainer _container;
    private readonly string _session = Guid.NewGuid().ToString("D");
    private int _disposed;

    private SimulatorContainer(ContainerEngine engine, ContainerRequest request, CancellationToken cancellation)
    {
        _engine = engine;
        _container = Configure(request, cancellation).Build();
        // Testcontainers copies to the root only, which cannot be written; its event between creating and starting is synchronous.
        _container.Created += (_, _) => Task.Run(() => engine.CopyAsync(_container.Id, DeviceFolder, DeviceName, request.DeviceFile)).GetAwaiter().GetResult();
    }

    /// <summary>Where it listens: a free port of the loopback address.</summary>
    public Uri Endpoint => EndpointOf(_container);

    /// <summary>Its id.</summary>
    public string Id => _container.Id;

    /// <summary>Id of its image, <c>sha256:…</c>.</summary>
    public string ImageId { get; private set; } = "";

    /// <summary>Starts a container, after sweeping what killed runs left; it has answered a call when this returns.</summary>
    /// <exception cref="ContainerException">It could not be started, or ended, or did not answer; its log is in the message.</exception>
    public static async Task<SimulatorContainer> StartAsync(ContainerEngine engine, ContainerRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(request);
        await Leftovers.SweepAsync(engine, cancellation);
        var here = await engine.FindImageAsync(request.Image, cancellation) is not null;
        if (!here && !ImageName.NamesRegistry(request.Image))
            throw new ContainerException($"there is no image {request.Image} on this machine; './run.sh image{(request.Image == ImageName.Default ? "" : $" --tag {request.Image}")}' builds it");
        var started = new SimulatorContainer(engine, request, cancellation);
        try
        {
            // A creation that is given up half-way may still happen afterwards, unseen. It is short, so that the interruption
            // is obeyed behind it; only a pull is long.
            await started._container.StartAsync(here ? CancellationToken.None : cancellation);
            started.ImageId = (await engine.InspectAsync(started.Id, cancellation)).Image;
            return started;
        }
        catch (Exception e)
        {
            var log = await started.TryReadLogAsync();
            await started.DisposeAsync();
            cancellation.ThrowIfCancellationRequested();
            throw new ContainerException(Why(request.Image, e) + (log.Length == 0 ? "" : $"; its log:\n{log}"), e);
        }
    }

    /// <summary>What it is doing, or how it ended.</summary>
    public async Task<string> DescribeStateAsync(CancellationToken cancellation)
    {
        var state = (await _engine.InspectAsync(Id, cancellation)).State;
        return state switch
        {
            null => "in an unknown state",
            { Running: true } => "running",
            { OOMKilled: true } => "killed for want of memory",
            _ => string.Create(CultureInfo.InvariantCulture, $"ended with code {state.ExitCode}"),
        };
    }

    /// <summary>What it has written so far, standard output before standard error.</summary>
    public async Task<string> ReadLogAsync(CancellationToken cancellation)
    {
        var (output, error) = await _container.GetLogsAsync(timestampsEnabled: false, ct: cancellation);
        return (output + error).TrimEnd();
    }

    /// <summary>Ends and removes it, and whatever a start that was interrupted half-way created.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        using var limit = new CancellationTokenSource(RemoveLimit);
        foreach (var container in await _engine.ListAsync($"{ContainerLabels.Session}={_session}", limit.Token))
            await _engine.RemoveAsync(container.ID, limit.Token);
        await _container.DisposeAsync();
    }

    // A session label that is not Testcontainers' own keeps its reaper, an image that may not be pulled, out of this,
    // and lets disposing of the container remove it.
    private ContainerBuilder Configure(ContainerRequest request, CancellationToken cancellation) => new ContainerBuilder(request.Image)
        .WithDockerEndpoint(_engine.Endpoint)
        .WithLogger(NullLogger.Instance)
        .WithImagePullPolicy(ImageName.NamesRegistry(request.Image) ? PullPolicy.Missing : PullPolicy.Never)
        .WithLabel(ResourceReaper.ResourceReaperSessionLabel, _session)
        .WithLabel(ContainerLabels.Session, _session)
        .WithLabel(ContainerLabels.Owner, OwningProcess.Current.ToString())
        .WithPortBinding(Port, assignRandomHostPort: true)
        .WithCommand(["--device", $"{DeviceFolder}/{DeviceName}", "--seed", request.Seed.ToString(CultureInfo.InvariantCulture), .. request.Faults.SelectMany(fault => new[] { "--fault", fault })])
        .WithCreateParameterModifier(Confine)
        .WithWaitStrategy(Wait.ForUnixContainer().AddCustomWaitStrategy(
            new GrpcAnswer(EndpointOf, cancellation),
            wait => wait.WithInterval(PollInterval).WithTimeout(StartLimit)));

    private static void Confine(CreateContainerParameters create)
    {
        create.User = User;
        // A second process every few seconds would disturb what is measured; the suite asks by itself.
        create.Healthcheck = new HealthcheckConfig { Test = ["NONE"] };
        var host = create.HostConfig!;
        host.ReadonlyRootfs = true;
        host.CapDrop = ["ALL"];
        host.SecurityOpt = ["no-new-privileges"];
        host.PidsLimit = 256;
        foreach (var binding in host.PortBindings!.Values.SelectMany(bindings => bindings))
            binding.HostIP = IPAddress.Loopback.ToString();
        // Files can be copied into a volume only, where the root file system cannot be written. It has no name and goes with the container.
        host.Mounts = [.. host.Mounts ?? [], new Mount { Type = "volume", Target = DeviceFolder }];
    }

    private static Uri EndpointOf(IContainer container) =>
        new(string.Create(CultureInfo.InvariantCulture, $"http://{IPAddress.Loopback}:{container.GetMappedPublicPort(Port)}"));

    private static string Why(string image, Exception e) => e switch
    {
        ContainerNotRunningException => $"the simulator in a container of {image} ended instead of serving",
        TimeoutException => string.Create(CultureInfo.InvariantCulture, $"the container of {image} runs, but has answered no GetAudioInfo on this machine's loopback address for {StartLimit.TotalSeconds:0} s"),
        DockerImageNotFoundException => $"the image {image} is neither on this machine nor in its registry",
        _ => $"the container of {image} cannot be started: {e.Message.ReplaceLineEndings(" ").Trim()}",
    };

    private async Task<string> TryReadLogAsync()
    {
        try
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5));
            return await ReadLogAsync(limit.Token);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // It was never created, or the engine is gone: the reason is already being told.
            return "";
        }
    }
}
