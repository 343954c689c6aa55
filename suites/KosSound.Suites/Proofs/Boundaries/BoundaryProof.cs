namespace KosSound.Suites.Proofs.Boundaries;

/// <summary>For every limit of the default profiles a simulated device just inside it, which passes, and one just outside, which fails.</summary>
public sealed class BoundaryProof : IProof
{
    /// <inheritdoc/>
    public string Name => "limits";

    /// <inheritdoc/>
    public string Description => "for every limit of the default profiles a simulated device just inside passes and one just outside fails";

    /// <inheritdoc/>
    public async Task<ProofResult> RunAsync(ProofOptions options, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(options);
        return BoundaryFiles.ResultOf(await ReportAsync(BoundaryPlan.Ends, options, stop));
    }

    /// <summary>Tries ends of limits.</summary>
    public static async Task<BoundaryReport> ReportAsync(IReadOnlyList<BoundaryEnd> ends, ProofOptions options, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(ends);
        ArgumentNullException.ThrowIfNull(options);
        var (started, clock) = (TimeProvider.System.GetUtcNow(), TimeProvider.System.GetTimestamp());
        var (bench, rows, done) = (new BoundaryBench(options.Seed), new BoundaryRow[ends.Count], 0);
        await Parallel.ForEachAsync(Enumerable.Range(0, rows.Length), new ParallelOptions { MaxDegreeOfParallelism = Math.Max(2, Environment.ProcessorCount + 1), CancellationToken = stop }, async (i, cancellation) =>
        {
            rows[i] = await bench.TryAsync(ends[i], cancellation);
            options.Tell($"limits: {Interlocked.Increment(ref done)} of {rows.Length}: {BoundaryText.Line(rows[i])}");
        });
        return new BoundaryReport { StartedUtc = started, Duration = TimeProvider.System.GetElapsedTime(clock), Seed = options.Seed, Rows = rows };
    }
}
