using System.Diagnostics;
using KosSound.Conformance.Clauses;
using KosSound.Conformance.Records;
using KosSound.Simulator.Misbehaviours;

namespace KosSound.Suites.Proofs.Contract;

/// <summary>
/// Proves the contract suite itself: every misbehaviour, over real gRPC, must make its clause fail with a message that names the
/// cause, and nothing else but what must follow from it.
/// </summary>
public static class ContractProof
{
    /// <summary>Tried on every misbehaviour, because most of what a device does wrong could upset them.</summary>
    private static readonly string[] Neighbours = ["play/every-format", "record/every-format", "duplex/play-while-recording", "wire/encoding", "life/restart-spread"];

    /// <summary>Longer than the others by far, and upset by little that the others are not.</summary>
    private static readonly string[] Long = ["play/any-chunking", "life/soak"];

    /// <summary>Runs the proof.</summary>
    /// <param name="options">How.</param>
    /// <param name="progress">Told of every row as it is done, from several threads.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<ContractProofReport> RunAsync(ContractProofOptions options, Action<ContractProofRow>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var wrongs = MisbehaviourCatalog.All.Where(wrong => options.Only?.Contains(wrong.Name) ?? true).ToArray();
        var began = Stopwatch.GetTimestamp();
        var rows = new ContractProofRow[wrongs.Length];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Parallel, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, wrongs.Length, parallel, async (i, token) =>
        {
            rows[i] = await TryAsync(wrongs[i], options, token);
            progress?.Invoke(rows[i]);
        });
        return new ContractProofReport
        {
            Seed = options.Seed,
            Breadth = options.Breadth,
            Rows = rows,
            UnprovenClauses = options.Only is null ? [.. ClauseCatalog.All.Select(c => c.Id).Except(wrongs.Select(w => w.Breaks))] : [],
            Seconds = Stopwatch.GetElapsedTime(began).TotalSeconds,
        };
    }

    /// <summary>The clauses a breadth tries on a misbehaviour, in the order of their phases.</summary>
    public static IReadOnlyList<Clause> ClausesFor(Misbehaviour wrong, ProofBreadth breadth)
    {
        ArgumentNullException.ThrowIfNull(wrong);
        var family = wrong.Breaks[..(wrong.Breaks.IndexOf('/', StringComparison.Ordinal) + 1)];
        return [.. ClauseCatalog.All.Where(c => c.Id == wrong.Breaks || IsTried(c)).OrderBy(c => c.Phase)];

        bool IsTried(Clause clause) => breadth switch
        {
            ProofBreadth.Full => true,
            ProofBreadth.Usual => !clause.IsWallClock,
            _ => !clause.IsWallClock && (Neighbours.Contains(clause.Id) || clause.Id.StartsWith(family, StringComparison.Ordinal)) && !Long.Contains(clause.Id),
        };
    }

    private static async Task<ContractProofRow> TryAsync(Misbehaviour wrong, ContractProofOptions options, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        var expected = ContractExpectations.Of(wrong.Name);
        await using var bench = new ContractProofBench(wrong, options.Seed);
        var results = await bench.ProveAsync(ClausesFor(wrong, options.Breadth), cancellationToken);
        var own = results.Single(r => r.Clause.Id == wrong.Breaks).Result;
        var collateral = results.Where(r => r.Clause.Id != wrong.Breaks && r.Result.Outcome is not (Outcome.Pass or Outcome.Skip))
            .Select(r => new CollateralFailure(r.Clause.Id, r.Result.Outcome, r.Result.Message, expected.ReasonOf(r.Clause.Id))).ToArray();
        return new ContractProofRow
        {
            Misbehaviour = wrong.Name,
            Description = wrong.Description,
            Clause = wrong.Breaks,
            Verdict = Judge(own, expected, collateral),
            Message = own.Message,
            MustName = expected.MustName,
            Collateral = collateral,
            Tried = [.. results.Select(r => new TriedClause(r.Clause.Id, r.Result.Outcome, r.Result.Duration.TotalSeconds))],
            Stalls = bench.Stalls,
            LatestStall = bench.LatestStall,
            Seconds = Stopwatch.GetElapsedTime(began).TotalSeconds,
        };
    }

    private static ProofVerdict Judge(ClauseResult own, Expectation expected, IReadOnlyList<CollateralFailure> collateral)
    {
        if (own.Outcome == Outcome.Error || collateral.Any(c => c.Outcome == Outcome.Error && c.Reason is null))
            return ProofVerdict.Error;
        if (own.Outcome != Outcome.Fail)
            return ProofVerdict.Survived;
        if (expected.MustName.Count == 0 || !expected.MustName.All(word => own.Message.Contains(word, StringComparison.OrdinalIgnoreCase)))
            return ProofVerdict.WrongMessage;
        return collateral.All(c => c.Reason is not null) ? ProofVerdict.Killed : ProofVerdict.Collateral;
    }
}
