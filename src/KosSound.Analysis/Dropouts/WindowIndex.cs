namespace KosSound.Analysis.Dropouts;

/// <summary>Finds where a short window of samples occurs in a sequence: all windows hashed, sorted by hash, then by place.</summary>
internal sealed class WindowIndex
{
    /// <summary>Length of a window in frames.</summary>
    public const int Window = 24;

    /// <summary>A window says something about its place only when it moves: frames that differ from the one before.</summary>
    private const int LeastChanges = 12;

    private const ulong Multiplier = 0x9E37_79B9_7F4A_7C15;
    private static readonly ulong Leaving = Power(Window);

    private readonly ulong[] _hashes;
    private readonly int[] _places;

    public WindowIndex(int[] samples)
    {
        var all = Hashes(samples);
        _places = [.. Moving(samples)];
        _hashes = [.. _places.Select(place => all[place])];
        Array.Sort(_hashes, _places);
        SortTies();
    }

    /// <summary>The hash of the window that begins at each frame; shorter than the samples by a window less one.</summary>
    public static ulong[] Hashes(ReadOnlySpan<int> samples)
    {
        var hashes = new ulong[Math.Max(0, samples.Length - Window + 1)];
        var hash = 0ul;
        for (var i = 0; i < samples.Length; i++)
        {
            hash = hash * Multiplier + Spread(samples[i]);
            if (i >= Window)
                hash -= Leaving * Spread(samples[i - Window]);
            if (i >= Window - 1)
                hashes[i - Window + 1] = hash;
        }
        return hashes;
    }

    /// <summary>Places with this hash at or after a frame, ascending; at most as many as asked for.</summary>
    public ReadOnlySpan<int> At(ulong hash, int from, int most)
    {
        var (low, high) = (0, _hashes.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (_hashes[middle] < hash || _hashes[middle] == hash && _places[middle] < from)
                low = middle + 1;
            else
                high = middle;
        }
        var end = low;
        while (end < _hashes.Length && end - low < most && _hashes[end] == hash)
            end++;
        return _places.AsSpan(low, end - low);
    }

    private static IEnumerable<int> Moving(int[] samples)
    {
        var changes = 0;
        for (var i = 1; i < samples.Length; i++)
        {
            if (samples[i] != samples[i - 1])
                changes++;
            if (i >= Window && samples[i - Window + 1] != samples[i - Window])
                changes--;
            if (i >= Window - 1 && changes >= LeastChanges)
                yield return i - Window + 1;
        }
    }

    /// <summary>Array.Sort is not stable: equal hashes get their places in ascending order here.</summary>
    private void SortTies()
    {
        for (var start = 0; start < _hashes.Length;)
        {
            var end = start + 1;
            while (end < _hashes.Length && _hashes[end] == _hashes[start])
                end++;
            if (end - start > 1)
                Array.Sort(_places, start, end - start);
            start = end;
        }
    }

    private static ulong Spread(int sample)
    {
        var x = ((ulong)(uint)sample + 1) * 0xD6E8_FEB8_6659_FD93;
        return x ^ x >> 32;
    }

    private static ulong Power(int exponent)
    {
        var power = 1ul;
        for (var i = 0; i < exponent; i++)
            power *= Multiplier;
        return power;
    }
}
