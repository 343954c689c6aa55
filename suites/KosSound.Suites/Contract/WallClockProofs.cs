using KosSound.Conformance.Clauses;
using KosSound.Conformance.Records;
using KosSound.Device;
using KosSound.Suites.Targets;

namespace KosSound.Suites.Contract;

/// <summary>
/// Proves clauses about the wall clock on devices in real time while the rest of a run goes on in simulated time. They wait for most
/// of their time, so that a few go on side by side, each lane on a device of its own.
/// </summary>
public sealed class WallClockProofs : IAsyncDisposable
{
    private const int Lanes = 3;

    private readonly Dictionary<string, TaskCompletionSource<ClauseResult>> _results;
    private readonly CancellationTokenSource _stop;
    private readonly Task _running;

    /// <param name="open">Gives a device of the target's kind in real time.</param>
    /// <param name="options">How a bench connects to a device.</param>
    /// <param name="seed">Decides the order.</param>
    /// <param name="clauses">What to prove.</param>
    /// <param name="cancellation">Ends everything.</param>
    public WallClockProofs(Func<CancellationToken, Task<Target>> open, Func<DeviceOptions, ClauseBenchOptions> options, int seed, IReadOnlyList<Clause> clauses, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(clauses);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        _results = clauses.ToDictionary(c => c.Id, _ => new TaskCompletionSource<ClauseResult>(TaskCreationOptions.RunContinuationsAsynchronously));
        var order = clauses.ToArray();
        new Random(seed).Shuffle(order);
        _running = Task.WhenAll(Enumerable.Range(0, Lanes).Select(lane =>
            Task.Run(() => ProveAsync(open, options, [.. order.Where((_, i) => i % Lanes == lane)]), CancellationToken.None)));
    }

    /// <summary>What became of a clause, once it is known.</summary>
    /// <exception cref="OperationCanceledException">The run was interrupted before.</exception>
    public Task<ClauseResult> ResultOfAsync(Clause clause)
    {
        ArgumentNullException.ThrowIfNull(clause);
        return _results[clause.Id].Task;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    private async Task ProveAsync(Func<CancellationToken, Task<Target>> open, Func<DeviceOptions, ClauseBenchOptions> options, IReadOnlyList<Clause> clauses)
    {
        try
        {
            await using var target = await open(_stop.Token);
            await using var bench = await ClauseBench.OpenAsync(options(target.ClientOptions) with { SharesProcess = true }, _stop.Token);
            foreach (var clause in clauses)
                _results[clause.Id].SetResult(await ProveAsync(clause, bench, target));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Whoever waits for a result learns why there is none; nobody may wait for ever.
            foreach (var clause in clauses)
            {
                if (e is OperationCanceledException)
                    _results[clause.Id].TrySetCanceled();
                else
                    _results[clause.Id].TrySetException(e);
            }
        }
    }

    /// <summary>A device that this machine kept from being in time may look bad: it gets one more chance, and is not blamed after that.</summary>
    private async Task<ClauseResult> ProveAsync(Clause clause, ClauseBench bench, Target target)
    {
        target.TakeTrouble();
        var result = await bench.ProveAsync(clause, _stop.Token);
        if (result.Outcome != Outcome.Fail || target.TakeTrouble() is null)
            return result;
        var again = await bench.ProveAsync(clause, _stop.Token);
        if (again.Outcome != Outcome.Fail || target.TakeTrouble() is not { } trouble)
            return again with { Attempts = [Attempt(result), Attempt(again)] };
        return again with { Outcome = Outcome.Error, Reason = "machine too slow", Message = $"{trouble}; {again.Message}", Attempts = [Attempt(result), Attempt(again)] };
    }

    private static AttemptRecord Attempt(ClauseResult result) => new(result.Outcome, result.Message, result.Duration.TotalMilliseconds);
}
