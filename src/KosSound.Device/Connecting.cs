using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Google.Protobuf.WellKnownTypes;

namespace KosSound.Device;

/// <summary>Name, connection, protocol, service: the first of them that fails is named.</summary>
internal sealed class Connecting(SoundDevice device, CancellationToken cancellationToken)
{
    private const string Request = "connect";
    private readonly DeviceOptions _options = device.Options;

    public async Task RunAsync()
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(_options.ConnectTimeout);
        var addresses = await ResolveAsync(deadline.Token);
        await KnockAsync(addresses, deadline.Token);
        await MeetServiceAsync(deadline.Token);
    }

    private async Task<IPAddress[]> ResolveAsync(CancellationToken deadline)
    {
        var host = _options.Endpoint.IdnHost;
        try
        {
            // Some resolvers do not heed cancellation.
            return await Dns.GetHostAddressesAsync(host, deadline).WaitAsync(deadline);
        }
        catch (SocketException e)
        {
            throw Unreachable($"the name '{host}' is not known ({e.Message}); check its spelling, or give an address", e);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw Unreachable($"the name '{host}' did not resolve within {Seconds()}; check the name server, or give an address", e);
        }
    }

    private async Task KnockAsync(IPAddress[] addresses, CancellationToken deadline)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(addresses, _options.Endpoint.Port, deadline);
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionRefused)
        {
            throw Unreachable($"nothing listens on port {_options.Endpoint.Port}; start the robot's server, or check the port", e);
        }
        catch (SocketException e)
        {
            throw Unreachable($"{e.Message}; check that the robot is on and in the same network", e);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw Unreachable($"no connection within {Seconds()}; check that the robot is on and in the same network", e);
        }
    }

    private async Task MeetServiceAsync(CancellationToken deadline)
    {
        try
        {
            await device.AskAsync("GetAudioInfo", options => device.Client.GetAudioInfoAsync(new Empty(), options), Timeout.InfiniteTimeSpan, deadline);
        }
        catch (SoundDeviceException e) when (e.Kind is FailureKind.NoService)
        {
            throw Refused(FailureKind.NoService, "a gRPC server answers, but does not offer kos.sound.SoundService; check the port and the server's version", e);
        }
        catch (SoundDeviceException e) when (e.Kind is FailureKind.NotGrpc or FailureKind.Lost or FailureKind.Unreachable or FailureKind.Protocol)
        {
            throw Refused(FailureKind.NotGrpc, "the port is open, but no plaintext HTTP/2 gRPC server answers there; check that the port belongs to the robot's server", e);
        }
        catch (SoundDeviceException)
        {
            // The service is there and says something of its own.
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw Refused(FailureKind.DeadlineExceeded, $"the port is open, but GetAudioInfo was not answered within {Seconds()}; check that the port belongs to the robot's server, and its log", e);
        }
    }

    private SoundDeviceException Unreachable(string why, Exception inner) => Refused(FailureKind.Unreachable, why, inner);

    private SoundDeviceException Refused(FailureKind kind, string why, Exception inner) => new(kind, Request, $"{device.Where}: {why}", inner);

    private string Seconds() => string.Create(CultureInfo.InvariantCulture, $"{_options.ConnectTimeout.TotalSeconds:0.#} s");
}
