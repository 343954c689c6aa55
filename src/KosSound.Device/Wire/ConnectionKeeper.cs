using System.Net.Sockets;

namespace KosSound.Device.Wire;

/// <summary>Opens the connections of a client and can break them.</summary>
internal sealed class ConnectionKeeper : IDisposable
{
    private readonly Lock _lock = new();
    private readonly List<Socket> _sockets = [];

    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
        }
        catch
        {
            socket.Dispose();
            throw;
        }

        lock (_lock)
        {
            _sockets.RemoveAll(s => !s.Connected);
            _sockets.Add(socket);
        }

        return new NetworkStream(socket, ownsSocket: true);
    }

    /// <summary>Breaks every connection with a TCP reset, without a word of HTTP/2.</summary>
    public void Cut()
    {
        Socket[] sockets;
        lock (_lock)
        {
            sockets = [.. _sockets];
            _sockets.Clear();
        }

        foreach (var socket in sockets)
            socket.Close(timeout: 0);
    }

    public void Dispose() => Cut();
}
