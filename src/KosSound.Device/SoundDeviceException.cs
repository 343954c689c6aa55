using Grpc.Core;
using KOS.Common;
using KosSound.Device.Errors;

namespace KosSound.Device;

/// <summary>How a device failed a request.</summary>
public enum FailureKind
{
    /// <summary>No connection: name unknown, port closed, host silent.</summary>
    Unreachable,

    /// <summary>Something else than HTTP/2 with gRPC listens there.</summary>
    NotGrpc,

    /// <summary>A gRPC server without the service or the method.</summary>
    NoService,

    /// <summary>The request was understood and refused: INVALID_ARGUMENT, FAILED_PRECONDITION, OUT_OF_RANGE, PERMISSION_DENIED, UNAUTHENTICATED, NOT_FOUND.</summary>
    Refused,

    /// <summary>Another call holds what this one needs: RESOURCE_EXHAUSTED, ALREADY_EXISTS, ABORTED.</summary>
    Busy,

    /// <summary>The device says UNAVAILABLE.</summary>
    Unavailable,

    /// <summary>No answer in time.</summary>
    DeadlineExceeded,

    /// <summary>The answer carries an error, or success = false.</summary>
    InBand,

    /// <summary>The connection or the call broke off.</summary>
    Lost,

    /// <summary>The answer breaks gRPC or HTTP/2, or more came than was asked for.</summary>
    Protocol,

    /// <summary>The device reports a defect of its own: INTERNAL, UNKNOWN, DATA_LOSS, CANCELLED.</summary>
    Failed,
}

/// <summary>
/// The one way in which a device fails a request: folds gRPC status, in-band error and broken connections. Its message is one
/// line: what was asked where, what came back, what to do.
/// </summary>
public sealed class SoundDeviceException : Exception
{
    public SoundDeviceException(FailureKind kind, string request, string message, Exception? inner = null)
        : base(message, inner)
    {
        Kind = kind;
        Request = request;
    }

    /// <summary>The failure of an answer that carries an error, or success = false.</summary>
    public static SoundDeviceException InBand(string request, string where, Error? error) => Folding.InBand(request, where, error);

    private SoundDeviceException()
        : this(FailureKind.Failed, "", "")
    {
    }

    /// <summary>How it failed.</summary>
    public FailureKind Kind { get; }

    /// <summary>What was asked for, for example <c>PlayAudio 48000Hz-16bit-2ch</c>.</summary>
    public string Request { get; }

    /// <summary>The gRPC status; null when the failure came in-band or no status was received.</summary>
    public StatusCode? StatusCode { get; init; }

    /// <summary>The in-band error code; null when the failure was not in-band or carried no error.</summary>
    public ErrorCode? ErrorCode { get; init; }

    /// <summary>What the device itself said, possibly empty.</summary>
    public string DeviceText { get; init; } = "";

    /// <summary>True when the device said, by status or in-band, that the request is invalid.</summary>
    public bool IsInvalidArgument => StatusCode == Grpc.Core.StatusCode.InvalidArgument || ErrorCode == KOS.Common.ErrorCode.InvalidArgument;
}
