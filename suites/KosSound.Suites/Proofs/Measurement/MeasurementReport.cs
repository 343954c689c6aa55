namespace KosSound.Suites.Proofs.Measurement;

/// <summary>What the measurement proof showed.</summary>
public sealed record MeasurementReport
{
    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedUtc { get; init; }

    /// <summary>Wall time of it all.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>Commit it was built from; null when the build did not know it.</summary>
    public required string? Commit { get; init; }

    public required int Seed { get; init; }

    /// <summary>Captures per fault and loop, and per quantity.</summary>
    public required int Trials { get; init; }

    /// <summary>One per fault and loop, in the order of the plan.</summary>
    public required IReadOnlyList<MeasurementRow> Rows { get; init; }

    /// <summary>One per loop.</summary>
    public required IReadOnlyList<CleanTrials> Clean { get; init; }

    /// <summary>One per quantity, in the order of the plan.</summary>
    public required IReadOnlyList<AccuracyRow> Accuracy { get; init; }

    /// <summary>True when every fault was found every time, no capture without fault raised an alarm, and every error keeps its limit.</summary>
    public bool Holds => Rows.All(r => r.Holds) && Clean.All(c => c.Alarms.Count == 0) && Accuracy.All(a => a.Holds);
}
