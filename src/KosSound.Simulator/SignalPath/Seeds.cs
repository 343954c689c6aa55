namespace KosSound.Simulator.SignalPath;

/// <summary>Derives independent seeds from one, the same ones in every process.</summary>
public static class Seeds
{
    /// <summary>A seed for the given place.</summary>
    /// <param name="seed">The seed of the whole device.</param>
    /// <param name="stream">Which stream of the device: plays and recordings are counted from 0.</param>
    /// <param name="place">Which stage of the stream.</param>
    /// <remarks>SplitMix64 (Steele, Lea &amp; Flood, OOPSLA 2014), run over the three numbers.</remarks>
    public static int Derive(int seed, long stream, int place)
    {
        var state = Mix((ulong)(uint)seed + 0x9E37_79B9_7F4A_7C15);
        state = Mix(state ^ (ulong)stream);
        state = Mix(state ^ ((ulong)(uint)place << 32));
        return (int)(state & 0x7FFF_FFFF);
    }

    private static ulong Mix(ulong z)
    {
        z += 0x9E37_79B9_7F4A_7C15;
        z = (z ^ (z >> 30)) * 0xBF58_476D_1CE4_E5B9;
        z = (z ^ (z >> 27)) * 0x94D0_49BB_1331_11EB;
        return z ^ (z >> 31);
    }
}
