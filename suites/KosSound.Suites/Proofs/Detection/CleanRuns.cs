using KosSound.Signals;

namespace KosSound.Suites.Proofs.Detection;

/// <summary>Runs of a device without fault: every failure of them is a false alarm.</summary>
public sealed record CleanRuns
{
    public required LoopbackKind Loopback { get; init; }

    /// <summary>Name of the device file.</summary>
    public required string Device { get; init; }

    /// <summary>Runs, each of every format with a seed of its own.</summary>
    public required int Runs { get; init; }

    /// <summary>Ids of the formats tried.</summary>
    public required IReadOnlyList<string> Formats { get; init; }

    /// <summary>Runs in which a test failed, with what it said.</summary>
    public required IReadOnlyList<string> Alarms { get; init; }

    /// <summary>Runs in which a metric left the baseline by more than its tolerance, with what was said.</summary>
    public required IReadOnlyList<string> BaselineAlarms { get; init; }

    /// <summary>Checks that some run could not conclude: no alarm, and no proof either.</summary>
    public required IReadOnlyList<string> OpenChecks { get; init; }

    /// <summary>True when every check of every run passed, and nothing left the baseline.</summary>
    public bool AreClean => Alarms.Count + BaselineAlarms.Count + OpenChecks.Count == 0;

    /// <summary>Upper end of the 95 % confidence interval of the chance of a false alarm by limits in one run.</summary>
    public double AlarmBound => AlarmChance.UpperBound(Alarms.Count, Runs);

    /// <summary>The same for the comparison with a baseline.</summary>
    public double BaselineAlarmBound => AlarmChance.UpperBound(BaselineAlarms.Count, Runs);
}
