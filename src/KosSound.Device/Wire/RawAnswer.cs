using System.Globalization;
using Grpc.Core;

namespace KosSound.Device.Wire;

/// <summary>What came back on a raw HTTP/2 stream.</summary>
public sealed record RawAnswer
{
    /// <summary>HTTP status; null when the stream or the connection was reset before one came.</summary>
    public int? HttpStatus { get; init; }

    /// <summary>gRPC status of trailers or headers; null when there was none.</summary>
    public StatusCode? GrpcStatus { get; init; }

    /// <summary>The device's message beside the status, possibly empty.</summary>
    public string GrpcMessage { get; init; } = "";

    /// <summary>Bytes of the body.</summary>
    public long BodyBytes { get; init; }

    /// <summary>How the stream broke, when it did.</summary>
    public string? Broken { get; init; }

    /// <summary>True when nothing ended the stream in time.</summary>
    public bool Silent { get; init; }

    /// <summary>True when the answer says that the request was wrong: a status other than OK, an HTTP error, or a reset.</summary>
    public bool IsError => !Silent && (Broken is not null || HttpStatus is not 200 || GrpcStatus is not StatusCode.OK and not null);

    /// <summary>The status a gRPC client makes of it (mapping of HTTP statuses: grpc/doc/http-grpc-status-mapping.md).</summary>
    public StatusCode? EffectiveStatus => GrpcStatus ?? HttpStatus switch
    {
        400 => StatusCode.Internal,
        401 => StatusCode.Unauthenticated,
        403 => StatusCode.PermissionDenied,
        404 => StatusCode.Unimplemented,
        429 or 502 or 503 or 504 => StatusCode.Unavailable,
        200 or null => null,
        _ => StatusCode.Unknown,
    };

    public override string ToString() =>
        Silent ? "silence"
        : Broken is not null ? $"a reset ({Broken})"
        : GrpcStatus is { } status ? $"status {status}{(GrpcMessage.Length > 0 ? $" \"{GrpcMessage}\"" : "")}"
        : string.Create(CultureInfo.InvariantCulture, $"HTTP {HttpStatus} without gRPC status");
}
