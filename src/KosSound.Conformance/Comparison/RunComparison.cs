using KosSound.Conformance.Records;

namespace KosSound.Conformance.Comparison;

/// <summary>A metric in both runs.</summary>
public sealed record MetricChange
{
    public required string Id { get; init; }
    public int? Channel { get; init; }
    public required string Unit { get; init; }

    /// <summary>As measured in the baseline; null when it was not there.</summary>
    public MeasurementRecord? Base { get; init; }

    /// <summary>As measured in the new run; null when it was not there.</summary>
    public MeasurementRecord? New { get; init; }

    /// <summary>New minus base, in <see cref="Unit"/>; null when one of them has no value.</summary>
    public double? Difference { get; init; }

    /// <summary>Largest difference that is ordinary: the rule's tolerance plus twice the combined standard uncertainty; null without a rule.</summary>
    public double? Tolerance { get; init; }
    public required Change Change { get; init; }

    /// <summary>Why, in words.</summary>
    public required string Reason { get; init; }
}

/// <summary>A test in both runs.</summary>
public sealed record TestChange
{
    public required string Id { get; init; }
    public string? Format { get; init; }

    /// <summary>What is told in one breath: the last part of the id for the same test of several formats, one name for all tests without
    /// format that only the baseline has, else the whole id.</summary>
    public string Check => Format is not null ? Id[(Id.LastIndexOf('/') + 1)..] : New is null ? "vanished" : Id;

    /// <summary>Null when the baseline did not plan it.</summary>
    public TestRecord? Base { get; init; }

    /// <summary>Null when the new run did not plan it.</summary>
    public TestRecord? New { get; init; }
    public required Change Change { get; init; }

    /// <summary>Why, in words.</summary>
    public required string Reason { get; init; }
    public IReadOnlyList<MetricChange> Metrics { get; init; } = [];
}

/// <summary>A format that only one of the runs has.</summary>
/// <param name="Id">Id of the format.</param>
/// <param name="Change">New, or regressed for one the device no longer claims, or not comparable for one that was merely not tried.</param>
/// <param name="Reason">Why, in words.</param>
public sealed record FormatChange(string Id, Change Change, string Reason);

/// <summary>A run against its baseline.</summary>
public sealed record RunComparison
{
    public required RunRecord Base { get; init; }
    public required RunRecord New { get; init; }

    /// <summary>Why the runs cannot be compared at all; when not empty, nothing is compared.</summary>
    public required IReadOnlyList<string> Obstacles { get; init; }

    /// <summary>What is worth knowing and stands in nobody's way.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
    public IReadOnlyList<FormatChange> Formats { get; init; } = [];

    /// <summary>In the order of the new run; vanished ones last.</summary>
    public IReadOnlyList<TestChange> Tests { get; init; } = [];

    /// <summary>The verdict: regressed when anything is, else not comparable when anything is, else improved when anything is, else same.</summary>
    public Change Verdict
    {
        get
        {
            var changes = Tests.Select(t => t.Change).Concat(Formats.Select(f => f.Change)).ToHashSet();
            if (Obstacles.Count > 0 || Tests.Count == 0)
                return Change.NotComparable;
            return new[] { Change.Regressed, Change.NotComparable, Change.Improved }.FirstOrDefault(changes.Contains, Change.Same);
        }
    }

    /// <summary>1 on a regression, 4 when something could not be compared, else 0.</summary>
    public ExitCode ExitCode => Verdict switch
    {
        Change.Regressed => ExitCode.DeviceFailed,
        Change.NotComparable => ExitCode.Inconclusive,
        _ => ExitCode.Pass,
    };
}
