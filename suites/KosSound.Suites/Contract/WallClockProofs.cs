using KosSound.Conformance.Clauses;
using KosSound.Conformance.Records;
using KosSound.Device;
using KosSound.Suites.Targets;

namespace KosSound.Suites.Contract;

/// <summary>
/// Proves clauses about the wall clock on devices in real time, of a run that goes on in simulated time otherwise. They wait for most
/// of their time, so that a few go on side by side, each lane on a device of its own; but not beside the analysis of audio, which would
/// keep them from being in time: they begin when the first result is asked for.
/// </summary>
public sealed class WallClockProofs : IAsyncDisposable
{
    private const int Lanes = 4;

    /// <summary>Tries of a clause that this machine spoils: analysing the audio part may, and ends.</summary>
    private const int MostAttempts = 6;

    private readonly Dictionary<string, TaskCompletionSource<ClauseResult>> _results;
    private readonly CancellationTokenSource _stop;
    private readonly Lazy<Task> _running;

    /// <param name="open">Gives a device of the target's kind in real time.</param>
    /// <param name="options">How a bench connects to a device.</param>
    /// <param name="seed">Decides the order within each lane.</param>
    /// <param name="clauses">What to prove.</param>
    /// <param name="cancellation">Ends everything.</param>
    public WallClockProofs(Func<CancellationToken, Task<Target>> open, Func<DeviceOptions, ClauseBenchOptions> options, int seed, IReadOnlyList<Clause> clauses, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(clauses);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        _results = clauses.ToDictionary(c => c.Id, _ => new TaskCompletionSource<ClauseResult>(TaskCreationOptions.RunContinuationsAsynchronously));
        var order = clauses.ToArray();
        new Random(seed).Shuffle(order);
        _running = new Lazy<Task>(() => Task.WhenAll(WallClockLanes.Deal(order, Lanes).Select(lane =>
            Task.Run(() => ProveAsync(open, options, lane), CancellationToken.None))));
    }

    /// <summary>What became of a clause, once it is known.</summary>
    /// <exception cref="OperationCanceledException">The run was interrupted before.</exception>
    public Task<ClauseResult> ResultOfAsync(Clause clause)
    {
        ArgumentNullException.ThrowIfNull(clause);
        _ = _running.Value;
        return _results[clause.Id].Task;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        if (_running.IsValueCreated)
            await _running.Value;
        _stop.Dispose();
    }

    private async Task ProveAsync(Func<CancellationToken, Task<Target>> open, Func<DeviceOptions, ClauseBenchOptions> options, IReadOnlyList<Clause> clauses)
    {
        try
        {
            await using var target = await open(_stop.Token);
            await using var bench = await ClauseBench.OpenAsync(options(target.ClientOptions) with { SharesProcess = true }, _stop.Token);
            var proof = new FairProof(bench, target);
            var waiting = new Queue<(Clause Clause, AttemptRecord[] Attempts)>(clauses.Select(c => (c, Array.Empty<AttemptRecord>())));
            while (waiting.TryDequeue(out var next))
            {
                var (result, _) = await proof.TryAsync(next.Clause, _stop.Token);
                AttemptRecord[] attempts = [.. next.Attempts, new(result.Outcome, result.Message, result.Duration.TotalMilliseconds)];
                if (result.Reason != ClauseResult.MachineTooSlow || attempts.Length == MostAttempts)
                {
                    _results[next.Clause.Id].SetResult(attempts.Length == 1 ? result : result with { Attempts = attempts });
                    continue;
                }

                waiting.Enqueue((next.Clause, attempts));
                await Task.Delay(attempts.Length * FairProof.Breath, _stop.Token);
            }
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
}
