namespace KosSound.Suites.Proofs.Boundaries;

/// <summary>What the boundary proof showed.</summary>
public sealed record BoundaryReport
{
    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedUtc { get; init; }

    /// <summary>Wall time of it all.</summary>
    public required TimeSpan Duration { get; init; }

    public required int Seed { get; init; }

    /// <summary>One per end of a limit.</summary>
    public required IReadOnlyList<BoundaryRow> Rows { get; init; }

    /// <summary>True when every device inside passed and every one outside failed.</summary>
    public bool Holds => Rows.All(row => row.Holds);
}
