namespace KosSound.Suites.Proofs.Detection;

/// <summary>What the detection proof showed.</summary>
public sealed record DetectionReport
{
    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedUtc { get; init; }

    /// <summary>Wall time of it all.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>Commit it was built from; null when the build did not know it.</summary>
    public required string? Commit { get; init; }

    /// <summary>True for the whole form, with figures to publish.</summary>
    public required bool Full { get; init; }

    public required int Seed { get; init; }

    /// <summary>One per fault and loop.</summary>
    public required IReadOnlyList<DetectionRow> Rows { get; init; }

    /// <summary>One per loop.</summary>
    public required IReadOnlyList<CleanRuns> Clean { get; init; }

    /// <summary>True when every fault was found by what names it, nothing else was blamed, and no clean run failed.</summary>
    public bool Holds => Rows.All(row => row.IsGood) && Clean.All(runs => runs.AreClean);
}
