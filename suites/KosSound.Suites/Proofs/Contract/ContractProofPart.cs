using System.Diagnostics;
using KosSound.Conformance.Clauses;
using KosSound.Conformance.Records;
using KosSound.Simulator.Misbehaviours;
using KosSound.Suites.Contract;

namespace KosSound.Suites.Proofs.Contract;

/// <summary>What some clauses said to a misbehaviour.</summary>
internal sealed record ContractProofPart
{
    /// <summary>Clauses in the order they were proven.</summary>
    public IReadOnlyList<(Clause Clause, ClauseResult Result)> Results { get; init; } = [];

    /// <summary>Times simulated time ran out of patience.</summary>
    public long Stalls { get; private init; }

    /// <summary>What it waited for the last time; null when it never ran out of patience.</summary>
    public string? LatestStall { get; private init; }

    /// <summary>Time it took.</summary>
    public TimeSpan Duration { get; private init; }

    /// <summary>Proves the clause a misbehaviour breaks in real time, on a device that has done nothing before.</summary>
    /// <remarks>On the device of a try that this machine spoilt, the next would begin with what the misbehaviour left behind.</remarks>
    public static async Task<ContractProofPart> TryOwnAsync(Misbehaviour wrong, Clause own, int seed, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        var expected = ContractExpectations.Of(wrong.Name);
        var part = new ContractProofPart();
        var result = await FairProof.RepeatAsync(async () =>
        {
            await using var bench = await ContractProofBench.OpenAsync(wrong, seed, realTime: true, cancellationToken);
            var attempt = await bench.TryAsync(own, result => IsExpected(result, own, wrong, expected), cancellationToken);
            part = part with { Stalls = part.Stalls + bench.Stalls, LatestStall = bench.LatestStall ?? part.LatestStall };
            return attempt;
        }, cancellationToken);
        return part with { Results = [(own, result)], Duration = Stopwatch.GetElapsedTime(began) };
    }

    /// <summary>Proves clauses one after the other on a device that has a misbehaviour; starts none where there is nothing to prove.</summary>
    public static async Task<ContractProofPart> TryAsync(Misbehaviour wrong, IReadOnlyList<Clause> clauses, int seed, bool realTime, CancellationToken cancellationToken)
    {
        if (clauses.Count == 0)
            return new ContractProofPart();
        var began = Stopwatch.GetTimestamp();
        var expected = ContractExpectations.Of(wrong.Name);
        var results = new List<(Clause, ClauseResult)>();
        await using var bench = await ContractProofBench.OpenAsync(wrong, seed, realTime, cancellationToken);
        foreach (var clause in clauses)
            results.Add((clause, await bench.ProveAsync(clause, result => IsExpected(result, clause, wrong, expected), cancellationToken)));
        return new ContractProofPart
        {
            Results = results,
            Stalls = bench.Stalls,
            LatestStall = bench.LatestStall,
            Duration = Stopwatch.GetElapsedTime(began),
        };
    }

    /// <summary>True for what a misbehaviour must bring about. Everything else may come from a late machine as well, a pass of its own clause among it.</summary>
    private static bool IsExpected(ClauseResult result, Clause clause, Misbehaviour wrong, Expectation expected) => clause.Id == wrong.Breaks
        ? result.Outcome == Outcome.Fail && expected.IsNamedBy(result.Message)
        : result.Outcome is Outcome.Pass or Outcome.Skip || expected.ReasonOf(clause.Id) is not null;
}
