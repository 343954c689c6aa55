using KosSound.Suites.Proofs.Detection;

namespace KosSound.Suites.Proofs.Measurement;

/// <summary>How often a fault was found.</summary>
public sealed record MeasurementRow
{
    /// <summary>digital, electrical or acoustic.</summary>
    public required string Loopback { get; init; }

    /// <summary>Name of the fault.</summary>
    public required string Fault { get; init; }

    /// <summary>Its size.</summary>
    public required string Size { get; init; }

    /// <summary>Captures with the fault.</summary>
    public required int Trials { get; init; }

    /// <summary>Captures in which a sign showed.</summary>
    public required int Found { get; init; }

    /// <summary>Captures without the fault, of the same loops, in which a sign showed all the same.</summary>
    public required int FalseAlarms { get; init; }

    /// <summary>Chance of missing it that 95 % confidence excludes, 0 … 1 (Clopper and Pearson).</summary>
    public double MissBound => AlarmChance.UpperBound(Trials - Found, Trials);

    /// <summary>Median distance of the nearest event from the fault in ms; null for a fault without a moment.</summary>
    public double? LocalisationMs { get; init; }

    /// <summary>Distance in ms that 95 % of the captures stay within.</summary>
    public double? LocalisationWorstMs { get; init; }

    /// <summary>Median error of the length of the nearest event, in frames; null where the fault's size is no length.</summary>
    public double? LengthErrorFrames { get; init; }

    /// <summary>Seeds of the captures in which it was missed.</summary>
    public IReadOnlyList<int> Missed { get; init; } = [];

    /// <summary>True when it was never missed and nothing else was taken for it.</summary>
    public bool Holds => Found == Trials && FalseAlarms == 0;
}
