using KosSound.Suites.Proofs.Detection;

namespace KosSound.Suites.Proofs.Measurement;

/// <summary>Captures of loops without fault: a false alarm is any sign of any fault, or a dropout, in one of them.</summary>
public sealed record CleanTrials
{
    /// <summary>digital, electrical or acoustic.</summary>
    public required string Loopback { get; init; }

    /// <summary>Pairs of captures, the second of which is judged against the first.</summary>
    public required int Trials { get; init; }

    /// <summary>What was taken for a sign, with format and seed, one line per capture.</summary>
    public required IReadOnlyList<string> Alarms { get; init; }

    /// <summary>Chance of an alarm that 95 % confidence excludes, 0 … 1 (Clopper and Pearson).</summary>
    public double AlarmBound => AlarmChance.UpperBound(Alarms.Count, Trials);
}
