namespace KosSound.Suites.Proofs.Detection;

/// <summary>What counted events say about the chance of one (Clopper and Pearson, Biometrika 26(4), 1934).</summary>
internal static class AlarmChance
{
    private const double Doubt = 0.05;

    /// <summary>The largest chance, 0 … 1, at which so few events would still be seen once in twenty times.</summary>
    /// <param name="events">Events seen.</param>
    /// <param name="trials">Times they could have been seen, at least 1.</param>
    public static double UpperBound(int events, int trials)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(trials, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(events);
        if (events >= trials)
            return 1;
        var (low, high) = ((double)events / trials, 1.0);
        while (high - low > 1e-9)
        {
            var chance = (low + high) / 2;
            (low, high) = AtMost(events, trials, chance) > Doubt ? (chance, high) : (low, chance);
        }

        return high;
    }

    private static double AtMost(int events, int trials, double chance)
    {
        var (term, sum) = (Math.Pow(1 - chance, trials), 0.0);
        for (var k = 0; k <= events; k++)
        {
            sum += term;
            term *= (double)(trials - k) / (k + 1) * chance / (1 - chance);
        }

        return sum;
    }
}
