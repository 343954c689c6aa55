namespace KosSound.Simulator.Engine;

/// <summary>A bounded queue of bytes. Not thread-safe.</summary>
internal sealed class ByteRing
{
    private readonly byte[] _bytes;
    private int _head;

    /// <param name="capacity">Most bytes it holds, at least 1.</param>
    public ByteRing(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _bytes = new byte[capacity];
    }

    /// <summary>Bytes held.</summary>
    public int Count { get; private set; }

    /// <summary>Bytes that can still be put in.</summary>
    public int Room => _bytes.Length - Count;

    /// <summary>Puts in as much as there is room for, and tells how much.</summary>
    public int Put(ReadOnlySpan<byte> bytes)
    {
        var count = Math.Min(bytes.Length, Room);
        var tail = (_head + Count) % _bytes.Length;
        var first = Math.Min(count, _bytes.Length - tail);
        bytes[..first].CopyTo(_bytes.AsSpan(tail));
        bytes[first..count].CopyTo(_bytes);
        Count += count;
        return count;
    }

    /// <summary>Takes the oldest bytes out, as many as <paramref name="into"/> holds or there are, and tells how many.</summary>
    public int Take(Span<byte> into)
    {
        var count = Math.Min(into.Length, Count);
        var first = Math.Min(count, _bytes.Length - _head);
        _bytes.AsSpan(_head, first).CopyTo(into);
        _bytes.AsSpan(0, count - first).CopyTo(into[first..]);
        _head = (_head + count) % _bytes.Length;
        Count -= count;
        return count;
    }

    public void Clear() => (_head, Count) = (0, 0);
}
