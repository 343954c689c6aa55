using KosSound.Signals;

namespace KosSound.Suites.Proofs.Detection;

/// <summary>What became of a fault.</summary>
public enum DetectionOutcome
{
    /// <summary>A test that names it failed, or a metric that names it left the baseline by more than its tolerance.</summary>
    Killed,

    /// <summary>The capture differs from that of a device without fault, and nothing that names the fault says so.</summary>
    Survived,

    /// <summary>The capture is that of a device without fault, sample by sample and at the same times: nothing to find.</summary>
    NoEffect,

    /// <summary>The contract allows it, and no test failed for it.</summary>
    Allowed,

    /// <summary>This machine spoilt the trial.</summary>
    Undecided,
}

/// <summary>One row of the detection matrix.</summary>
public sealed record DetectionRow
{
    public required LoopbackKind Loopback { get; init; }

    /// <summary>Name of the fault's kind.</summary>
    public required string Fault { get; init; }

    /// <summary>How large it is, for example <c>1 frames</c>; <c>any</c> for one that is there or not.</summary>
    public required string Size { get; init; }

    /// <summary>True when the size is the smallest the catalogue claims to be found.</summary>
    public required bool IsClaimed { get; init; }

    /// <summary>Ids of the formats tried.</summary>
    public required IReadOnlyList<string> Formats { get; init; }

    /// <summary>Ids of the metrics and clauses that may name it, the most telling first.</summary>
    public required IReadOnlyList<string> NamedBy { get; init; }

    public required DetectionOutcome Outcome { get; init; }

    /// <summary>What found it, with value and limit, or why it was not found.</summary>
    public required string Evidence { get; init; }

    /// <summary>True when only the comparison with a run of the same device without fault found it.</summary>
    public bool OnlyByBaseline { get; init; }

    /// <summary>Every test that failed.</summary>
    public IReadOnlyList<FailedTest> Failed { get; init; } = [];

    /// <summary>Failed tests that neither name the fault nor are explained by one that does.</summary>
    public IEnumerable<FailedTest> Collateral => Failed.Where(test => test.Role == FailureRole.Collateral);

    /// <summary>Whether the row proves what it should.</summary>
    public bool IsGood => (Outcome is DetectionOutcome.Killed or DetectionOutcome.NoEffect or DetectionOutcome.Allowed) && !Collateral.Any();
}

/// <summary>How a failed test stands to the fault.</summary>
public enum FailureRole
{
    /// <summary>It may name the fault.</summary>
    Names,

    /// <summary>It follows, and its record says from what.</summary>
    Follows,

    /// <summary>It blames something else.</summary>
    Collateral,
}

/// <summary>A test that failed.</summary>
/// <param name="Id">Id of the test.</param>
/// <param name="Role">How it stands to the fault.</param>
/// <param name="ExplainedBy">Id of the test whose cause explains it; null when it is a cause itself.</param>
/// <param name="Message">What missed which limit.</param>
public sealed record FailedTest(string Id, FailureRole Role, string? ExplainedBy, string Message);
