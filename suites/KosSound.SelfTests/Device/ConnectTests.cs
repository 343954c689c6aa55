using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using FluentAssertions;
using KosSound.Device;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using NUnit.Framework;

namespace KosSound.SelfTests.Device;

[TestFixture]
[Parallelizable(ParallelScope.All)]
public class ConnectTests
{
    [Test]
    public async Task a_device_is_met_and_says_what_it_can()
    {
        await using var server = await FakeServer.StartAsync(new FakeSoundService());
        await using var device = await server.ConnectAsync();

        var capabilities = await device.GetCapabilitiesAsync();

        capabilities.Playback.Formats.Select(f => f.Id).Should().Equal("48000Hz-16bit-2ch");
        device.Where.Should().Be($"127.0.0.1:{server.Endpoint.Port}");
    }

    [Test]
    public async Task a_closed_port_is_one_line()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        var port = ((IPEndPoint)probe.LocalEndpoint).Port;
        probe.Stop();

        var failure = await FailureAsync(new Uri($"http://127.0.0.1:{port}"));

        failure.Kind.Should().Be(FailureKind.Unreachable);
        failure.Message.Should().Be($"127.0.0.1:{port}: nothing listens on port {port}; start the robot's server, or check the port");
    }

    [Test]
    public async Task a_silent_host_is_given_up_after_the_connect_timeout()
    {
        // A listener whose queue is full drops every further attempt, as an unroutable address does.
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(0);
        var filling = new List<Socket>();
        try
        {
            for (var full = false; !full && filling.Count < 16;)
            {
                var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                filling.Add(client);
                using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
                full = await client.ConnectAsync(listener.LocalEndPoint!, patience.Token).AsTask().ContinueWith(t => t.IsCanceled, TaskScheduler.Default);
            }

            var began = Stopwatch.GetTimestamp();
            var failure = await FailureAsync(new Uri($"http://{listener.LocalEndPoint}"), TimeSpan.FromSeconds(1));

            failure.Kind.Should().Be(FailureKind.Unreachable, because: failure.Message);
            failure.Message.Should().Be($"{listener.LocalEndPoint}: no connection within 1 s; check that the robot is on and in the same network");
            Stopwatch.GetElapsedTime(began).Should().BeLessThan(TimeSpan.FromSeconds(10));
        }
        finally
        {
            filling.ForEach(client => client.Dispose());
        }
    }

    [Test]
    public async Task a_listener_that_says_nothing_is_given_up_after_the_connect_timeout()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();

        var failure = await FailureAsync(new Uri($"http://{silent.LocalEndpoint}"), TimeSpan.FromSeconds(1));

        failure.Kind.Should().Be(FailureKind.DeadlineExceeded);
        failure.Message.Should().Contain("the port is open").And.Contain("within 1 s");
    }

    [Test]
    public async Task an_http1_server_is_named_as_such()
    {
        await using var server = await FakeServer.StartAsync(HttpProtocols.Http1, app => app.MapGet("/", () => "hello"));

        var failure = await FailureAsync(server.Endpoint);

        failure.Kind.Should().Be(FailureKind.NotGrpc);
        failure.Message.Should().Contain("no plaintext HTTP/2 gRPC server answers there");
    }

    [Test]
    public async Task an_http2_server_without_grpc_is_named_as_such()
    {
        await using var server = await FakeServer.StartAsync(HttpProtocols.Http2, app => app.MapFallback(() => Results.NotFound()));

        var failure = await FailureAsync(server.Endpoint);

        failure.Kind.Should().Be(FailureKind.NotGrpc, because: failure.Message);
    }

    [Test]
    public async Task a_grpc_server_without_the_service_is_named_as_such()
    {
        await using var server = await FakeServer.StartAsync(HttpProtocols.Http2, app => app.MapGrpcService<FakeEmptyService>());

        var failure = await FailureAsync(server.Endpoint);

        failure.Kind.Should().Be(FailureKind.NoService, because: failure.Message);
        failure.Message.Should().Contain("kos.sound.SoundService");
    }

    [Test]
    public async Task an_unknown_name_is_one_line()
    {
        var failure = await FailureAsync(new Uri("http://no-such-robot.invalid:50051"), TimeSpan.FromSeconds(5));

        failure.Kind.Should().Be(FailureKind.Unreachable);
        failure.Message.Should().StartWith("no-such-robot.invalid:50051: the name 'no-such-robot.invalid' ");
    }

    [Test]
    public async Task an_error_of_the_device_itself_does_not_prevent_connecting()
    {
        var service = new FakeSoundService { Info = () => new() { Error = new KOS.Common.Error { Code = KOS.Common.ErrorCode.HardwareFailure, Message = "codec" } } };
        await using var server = await FakeServer.StartAsync(service);
        await using var device = await server.ConnectAsync();

        var ask = () => device.GetCapabilitiesAsync();

        var failure = (await ask.Should().ThrowAsync<SoundDeviceException>()).Which;
        failure.ErrorCode.Should().Be(KOS.Common.ErrorCode.HardwareFailure);
        failure.Message.Should().Contain("in-band error HardwareFailure \"codec\"");
    }

    [Test]
    public async Task the_caller_may_cancel_connecting()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));

        var connect = () => SoundDevice.ConnectAsync(new DeviceOptions { Endpoint = new Uri($"http://{silent.LocalEndpoint}") }, cancel.Token);

        await connect.Should().ThrowAsync<OperationCanceledException>();
    }

    [TestCase("robot", "http://robot:50051/")]
    [TestCase("robot:80", "http://robot:80/")]
    [TestCase("192.168.1.20:1234", "http://192.168.1.20:1234/")]
    [TestCase("[::1]:1234", "http://[::1]:1234/")]
    [TestCase("::1", "http://[::1]:50051/")]
    [TestCase("http://robot:50052/", "http://robot:50052/")]
    public void a_target_is_read(string target, string endpoint) => DeviceOptions.ParseEndpoint(target).Should().Be(new Uri(endpoint));

    [TestCase("https://robot:50051")]
    [TestCase("")]
    [TestCase("robot:notaport")]
    [TestCase("robot:0")]
    [TestCase("robot:70000")]
    [TestCase("robot:50051/path")]
    [TestCase("ftp://robot")]
    public void a_wrong_target_is_named(string target)
    {
        var read = () => DeviceOptions.ParseEndpoint(target);

        read.Should().Throw<FormatException>().WithMessage($"target '{target}'*");
    }

    private static async Task<SoundDeviceException> FailureAsync(Uri endpoint, TimeSpan? timeout = null)
    {
        var connect = async () => await (await SoundDevice.ConnectAsync(new DeviceOptions { Endpoint = endpoint, ConnectTimeout = timeout ?? TimeSpan.FromSeconds(10) })).DisposeAsync();
        var failure = (await connect.Should().ThrowAsync<SoundDeviceException>()).Which;
        failure.Message.Should().NotContainAny("\n", "\r", "   at ");
        return failure;
    }
}
