using System.Buffers;

namespace KosSound.Device.Capture;

/// <summary>Bytes that grow by doubling in pooled memory. Not thread-safe.</summary>
internal sealed class PcmBuffer(int capacity)
{
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(Math.Max(capacity, 4096));

    /// <summary>Bytes held.</summary>
    public int Count { get; private set; }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > _bytes.Length - Count)
            Grow(Count + (long)bytes.Length);
        bytes.CopyTo(_bytes.AsSpan(Count));
        Count += bytes.Length;
    }

    /// <summary>Hands the memory over; the buffer must not be used any more, and the memory never returns to the pool.</summary>
    public ReadOnlyMemory<byte> HandOver() => _bytes.AsMemory(0, Count);

    /// <summary>A copy of what is held.</summary>
    public byte[] Copy() => _bytes.AsSpan(0, Count).ToArray();

    private void Grow(long needed)
    {
        var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(Array.MaxLength, Math.Max(needed, _bytes.Length * 2L)));
        _bytes.AsSpan(0, Count).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
