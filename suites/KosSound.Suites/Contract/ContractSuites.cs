using KosSound.Conformance.Clauses;
using KosSound.Suites.Session;
using NUnit.Framework;

namespace KosSound.Suites.Contract;

/// <summary>Clauses any client may ask for, one test each.</summary>
[Category(Phase.SafeContract)]
public sealed class SafeContractSuite
{
    [TestCaseSource(nameof(Clauses))]
    public Task Keeps(Clause clause) => SuiteSession.Current.ProveAndConcludeAsync(clause);

    public static IEnumerable<TestCaseData> Clauses() => ContractCases.Of(ClausePhase.Capabilities, ClausePhase.Safe);
}

/// <summary>Clauses that break off, flood, or say what no client should: after everything else, for they may kill a device.</summary>
[Category(Phase.HostileContract)]
public sealed class HostileContractSuite
{
    [TestCaseSource(nameof(Clauses))]
    public Task Keeps(Clause clause) => SuiteSession.Current.ProveAndConcludeAsync(clause);

    public static IEnumerable<TestCaseData> Clauses() => ContractCases.Of(ClausePhase.Hostile);
}

/// <summary>What the contract suites iterate.</summary>
internal static class ContractCases
{
    /// <summary>The clauses of some phases that were asked for, phase by phase, shuffled by the run's seed within each: none may lean on another.</summary>
    public static IEnumerable<TestCaseData> Of(params ClausePhase[] phases) =>
        phases.SelectMany(phase => Shuffled(SuiteSession.Current.ClausesToProve.Where(c => c.Phase == phase))).Select(c => new TestCaseData(c).SetArgDisplayNames(c.Id));

    private static Clause[] Shuffled(IEnumerable<Clause> clauses)
    {
        var order = clauses.ToArray();
        new Random(SuiteSession.Current.Seed).Shuffle(order);
        return order;
    }
}
