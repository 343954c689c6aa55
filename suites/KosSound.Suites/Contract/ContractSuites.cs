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

    public static IEnumerable<TestCaseData> Clauses() => ContractCases.Of(c => c.Phase == ClausePhase.Capabilities, c => c.Phase == ClausePhase.Safe && !c.IsWallClock);
}

/// <summary>Clauses about the wall clock, side by side on devices of their own where the target lives in simulated time, and then those that break
/// off, flood, or say what no client should: last, for they may kill a device.</summary>
[Category(Phase.HostileContract)]
public sealed class HostileContractSuite
{
    [TestCaseSource(nameof(Clauses))]
    public Task Keeps(Clause clause) => SuiteSession.Current.ProveAndConcludeAsync(clause);

    public static IEnumerable<TestCaseData> Clauses() => ContractCases.Of(c => c.Phase == ClausePhase.Safe && c.IsWallClock, c => c.Phase == ClausePhase.Hostile);
}

/// <summary>What the contract suites iterate.</summary>
internal static class ContractCases
{
    /// <summary>The clauses of some groups that were asked for, group by group, shuffled by the run's seed within each: none may lean on another.</summary>
    public static IEnumerable<TestCaseData> Of(params Func<Clause, bool>[] groups) =>
        groups.SelectMany(group => Shuffled(SuiteSession.Current.ClausesToProve.Where(group))).Select(c => new TestCaseData(c).SetArgDisplayNames(c.Id));

    private static Clause[] Shuffled(IEnumerable<Clause> clauses)
    {
        var order = clauses.ToArray();
        new Random(SuiteSession.Current.Seed).Shuffle(order);
        return order;
    }
}
