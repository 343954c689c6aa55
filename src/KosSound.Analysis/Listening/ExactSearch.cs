using System.Runtime.InteropServices;

namespace KosSound.Analysis.Listening;

/// <summary>
/// Finds stretches of played bytes in captured bytes. What was played must be noise, so that any 8 bytes of it give their
/// position. Every stretch of at least <see cref="ShortestBytes"/> is found; shorter ones may be missed.
/// </summary>
public static class ExactSearch
{
    private const int KeyBytes = 8;
    private const int StrideBytes = 16;

    /// <summary>Stretches of so many bytes and more are always found.</summary>
    public const int ShortestBytes = KeyBytes + StrideBytes - 1;

    /// <summary>A stretch in bytes.</summary>
    public readonly record struct ByteRun(int CaptureByte, int PlayedByte, int Bytes);

    /// <summary>Finds the stretches in order of the capture; they do not overlap in it.</summary>
    public static IReadOnlyList<ByteRun> Find(ReadOnlySpan<byte> played, ReadOnlySpan<byte> captured)
    {
        var index = IndexOf(played);
        var runs = new List<ByteRun>();
        var from = 0;
        for (var at = 0; at + KeyBytes <= captured.Length;)
        {
            var key = KeyAt(captured, at);
            if (key == 0)
            {
                // Silence: its end is the next candidate, and most of a capture is silence.
                var next = captured[(at + KeyBytes)..].IndexOfAnyExcept((byte)0);
                at = next < 0 ? captured.Length : at + next + 1;
                continue;
            }

            if (!index.TryGetValue(key, out var position))
            {
                at++;
                continue;
            }

            var run = Extend(played, captured, new ByteRun(at, position, KeyBytes), from);
            runs.Add(run);
            at = from = run.CaptureByte + run.Bytes;
        }

        return runs;
    }

    private static Dictionary<ulong, int> IndexOf(ReadOnlySpan<byte> played)
    {
        var index = new Dictionary<ulong, int>(played.Length / StrideBytes + 1);
        for (var at = 0; at + KeyBytes <= played.Length; at += StrideBytes)
        {
            if (KeyAt(played, at) is not 0 and var key)
                index.TryAdd(key, at);
        }

        return index;
    }

    private static ByteRun Extend(ReadOnlySpan<byte> played, ReadOnlySpan<byte> captured, ByteRun seed, int from)
    {
        var back = 0;
        while (seed.CaptureByte - back > from && seed.PlayedByte - back > 0 && captured[seed.CaptureByte - back - 1] == played[seed.PlayedByte - back - 1])
            back++;
        var ahead = captured[(seed.CaptureByte + seed.Bytes)..].CommonPrefixLength(played[(seed.PlayedByte + seed.Bytes)..]);
        return new ByteRun(seed.CaptureByte - back, seed.PlayedByte - back, back + seed.Bytes + ahead);
    }

    /// <summary>The bytes multiplied by an odd number, which is one to one: alike halves, as of channels that play the same, would all have one hash.</summary>
    private static ulong KeyAt(ReadOnlySpan<byte> bytes, int at) => MemoryMarshal.Read<ulong>(bytes[at..]) * 0x9E37_79B9_7F4A_7C15;
}
