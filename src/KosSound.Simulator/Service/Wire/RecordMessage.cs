using System.Buffers;
using Google.Protobuf;
using Grpc.Core;
using KOS.Common;
using KOS.Sound;

namespace KosSound.Simulator.Service.Wire;

/// <summary>A RecordAudioResponse that carries audio and is used again for every message of a stream.</summary>
internal sealed class RecordMessage
{
    private const byte AudioTag = (1 << 3) | 2;
    private const int LongestVarint = 5;

    /// <summary>Its PCM; may change once the message was written.</summary>
    public ReadOnlyMemory<byte> Audio { get; set; }

    /// <summary>What went wrong; null when nothing did.</summary>
    public Error? Error { get; init; }

    /// <summary>Writes the protobuf encoding of a RecordAudioResponse.</summary>
    public void Serialize(SerializationContext context)
    {
        Span<byte> head = stackalloc byte[1 + LongestVarint];
        head = head[..(Audio.IsEmpty ? 0 : WriteHead(head, (uint)Audio.Length))];
        var error = Error is null ? [] : new RecordAudioResponse { Error = Error }.ToByteArray();
        context.SetPayloadLength(head.Length + Audio.Length + error.Length);
        var writer = context.GetBufferWriter();
        writer.Write(head);
        writer.Write(Audio.Span);
        writer.Write(error);
        context.Complete();
    }

    private static int WriteHead(Span<byte> head, uint length)
    {
        var count = 0;
        head[count++] = AudioTag;
        for (; length >= 0x80; length >>= 7)
            head[count++] = (byte)(length | 0x80);
        head[count++] = (byte)length;
        return count;
    }
}
