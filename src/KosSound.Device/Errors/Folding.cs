using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Grpc.Core;
using KOS.Common;

namespace KosSound.Device.Errors;

/// <summary>Turns what the libraries throw and what the device answers into <see cref="SoundDeviceException"/>.</summary>
internal static class Folding
{
    private const int LongestDeviceText = 300;

    /// <summary>Folds any exception of a call; cancellation by the caller is handed on as such.</summary>
    public static Exception Fold(Exception exception, string request, string where, CancellationToken callersToken)
    {
        if (callersToken.IsCancellationRequested && exception is OperationCanceledException or RpcException { StatusCode: StatusCode.Cancelled })
            return new OperationCanceledException($"{request} at {where} was cancelled", exception, callersToken);
        return exception switch
        {
            SoundDeviceException folded => folded,
            RpcException rpc => FromStatus(rpc, request, where),
            OperationCanceledException => Broken(request, where, exception),
            HttpRequestException or IOException or SocketException or ObjectDisposedException => Broken(request, where, exception),
            InvalidOperationException => Broken(request, where, exception),
            _ => exception,
        };
    }

    /// <summary>No answer within the time.</summary>
    public static SoundDeviceException TimedOut(string request, string where, TimeSpan waited, string hint) =>
        new(FailureKind.DeadlineExceeded, request, string.Create(CultureInfo.InvariantCulture, $"{request} at {where}: no answer within {waited.TotalSeconds:0.#} s; {hint}"));

    /// <summary>An answer that carries an error, or success = false.</summary>
    public static SoundDeviceException InBand(string request, string where, Error? error)
    {
        var text = Printable(error?.Message);
        var said = error is null ? "success = false without an error" : $"in-band error {error.Code}{Quoted(text)}";
        return new SoundDeviceException(FailureKind.InBand, request, $"{request} at {where}: {said}; {Advice(FailureKind.InBand)}")
        {
            ErrorCode = error?.Code,
            DeviceText = text,
        };
    }

    private static SoundDeviceException FromStatus(RpcException rpc, string request, string where)
    {
        var kind = KindOf(rpc);
        var fromDevice = kind is not (FailureKind.Unreachable or FailureKind.Lost or FailureKind.NotGrpc or FailureKind.Protocol);
        var text = fromDevice ? Printable(rpc.Status.Detail) : "";
        var said = fromDevice ? $"status {rpc.StatusCode}{Quoted(text)}" : Cause(rpc);
        return new SoundDeviceException(kind, request, $"{request} at {where}: {said}; {Advice(kind)}", rpc)
        {
            StatusCode = rpc.StatusCode,
            DeviceText = text,
        };
    }

    private static FailureKind KindOf(RpcException rpc)
    {
        if (Find<SocketException>(rpc) is { } socket)
            return socket.SocketErrorCode is SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown or SocketError.OperationAborted
                ? FailureKind.Lost
                : FailureKind.Unreachable;
        if (Find<HttpProtocolException>(rpc) is not null && rpc.StatusCode == StatusCode.Internal)
            return FailureKind.Protocol;
        if (rpc.Status.DebugException is HttpRequestException or IOException or OperationCanceledException)
            return Find<HttpRequestException>(rpc) is { HttpRequestError: HttpRequestError.HttpProtocolError or HttpRequestError.VersionNegotiationError or HttpRequestError.InvalidResponse }
                ? FailureKind.NotGrpc
                : FailureKind.Lost;
        if (rpc.Status.Detail.StartsWith("Bad gRPC response", StringComparison.Ordinal))
            return FailureKind.NotGrpc;
        return rpc.StatusCode switch
        {
            StatusCode.InvalidArgument or StatusCode.FailedPrecondition or StatusCode.OutOfRange or StatusCode.PermissionDenied
                or StatusCode.Unauthenticated or StatusCode.NotFound => FailureKind.Refused,
            StatusCode.ResourceExhausted or StatusCode.AlreadyExists or StatusCode.Aborted => FailureKind.Busy,
            StatusCode.Unavailable => FailureKind.Unavailable,
            StatusCode.DeadlineExceeded => FailureKind.DeadlineExceeded,
            StatusCode.Unimplemented => FailureKind.NoService,
            _ => FailureKind.Failed,
        };
    }

    private static SoundDeviceException Broken(string request, string where, Exception exception) =>
        new(FailureKind.Lost, request, $"{request} at {where}: the call broke off ({Innermost(exception)}); {Advice(FailureKind.Lost)}", exception);

    private static string Cause(RpcException rpc) =>
        rpc.Status.DebugException is { } cause ? $"the call broke off ({Innermost(cause)})" : $"not a gRPC answer ({Printable(rpc.Status.Detail)})";

    private static string Advice(FailureKind kind) => kind switch
    {
        FailureKind.Unreachable => "check that the robot is on, the address right and the port open",
        FailureKind.NotGrpc => "check that the port belongs to the robot's gRPC server (plaintext HTTP/2)",
        FailureKind.NoService => "check that the server offers kos.sound.SoundService",
        FailureKind.Refused or FailureKind.InBand => "the device refused the request",
        FailureKind.Busy => "check that nothing else uses the device",
        FailureKind.Unavailable => "the device says it cannot serve now: try again, or look at its log",
        FailureKind.DeadlineExceeded => "look at the device's log for what it waits for",
        FailureKind.Lost => "check the network, and whether the device's service died",
        _ => "look at the device's log",
    };

    private static T? Find<T>(RpcException rpc)
        where T : Exception
    {
        for (var cause = rpc.Status.DebugException; cause is not null; cause = cause.InnerException)
        {
            if (cause is T found)
                return found;
        }

        return null;
    }

    private static string Innermost(Exception exception)
    {
        while (exception.InnerException is { } inner)
            exception = inner;
        return Printable(exception.Message);
    }

    private static string Quoted(string text) => text.Length == 0 ? "" : $" \"{text}\"";

    /// <summary>One line without control characters, of bounded length: the device decides what it says, not how it looks.</summary>
    public static string Printable(string? text)
    {
        var line = new StringBuilder();
        foreach (var rune in (text ?? "").EnumerateRunes())
        {
            if (line.Length >= LongestDeviceText)
                return line.Append('…').ToString();
            line.Append(Rune.IsControl(rune) ? " " : rune.ToString());
        }

        return line.ToString().Trim();
    }
}
