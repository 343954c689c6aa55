using System.Net;
using KosSound.Device.Wire;

namespace KosSound.Device;

/// <summary>Where a device is and how long to wait for it.</summary>
public sealed record DeviceOptions
{
    /// <summary>Plaintext HTTP/2 address, for example <c>http://192.168.1.20:50051</c>.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>Longest wait for the name to resolve, the connection to open and the service to answer, in real time. Default 10 s.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Longest wait for an answer beyond the playing time of what was asked for. Default 10 s. Counts when both real time and
    /// <see cref="Time"/> have passed it, or when <see cref="Time"/> stands still for as long.
    /// </summary>
    public TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The clock of all stamps and all pacing.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Told about messages under way; does nothing unless the device lives in simulated time.</summary>
    public IClientTimeGate Gate { get; init; } = NoGate.Instance;

    /// <summary>Receives what goes over the wire; null keeps nothing.</summary>
    public WireTrace? Trace { get; init; }

    /// <summary>Reads <c>HOST:PORT</c>, <c>HOST</c> (port 50051), <c>[IPv6]:PORT</c> or <c>http://HOST:PORT</c>.</summary>
    /// <exception cref="FormatException">Neither of these; the message says what is wrong.</exception>
    public static Uri ParseEndpoint(string target)
    {
        ArgumentNullException.ThrowIfNull(target);
        var text = target.Trim();
        if (IPAddress.TryParse(text, out var address) && address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 && !text.StartsWith('['))
            text = $"[{text}]";
        if (text.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
            throw new FormatException($"target '{target}': the service speaks plaintext HTTP/2; say HOST:PORT or http://HOST:PORT");
        if (!text.Contains("://", StringComparison.Ordinal))
            text = "http://" + text;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttp || uri.Host.Length == 0 || uri.PathAndQuery != "/" || uri.UserInfo.Length > 0)
            throw new FormatException($"target '{target}' is not an address: say HOST:PORT, for example 192.168.1.20:50051");
        var hasPort = !uri.IsDefaultPort || text.EndsWith(":80", StringComparison.Ordinal) || text.EndsWith(":80/", StringComparison.Ordinal);
        var port = hasPort ? uri.Port : DefaultPort;
        return port is > 0 and <= 65535
            ? new UriBuilder(Uri.UriSchemeHttp, uri.Host, port).Uri
            : throw new FormatException($"target '{target}': port {port} is outside 1 … 65535");
    }

    /// <summary>The port robots listen on by convention.</summary>
    public const int DefaultPort = 50051;
}
