using System.Buffers.Binary;

namespace KosSound.Device.Wire;

/// <summary>Hand-made gRPC frames: compression flag, 4 bytes of length (big-endian), message.</summary>
public static class GrpcFrames
{
    /// <summary>Bytes before the message.</summary>
    public const int HeaderBytes = 5;

    /// <summary>A frame; flag and length may contradict the message.</summary>
    public static byte[] Frame(ReadOnlySpan<byte> message, byte flag = 0, uint? length = null)
    {
        var frame = new byte[HeaderBytes + message.Length];
        frame[0] = flag;
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(1), length ?? (uint)message.Length);
        message.CopyTo(frame.AsSpan(HeaderBytes));
        return frame;
    }
}
