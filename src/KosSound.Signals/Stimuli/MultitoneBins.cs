namespace KosSound.Signals.Stimuli;

/// <summary>
/// Chooses the tones of a multitone: prime multiples of the bin width, about evenly spaced on a logarithmic axis, none used twice.
/// Sums and differences of two primes are even, so second-order products never fall on a tone, and no tone is a harmonic of
/// another.
/// </summary>
internal static class MultitoneBins
{
    private const int MostTones = 20;
    private const double LowestHz = 60;

    /// <summary>Frequencies in Hz per channel, ascending.</summary>
    public static IReadOnlyList<IReadOnlyList<double>> Choose(PcmFormat format, int periodFrames)
    {
        var highest = (int)(StimulusCapabilities.JudgedHighHz(format.RateHz) / format.RateHz * periodFrames);
        var free = new SortedSet<int>(Enumerable.Range(3, highest - 2).Where(IsPrime));
        var channels = Enumerable.Range(0, format.Channels).Select(_ => new List<double>()).ToArray();
        // Few primes lie below 3.6 kHz in a short period: eight channels at 8 kHz get seven tones each.
        var count = Math.Min(MostTones, free.Count * 2 / (3 * format.Channels));
        var lowest = LowestHz / format.RateHz * periodFrames;
        for (var tone = 0; tone < count; tone++)
        {
            var wanted = lowest * Math.Pow(highest / lowest, tone / (count - 1.0));
            foreach (var tones in channels)
            {
                var bin = free.MinBy(b => Math.Abs(b - wanted));
                free.Remove(bin);
                tones.Add((double)bin * format.RateHz / periodFrames);
            }
        }
        foreach (var tones in channels)
            tones.Sort();
        return channels;
    }

    private static bool IsPrime(int n)
    {
        for (var divisor = 2; divisor * divisor <= n; divisor++)
        {
            if (n % divisor == 0)
                return false;
        }
        return n > 1;
    }
}
