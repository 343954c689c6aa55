using System.Buffers.Binary;

namespace KosSound.SelfTests.Simulator.SignalPath.Outside;

/// <summary>A room of one wall as a WAV file: the direct sound and one echo, 32-bit floats.</summary>
internal static class RoomWave
{
    public static byte[] Of(int rateHz, int echoFrames, double echo)
    {
        var data = new byte[4 * (echoFrames + 1)];
        BinaryPrimitives.WriteSingleLittleEndian(data, 1);
        BinaryPrimitives.WriteSingleLittleEndian(data.AsSpan(4 * echoFrames), (float)echo);
        var head = new byte[44];
        "RIFF"u8.CopyTo(head);
        "WAVEfmt "u8.CopyTo(head.AsSpan(8));
        "data"u8.CopyTo(head.AsSpan(36));
        foreach (var (at, value) in new (int, int)[] { (4, 36 + data.Length), (16, 16), (20, 3 | (1 << 16)), (24, rateHz), (28, 4 * rateHz), (32, 4 | (32 << 16)), (40, data.Length) })
            BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(at), value);
        return [.. head, .. data];
    }
}
