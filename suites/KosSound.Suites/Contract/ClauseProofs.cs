using KosSound.Conformance.Clauses;
using KosSound.Conformance.Records;
using KosSound.Suites.Session;
using KosSound.Suites.Targets;

namespace KosSound.Suites.Contract;

/// <summary>Proves clauses against the target of a session, one at a time.</summary>
public sealed class ClauseProofs(SuiteSession session, Target target) : IAsyncDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private ClauseBench? _bench;

    /// <summary>Proves one clause while holding the device.</summary>
    public async Task<TestRecord> ProveAsync(Clause clause, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(clause);
        if (session.Discovery.Device is null)
            return NotRun(clause, "no target");
        await _one.WaitAsync(cancellation);
        try
        {
            _bench ??= await ClauseBench.OpenAsync(Options(), cancellation);
            return (await _bench.ProveAsync(clause, cancellation)).ToRecord(clause);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return NotRun(clause, "interrupted");
        }
        finally
        {
            _one.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_bench is not null)
            await _bench.DisposeAsync();
        _one.Dispose();
    }

    private ClauseBenchOptions Options() => new()
    {
        Device = target.ClientOptions,
        Loopback = session.Loopback,
        Seed = session.Seed,
        LevelDbfs = session.Profile.LevelDbfs,
    };

    private static TestRecord NotRun(Clause clause, string reason) => new()
    {
        Id = clause.TestId,
        Clause = clause.Text,
        Level = clause.Level,
        Outcome = Outcome.NotRun,
        Reason = reason,
        DurationMs = 0,
    };
}
