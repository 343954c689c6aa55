using System.Net;
using KosSound.Device;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace KosSound.SelfTests.Device;

/// <summary>A server on a free loopback port.</summary>
internal sealed class FakeServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private FakeServer(WebApplication app) => _app = app;

    public Uri Endpoint => new(_app.Urls.Single());

    public static Task<FakeServer> StartAsync(FakeSoundService service) => StartAsync(HttpProtocols.Http2, app => app.MapGrpcService<FakeSoundService>(), service);

    public static async Task<FakeServer> StartAsync(HttpProtocols protocols, Action<WebApplication> map, FakeSoundService? service = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = protocols));
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(service ?? new FakeSoundService());
        var app = builder.Build();
        map(app);
        await app.StartAsync();
        return new FakeServer(app);
    }

    public Task<SoundDevice> ConnectAsync(Func<DeviceOptions, DeviceOptions>? change = null)
    {
        var options = new DeviceOptions { Endpoint = Endpoint };
        return SoundDevice.ConnectAsync(change is null ? options : change(options));
    }

    /// <summary>Ends it at once, connections and all.</summary>
    public async Task KillAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        await _app.DisposeAsync();
    }
}
