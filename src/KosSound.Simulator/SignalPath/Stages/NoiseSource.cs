namespace KosSound.Simulator.SignalPath.Stages;

/// <summary>Random numbers, the same on every machine for the same seed.</summary>
/// <remarks>xoroshiro128+ (Blackman &amp; Vigna, ACM TOMS 47(4), 2021); normal numbers by Marsaglia's polar method.</remarks>
internal sealed class NoiseSource
{
    private ulong _a;
    private ulong _b;
    private double? _spare;

    public NoiseSource(int seed)
    {
        _a = ((ulong)(uint)Seeds.Derive(seed, 0, 1) << 32) | (uint)Seeds.Derive(seed, 0, 2);
        _b = ((ulong)(uint)Seeds.Derive(seed, 0, 3) << 32) | (uint)Seeds.Derive(seed, 0, 4) | 1;
    }

    /// <summary>Evenly spread over 0 up to 1.</summary>
    public double Uniform()
    {
        var result = _a + _b;
        var mixed = _a ^ _b;
        _a = ulong.RotateLeft(_a, 24) ^ mixed ^ (mixed << 16);
        _b = ulong.RotateLeft(mixed, 37);
        return (result >> 11) * (1.0 / (1UL << 53));
    }

    /// <summary>Normally spread, mean 0, variance 1.</summary>
    public double Normal()
    {
        if (_spare is { } spare)
        {
            _spare = null;
            return spare;
        }
        while (true)
        {
            var (u, v) = ((2 * Uniform()) - 1, (2 * Uniform()) - 1);
            var square = (u * u) + (v * v);
            if (square is >= 1 or 0)
                continue;
            var scale = Math.Sqrt(-2 * Math.Log(square) / square);
            _spare = v * scale;
            return u * scale;
        }
    }
}
