using System.Globalization;
using System.Security.Cryptography;
using KosSound.Conformance.Configuration;
using KosSound.Conformance.Records;
using KosSound.Device;
using KosSound.Simulator;
using KosSound.Simulator.Descriptions;
using KosSound.Suites.Session;

namespace KosSound.Suites.Targets;

/// <summary>The simulator inside this process, reached over a real loopback socket.</summary>
public sealed class EmbeddedTarget : Target
{
    private readonly SimulatedDevice _device;
    private readonly SessionOptions _options;
    private SimulatorHealth? _seen;

    private EmbeddedTarget(SimulatedDevice device, SessionOptions options)
    {
        _device = device;
        _options = options;
        ClientOptions = SimulatedGate.Connect(device);
    }

    public override DeviceOptions ClientOptions { get; }

    /// <summary>What the simulated device did late or stood still for.</summary>
    public SimulatorHealth Health => _device.Health;

    public override string Kind => "simulator";

    public override string CommandLine => string.Join(' ', SimulatedDescription.Options(_options));

    public override bool LoopIsProven => true;

    public override Func<CancellationToken, Task<Target>>? OpenInRealTime =>
        _options.RealTime ? null : async cancellation => await StartAsync(_options with { RealTime = true }, cancellation);

    public override IReadOnlyList<InputRecord> Inputs =>
        File.Exists(_options.DeviceFile) ? [new InputRecord(_options.DeviceFile, Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(_options.DeviceFile))))] : [];

    /// <summary>Starts the simulator on a free loopback port.</summary>
    /// <exception cref="ConfigurationException">The device file or a fault is wrong.</exception>
    public static Task<EmbeddedTarget> StartAsync(SessionOptions options, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        return StartAsync(options, SimulatedDescription.Read(options.DeviceFile, options.Faults), cancellation);
    }

    /// <summary>Starts a device that was described in another way.</summary>
    internal static async Task<EmbeddedTarget> StartAsync(SessionOptions options, DeviceDescription device, CancellationToken cancellation)
    {
        var simulator = new SimulatorOptions
        {
            TimeMode = options.RealTime ? TimeMode.RealTime : TimeMode.Simulated,
            Seed = options.Seed ?? 1,
        };
        return new EmbeddedTarget(await SimulatedDevice.StartAsync(device, simulator, cancellation), options);
    }

    public override string? TakeTrouble()
    {
        var (before, now) = (_seen, _device.Health);
        _seen = now;
        if (now.Stalls > (before?.Stalls ?? 0))
            return $"simulated time ran out of patience with this machine: {now.LatestStall}";
        return now.LateFrames + now.LateDeliveries > (before?.LateFrames ?? 0) + (before?.LateDeliveries ?? 0)
            ? string.Create(CultureInfo.InvariantCulture, $"the simulator itself was up to {now.MaxLateness.TotalMilliseconds:F0} ms late on this machine")
            : null;
    }

    public override ValueTask DisposeAsync() => _device.DisposeAsync();
}
