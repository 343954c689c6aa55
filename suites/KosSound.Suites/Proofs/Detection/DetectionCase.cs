using KosSound.Analysis.Metrics;
using KosSound.Conformance.Clauses;
using KosSound.Signals;
using KosSound.Simulator.Faults;

namespace KosSound.Suites.Proofs.Detection;

/// <summary>One fault on one kind of loop, and what is tried to find it.</summary>
public sealed record DetectionCase
{
    // What these clauses prove of a format, the first check of the audio suite proves too.
    private static readonly string[] ProvenByHeard = ["play/every-format", "wire/encoding"];

    /// <summary>How the sound comes back; chooses device and limits.</summary>
    public required LoopbackKind Loopback { get; init; }

    /// <summary>What is wrong, and how much.</summary>
    public required Fault Fault { get; init; }

    /// <summary>True when the size is the smallest the catalogue claims to be found; false for the usual size of a fault without a claim.</summary>
    public required bool IsClaimed { get; init; }

    /// <summary>Formats the device offers on both sides.</summary>
    public required IReadOnlyList<PcmFormat> Formats { get; init; }

    /// <summary>Metrics that may name the fault, the most telling first.</summary>
    public IEnumerable<string> Metrics => Fault.Kind.FoundBy.Where(MetricCatalog.Contains);

    /// <summary>Clauses that may name the fault.</summary>
    public IEnumerable<Clause> Clauses => Fault.Kind.FoundBy.Select(ClauseCatalog.Find).OfType<Clause>();

    /// <summary>Audio checks that may name the fault, each once.</summary>
    public IEnumerable<string> Checks =>
        Metrics.Select(id => MetricCatalog.Find(id).Check).Concat(Fault.Kind.FoundBy.Any(ProvenByHeard.Contains) ? ["heard"] : []).Distinct();

    /// <summary>Whether a test of this id may name the fault.</summary>
    public bool Expects(string testId)
    {
        ArgumentNullException.ThrowIfNull(testId);
        return testId.StartsWith("audio/", StringComparison.Ordinal)
            ? Checks.Any(check => testId.EndsWith("/" + check, StringComparison.Ordinal))
            : Clauses.Any(clause => clause.TestId == testId);
    }
}
