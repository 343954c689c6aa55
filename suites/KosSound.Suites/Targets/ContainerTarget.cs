using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using KosSound.Conformance.Configuration;
using KosSound.Conformance.Records;
using KosSound.Device;
using KosSound.Simulator.DeviceFiles;
using KosSound.Simulator.Hosting;
using KosSound.Suites.Containers;
using KosSound.Suites.Session;

namespace KosSound.Suites.Targets;

/// <summary>The simulator in a container started for this run and removed behind it.</summary>
public sealed class ContainerTarget : Target
{
    private readonly ContainerEngine _engine;
    private readonly SimulatorContainer _container;
    private readonly ContainerRequest _request;
    private readonly SessionOptions _options;
    private long _lateSeen;

    private ContainerTarget(ContainerEngine engine, SimulatorContainer container, ContainerRequest request, SessionOptions options)
    {
        _engine = engine;
        _container = container;
        _request = request;
        _options = options;
        ClientOptions = new DeviceOptions { Endpoint = container.Endpoint };
    }

    public override DeviceOptions ClientOptions { get; }

    public override string Kind => "container";

    public override string CommandLine => string.Join(' ', [$"--target {ShellWord.Quote(_options.Target)}", .. SimulatedDescription.Options(_options)]);

    public override bool LoopIsProven => true;

    public override IReadOnlyList<InputRecord> Inputs =>
    [
        new InputRecord($"image {_request.Image}", _container.ImageId[(_container.ImageId.IndexOf(':', StringComparison.Ordinal) + 1)..]),
        .. File.Exists(_options.DeviceFile) ? [new InputRecord(_options.DeviceFile, Convert.ToHexStringLower(SHA256.HashData(_request.DeviceFile.Span)))] : Array.Empty<InputRecord>(),
    ];

    /// <summary>Starts a container; it has answered a call when this returns.</summary>
    /// <param name="image">Name of the image; null for the one <c>image</c> builds.</param>
    /// <param name="options">Describe the device.</param>
    /// <param name="cancellation">Gives up; nothing is left behind.</param>
    /// <exception cref="ConfigurationException">The device file, a fault or the image's name is wrong.</exception>
    /// <exception cref="ContainerException">No engine, no image, or the container does not serve.</exception>
    public static async Task<ContainerTarget> StartAsync(string? image, SessionOptions options, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        // What is wrong with the device is said here, with the names it was given by, and not from within the container.
        SimulatedDescription.Read(options.DeviceFile, options.Faults);
        var request = new ContainerRequest
        {
            Image = ImageName.Check(image ?? ImageName.Default, "--target container"),
            DeviceFile = Encoding.UTF8.GetBytes(DeviceFile.Text(options.DeviceFile ?? "reference")),
            Faults = options.Faults,
            Seed = options.Seed ?? 1,
        };
        var engine = await ContainerEngine.FindAsync(cancellation);
        try
        {
            return new ContainerTarget(engine, await SimulatorContainer.StartAsync(engine, request, cancellation), request, options);
        }
        catch
        {
            engine.Dispose();
            throw;
        }
    }

    /// <summary>The simulator says in its log when it was late for want of a faster machine.</summary>
    public override string? TakeTrouble()
    {
        if (HealthLog.Last(Task.Run(ReadLogAsync).GetAwaiter().GetResult() ?? "") is not { } late || late.LateFrames + late.LateDeliveries == _lateSeen)
            return null;
        _lateSeen = late.LateFrames + late.LateDeliveries;
        return string.Create(CultureInfo.InvariantCulture, $"the simulator in the container was up to {late.MaxLateness.TotalMilliseconds:F0} ms late on this machine");
    }

    public override async Task<string?> ReadLogAsync()
    {
        try
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5));
            return $"container {_container.Id[..12]}, {await _container.DescribeStateAsync(limit.Token)}\n{await _container.ReadLogAsync(limit.Token)}";
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Engine or container is gone, which the run itself will say.
            return null;
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await _container.DisposeAsync();
        _engine.Dispose();
    }
}
