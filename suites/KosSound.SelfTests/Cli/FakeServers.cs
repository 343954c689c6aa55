using System.Net;
using System.Net.Sockets;
using System.Text;

namespace KosSound.SelfTests.Cli;

/// <summary>Accepts connections and never says a word.</summary>
internal sealed class DeafListener : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public DeafListener() => _listener.Start();

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public void Dispose() => _listener.Dispose();
}

/// <summary>Speaks HTTP/1.1 and nothing else.</summary>
internal sealed class OldWebServer : IDisposable
{
    private static readonly byte[] Answer = Encoding.ASCII.GetBytes("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public OldWebServer()
    {
        _listener.Start();
        _ = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public void Dispose() => _listener.Dispose();

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync();
                var request = new byte[1024];
                await client.GetStream().ReadAtLeastAsync(request, 1, throwOnEndOfStream: false);
                await client.GetStream().WriteAsync(Answer);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or IOException)
        {
            // Disposed of: the test is over.
        }
    }
}
