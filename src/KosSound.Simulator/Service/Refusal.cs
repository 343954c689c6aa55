using Grpc.Core;

namespace KosSound.Simulator.Service;

/// <summary>The ways a call is turned down.</summary>
internal static class Refusal
{
    public static RpcException InvalidArgument(string detail) => new(new Status(StatusCode.InvalidArgument, detail));

    public static RpcException Malformed(string detail) => InvalidArgument($"the message is not valid protobuf: {detail}");

    public static RpcException FailedPrecondition(string detail) => new(new Status(StatusCode.FailedPrecondition, detail));

    public static RpcException Overflow(string detail) => new(new Status(StatusCode.ResourceExhausted, detail));

    public static RpcException ShuttingDown() => new(new Status(StatusCode.Unavailable, "the device is shutting down"));

    public static RpcException Cancelled() => new(new Status(StatusCode.Cancelled, "the call was cancelled"));

    public static RpcException Broken(Exception e) => new(new Status(StatusCode.Internal, $"the simulator failed: {e.GetType().Name}: {e.Message}"));
}
