using System.Net;
using System.Runtime.InteropServices;
using KosSound.Simulator.Clock;
using KosSound.Simulator.Descriptions;
using KosSound.Simulator.Engine;
using KosSound.Simulator.Misbehaviours;
using KosSound.Simulator.Service;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace KosSound.Simulator;

/// <summary>A KOS sound device that exists in software only, reached over a real socket: plaintext HTTP/2.</summary>
public sealed class SimulatedDevice : IAsyncDisposable
{
    private static readonly TimeSpan StopLimit = TimeSpan.FromMilliseconds(500);

    private readonly WebApplication _server;
    private readonly SoundEngine _engine;
    private int _disposed;

    private SimulatedDevice(WebApplication server, SoundEngine engine)
    {
        _server = server;
        _engine = engine;
        var addresses = server.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses;
        Endpoint = new Uri(addresses.Single());
    }

    /// <summary>Where it listens, with the port it really has.</summary>
    public Uri Endpoint { get; }

    /// <summary>What it simulates.</summary>
    public DeviceDescription Description => _engine.Device;

    /// <summary>The clock clients in the same process stamp and pace by: the system's in real time, the device's in simulated time.</summary>
    public TimeProvider Time => _engine.Clock.Time;

    /// <summary>What it did late so far, for want of a faster machine.</summary>
    public SimulatorHealth Health => _engine.Health;

    /// <summary>Starts a device; it listens when this returns.</summary>
    /// <exception cref="SimulatorException">It cannot listen there; the message is one line.</exception>
    public static async Task<SimulatedDevice> StartAsync(
        DeviceDescription description, SimulatorOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(description);
        ArgumentNullException.ThrowIfNull(options);
        if (options.Port is < IPEndPoint.MinPort or > IPEndPoint.MaxPort)
            throw new SimulatorException($"port {options.Port} is outside 0 … 65535");
        DeviceClock clock = options.TimeMode == TimeMode.Simulated
            ? new SimulatedClock(description.Period, options.StallLimit)
            : new RealTimeClock(description.Period, options.LateTolerance);
        var engine = new SoundEngine(description, clock, options.Seed);
        var server = Build(engine, options);
        try
        {
            await server.StartAsync(cancellationToken);
            return new SimulatedDevice(server, engine);
        }
        catch (Exception e)
        {
            engine.Dispose();
            await server.DisposeAsync();
            throw e is IOException or System.Net.Sockets.SocketException ? CannotListen(options, e) : e;
        }
    }

    /// <summary>
    /// Tells a device in simulated time that its client is about to stamp and send a message to play. Every message is told of
    /// before its stamp is taken.
    /// </summary>
    public void PlayMessageLeaving() => _engine.Clock.PlayMessageLeaving();

    /// <summary>Tells a device in simulated time that its client has seen a play end, in whatever way.</summary>
    public void PlayEnded() => _engine.Clock.PlayEnded();

    /// <summary>Tells a device in simulated time that its client has stamped a recorded message of so many bytes of audio.</summary>
    public void RecordMessageStamped(long bytes) => _engine.Clock.RecordMessageStamped(bytes);

    /// <summary>A client in the same process has seen its recording end, or has given it up.</summary>
    public void RecordEnded() => _engine.Clock.RecordingAbandoned();

    /// <summary>Waits until the process is asked to end (SIGINT, SIGTERM) or the token is cancelled, and stops the device.</summary>
    public async Task WaitForShutdownAsync(CancellationToken cancellationToken = default)
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Ask);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Ask);
        await using (cancellationToken.UnsafeRegister(static state => ((TaskCompletionSource)state!).TrySetResult(), asked))
            await asked.Task;
        await DisposeAsync();

        void Ask(PosixSignalContext context)
        {
            context.Cancel = true;
            asked.TrySetResult();
        }
    }

    /// <summary>Ends all calls and stops listening, within a second.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        _engine.Dispose();
        using var limit = new CancellationTokenSource(StopLimit);
        await _server.StopAsync(limit.Token);
        await _server.DisposeAsync();
    }

    private static WebApplication Build(SoundEngine engine, SimulatorOptions options)
    {
        // Empty: no configuration file, environment variable or logger of the surroundings may change what the device does.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel => Configure(kestrel, options));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopLimit);
        builder.Services.AddLogging(logging => logging.ClearProviders());
        builder.Services.AddSingleton(new RelayedCalls(Calls(engine)));
        builder.Services.AddRoutingCore();
        builder.Services.AddGrpc();
        var server = builder.Build();
        HealthPage.Serve(server, engine);
        foreach (var wrong in engine.Device.Misbehaviours)
            wrong.SpoilHttp(server);
        server.UseRouting();
        server.MapGrpcService<RelayedCalls>();
        return server;
    }

    private static SoundCalls Calls(SoundEngine engine) =>
        engine.Device.Misbehaviours.Aggregate<Misbehaviour, SoundCalls>(new SoundEndpoint(engine), (calls, wrong) => wrong.Spoil(calls, engine));

    private static void Configure(KestrelServerOptions kestrel, SimulatorOptions options)
    {
        kestrel.AddServerHeader = false;
        // A device waits for slow senders and slow readers; its own buffers are the bound.
        kestrel.Limits.MinRequestBodyDataRate = null;
        kestrel.Limits.MinResponseDataRate = null;
        kestrel.Limits.Http2.InitialStreamWindowSize = 128 << 10;
        kestrel.Limits.Http2.InitialConnectionWindowSize = 1 << 20;
        kestrel.Limits.Http2.KeepAlivePingDelay = TimeSpan.FromSeconds(30);
        kestrel.Limits.Http2.KeepAlivePingTimeout = TimeSpan.FromSeconds(30);
        kestrel.Listen(options.Address, options.Port, listen =>
        {
            listen.Protocols = HttpProtocols.Http2;
            listen.Use(next => connection => PrefaceGuard.GuardAsync(connection, next));
        });
    }

    private static SimulatorException CannotListen(SimulatorOptions options, Exception e)
    {
        var why = e.InnerException is AddressInUseException || e is AddressInUseException
            ? "the port is in use; stop the other program or choose another port"
            : (e.InnerException ?? e).Message;
        return new SimulatorException($"cannot listen at {new IPEndPoint(options.Address, options.Port)}: {why}", e);
    }
}
