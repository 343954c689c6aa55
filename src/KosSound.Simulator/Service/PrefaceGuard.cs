using System.Buffers;
using Microsoft.AspNetCore.Connections;

namespace KosSound.Simulator.Service;

/// <summary>Drops connections that do not begin like HTTP; the server alone would keep them for minutes, saying nothing.</summary>
internal static class PrefaceGuard
{
    /// <summary>Longest wait for a client to begin.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>Longest first line of a client that does not speak HTTP/2 but may be told so.</summary>
    private const int LongestLine = 4_096;

    // RFC 9113, section 3.4.
    private static ReadOnlySpan<byte> Preface => "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8;

    private enum Beginning
    {
        Unclear,
        Http,
        Garbage,
    }

    /// <summary>Hands the connection on once it has begun like HTTP, with nothing of it consumed.</summary>
    public static async Task GuardAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        if (await BeginsLikeHttpAsync(connection))
            await next(connection);
        else
            connection.Abort(new ConnectionAbortedException("the client does not speak HTTP"));
    }

    private static async Task<bool> BeginsLikeHttpAsync(ConnectionContext connection)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(connection.ConnectionClosed);
        limit.CancelAfter(Limit);
        try
        {
            return await IsHttpAsync(connection, limit.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            return false;
        }
    }

    private static async Task<bool> IsHttpAsync(ConnectionContext connection, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await connection.Transport.Input.ReadAsync(cancellationToken);
            var beginning = Judge(read.Buffer);
            connection.Transport.Input.AdvanceTo(read.Buffer.Start, beginning == Beginning.Unclear ? read.Buffer.End : read.Buffer.Start);
            if (beginning != Beginning.Unclear)
                return beginning == Beginning.Http;
            if (read.IsCompleted)
                return false;
        }
    }

    /// <summary>The preface is HTTP/2; a line that begins with a word in capitals may be HTTP/1, which the server answers.</summary>
    private static Beginning Judge(in ReadOnlySequence<byte> received)
    {
        Span<byte> start = stackalloc byte[(int)Math.Min(received.Length, Preface.Length)];
        received.Slice(0, start.Length).CopyTo(start);
        if (Preface.StartsWith(start))
            return start.Length == Preface.Length ? Beginning.Http : Beginning.Unclear;
        if (start[0] is < (byte)'A' or > (byte)'Z' || received.Length > LongestLine)
            return Beginning.Garbage;
        return received.PositionOf((byte)'\n') is null ? Beginning.Unclear : Beginning.Http;
    }
}
