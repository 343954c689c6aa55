using KosSound.Conformance.Records;

namespace KosSound.Conformance.Verdicts;

/// <summary>What a run's exit code is decided from.</summary>
public sealed record RunFacts
{
    public required RunStatus Status { get; init; }

    /// <summary>Every planned test; those without a record as <see cref="Outcome.NotRun"/>.</summary>
    public required IReadOnlyList<TestRecord> Tests { get; init; }

    /// <summary>True makes clauses of level should binding.</summary>
    public required bool Strict { get; init; }

    /// <summary>Fewer executed tests make the run inconclusive; counts as 1 when below.</summary>
    public required int MinimumTests { get; init; }

    /// <summary>Defects of the suite: a finished test without a record, a record that nobody planned, a value that is not finite.</summary>
    public IReadOnlyList<string> Defects { get; init; } = [];

    /// <summary>Waivers that are expired, matched nothing, or whose test passed.</summary>
    public IReadOnlyList<string> StaleWaivers { get; init; } = [];

    /// <summary>Patterns of <c>--only</c> that match no planned test.</summary>
    public IReadOnlyList<string> Unmatched { get; init; } = [];

    /// <summary>Why the target or the station could not be used at all, for example an unreachable host; null when it could.</summary>
    public string? Unusable { get; init; }
}

/// <summary>An exit code with what led to it.</summary>
/// <param name="Code">What the command answers.</param>
/// <param name="Reasons">One sentence each, those of the deciding rule only; empty for a pass.</param>
public sealed record ExitDecision(ExitCode Code, IReadOnlyList<string> Reasons);

/// <summary>
/// Decides what a run answers. Precedence: suite defect (6), device failed (1), infrastructure (3), inconclusive (4), waiver (5);
/// an interrupted run is 130 whatever it found. Nothing is green unless at least one binding test passed.
/// </summary>
public static class ExitCodeRules
{
    private const int NamedTests = 3;

    /// <summary>Applies the rules.</summary>
    public static ExitDecision Decide(RunFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        if (facts.Status == RunStatus.Interrupted)
            return new ExitDecision(ExitCode.Interrupted, ["the run was interrupted"]);
        (ExitCode Code, IEnumerable<string> Reasons)[] rules =
        [
            (ExitCode.SuiteDefect, Defects(facts)),
            (ExitCode.DeviceFailed, DeviceFailures(facts)),
            (ExitCode.Infrastructure, Infrastructure(facts)),
            (ExitCode.SuiteDefect, UnexplainedAbort(facts)),
            (ExitCode.Inconclusive, Inconclusive(facts)),
            (ExitCode.Waiver, facts.StaleWaivers),
        ];
        foreach (var (code, reasons) in rules)
        {
            if (reasons.ToList() is { Count: > 0 } found)
                return new ExitDecision(code, found);
        }

        return new ExitDecision(ExitCode.Pass, []);
    }

    /// <summary>True when a failure of the test counts: a must always, a should under strict, an information never.</summary>
    public static bool IsBinding(ClauseLevel level, bool strict) =>
        level == ClauseLevel.Must || (level == ClauseLevel.Should && strict);

    private static IEnumerable<string> Defects(RunFacts facts) =>
        facts.Defects.Concat(Name("ended in an error of the suite", facts.Tests.Where(t => t is { Outcome: Outcome.Error, Infrastructure: false })));

    private static IEnumerable<string> DeviceFailures(RunFacts facts) =>
        Name("failed", Binding(facts).Where(t => t is { Outcome: Outcome.Fail, Infrastructure: false }));

    private static IEnumerable<string> Infrastructure(RunFacts facts)
    {
        if (facts.Unusable is { } unusable)
            yield return unusable;
        // An error hits any level: the instrument is what is broken. A failure or doubt counts where the clause is binding.
        var hit = facts.Tests.Where(t => t.Infrastructure
            && (t.Outcome == Outcome.Error || (t.Outcome is Outcome.Fail or Outcome.Inconclusive && IsBinding(t.Level, facts.Strict))));
        foreach (var reason in Name("could not be judged because of the target's connection or the station", hit))
            yield return reason;
    }

    private static IEnumerable<string> UnexplainedAbort(RunFacts facts) =>
        facts.Status == RunStatus.Aborted ? ["the suite gave up and no record says why"] : [];

    private static IEnumerable<string> Inconclusive(RunFacts facts)
    {
        // A misspelt id, or a format the target does not advertise any more, must not look like a pass.
        foreach (var pattern in facts.Unmatched)
            yield return $"--only '{pattern}' matches no test of this target; ids are like contract/play/cancel and audio/48000Hz-16bit-2ch/dropouts";
        var executed = CountsRecord.Of(facts.Tests).Executed;
        var minimum = Math.Max(1, facts.MinimumTests);
        if (executed == 0)
            yield return $"no test ran ({facts.Tests.Count} planned)";
        else if (executed < minimum)
            yield return $"{executed} tests ran; the profile asks for at least {minimum}";
        var open = Binding(facts).Where(t => t.Outcome is Outcome.Inconclusive).ToList();
        foreach (var reason in Name("could not be concluded", open))
            yield return reason;
        var missing = Binding(facts).Where(t => t.Outcome is Outcome.NotRun).ToList();
        foreach (var reason in Name("did not run", missing))
            yield return reason;
        if (executed > 0 && !facts.Tests.Any(t => t.Outcome == Outcome.Pass && t.Level != ClauseLevel.Info))
            yield return "no must or should clause passed, so nothing is proven";
    }

    private static IEnumerable<TestRecord> Binding(RunFacts facts) => facts.Tests.Where(t => IsBinding(t.Level, facts.Strict));

    private static IEnumerable<string> Name(string what, IEnumerable<TestRecord> tests)
    {
        var ids = tests.Select(t => t.Id).ToList();
        if (ids.Count == 0)
            return [];
        var rest = ids.Count > NamedTests ? $" and {ids.Count - NamedTests} more" : "";
        return [$"{string.Join(", ", ids.Take(NamedTests))}{rest} {what}"];
    }
}
