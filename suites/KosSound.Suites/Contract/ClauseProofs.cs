using KosSound.Conformance.Clauses;
using KosSound.Conformance.Records;
using KosSound.Suites.Session;
using KosSound.Suites.Targets;

namespace KosSound.Suites.Contract;

/// <summary>Proves clauses against the target of a session, one at a time, and keeps the evidence of those that do not hold.</summary>
/// <remarks>Where the target lives in simulated time, clauses about the wall clock are proven on devices of its kind in real time, side by side.</remarks>
public sealed class ClauseProofs(SuiteSession session, Target target, DeviceWatch watch) : IAsyncDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private ClauseBench? _bench;
    private WallClockProofs? _wallClock;

    /// <summary>Makes ready what needs no turn of the target's.</summary>
    public void Begin(IReadOnlyList<Clause> clauses, CancellationToken cancellation)
    {
        var wallClock = clauses.Where(c => c.IsWallClock).ToArray();
        if (session.Discovery.Device is not null && wallClock.Length > 0 && target.OpenInRealTime is { } open)
            _wallClock = new WallClockProofs(open, options => Options(options), session.Seed, wallClock, cancellation);
    }

    /// <summary>Proves one clause while holding the device.</summary>
    public async Task<TestRecord> ProveAsync(Clause clause, RunSink sink, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(clause);
        ArgumentNullException.ThrowIfNull(sink);
        if (session.Discovery.Device is null)
            return NotRun(clause, "no target", null);
        if (watch.Lost is { } lost)
            return NotRun(clause, "device lost", $"not run: device lost; {lost}");
        try
        {
            var result = _wallClock is not null && clause.IsWallClock
                ? await _wallClock.ResultOfAsync(clause)
                : await ProveHereAsync(clause, cancellation);
            return sink.Keep(clause, result);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return NotRun(clause, "interrupted", null);
        }
    }

    /// <summary>The same without a bundle, at the target itself whatever clock it keeps.</summary>
    internal async Task<TestRecord> ProveAsync(Clause clause, CancellationToken cancellation) =>
        session.Discovery.Device is null ? NotRun(clause, "no target", null) : (await ProveHereAsync(clause, cancellation)).ToRecord(clause);

    public async ValueTask DisposeAsync()
    {
        if (_wallClock is not null)
            await _wallClock.DisposeAsync();
        if (_bench is not null)
            await _bench.DisposeAsync();
        _one.Dispose();
    }

    private async Task<ClauseResult> ProveHereAsync(Clause clause, CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            _bench ??= await ClauseBench.OpenAsync(Options(target.ClientOptions), cancellation);
            var result = await new FairProof(_bench, target).ProveAsync(clause, cancellation);
            if (result.DeviceLost)
                watch.NoteLost($"the device answered before {clause.TestId} and does not any more");
            return result;
        }
        finally
        {
            _one.Release();
        }
    }

    private ClauseBenchOptions Options(Device.DeviceOptions device) => new()
    {
        Device = device,
        Loopback = session.Loopback,
        Seed = session.Seed,
        LevelDbfs = session.Profile.LevelDbfs,
    };

    private static TestRecord NotRun(Clause clause, string reason, string? message) => new()
    {
        Id = clause.TestId,
        Clause = clause.Text,
        Level = clause.Level,
        Outcome = Outcome.NotRun,
        Reason = reason,
        Message = message,
        DurationMs = 0,
    };
}
