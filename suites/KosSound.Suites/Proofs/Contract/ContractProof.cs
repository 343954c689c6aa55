using System.Diagnostics;
using KosSound.Conformance.Clauses;
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
        var realTime = new ContractProofPart[wrongs.Length][];
        await ForEachAsync(wrongs, options.ParallelInRealTime, async (i, token) => realTime[i] = await TryInRealTimeAsync(wrongs[i], options, token), cancellationToken);
        await ForEachAsync(wrongs, options.Parallel, async (i, token) =>
        {
            rows[i] = ContractProofRow.Of(wrongs[i], [.. realTime[i], await TryAsync(wrongs[i], ClausesFor(wrongs[i], options.Breadth).Where(c => !c.IsWallClock), options, false, token)]);
            progress?.Invoke(rows[i]);
        }, cancellationToken);
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

    private static Task ForEachAsync(Misbehaviour[] wrongs, int parallel, Func<int, CancellationToken, ValueTask> body, CancellationToken cancellationToken) =>
        Parallel.ForAsync(0, wrongs.Length, new ParallelOptions { MaxDegreeOfParallelism = parallel, CancellationToken = cancellationToken }, body);

    /// <summary>Its own clause on a fresh device, and all that is tried, its own in its turn, on another that goes through them.</summary>
    private static async Task<ContractProofPart[]> TryInRealTimeAsync(Misbehaviour wrong, ContractProofOptions options, CancellationToken cancellationToken)
    {
        var clauses = ClausesFor(wrong, options.Breadth).Where(c => c.IsWallClock).ToArray();
        var own = clauses.FirstOrDefault(c => c.Id == wrong.Breaks);
        var parts = new List<ContractProofPart>();
        if (own is not null)
            parts.Add(await ContractProofPart.TryOwnAsync(wrong, own, options.Seed, cancellationToken));
        if (clauses.Any(c => c != own))
            parts.Add(await TryAsync(wrong, clauses, options, true, cancellationToken));
        return [.. parts];
    }

    private static Task<ContractProofPart> TryAsync(Misbehaviour wrong, IEnumerable<Clause> clauses, ContractProofOptions options, bool realTime, CancellationToken cancellationToken) =>
        ContractProofPart.TryAsync(wrong, [.. clauses], options.Seed, realTime, cancellationToken);
}
