using KosSound.Conformance.Clauses;
using KosSound.Signals;
using KosSound.Simulator.Descriptions;
using KosSound.Simulator.DeviceFiles;
using KosSound.Simulator.Misbehaviours;
using KosSound.Suites.Contract;
using KosSound.Suites.Session;
using KosSound.Suites.Targets;

namespace KosSound.Suites.Proofs.Contract;

/// <summary>A simulator with one misbehaviour, in simulated time or in real time.</summary>
internal sealed class ContractProofBench : IAsyncDisposable
{
    /// <summary>A soak just long enough for what tires.</summary>
    private static readonly TimeSpan Soak = TimeSpan.FromSeconds(8);

    private readonly EmbeddedTarget _target;
    private readonly ClauseBench _bench;
    private readonly FairProof _proof;

    private ContractProofBench(EmbeddedTarget target, ClauseBench bench)
    {
        (_target, _bench, _proof) = (target, bench, new FairProof(bench, target));
    }

    /// <summary>Times simulated time ran out of patience.</summary>
    public long Stalls => _target.Health.Stalls;

    /// <summary>What it waited for the last time; null when it never ran out of patience.</summary>
    public string? LatestStall => _target.Health.LatestStall;

    /// <summary>Starts the device.</summary>
    public static async Task<ContractProofBench> OpenAsync(Misbehaviour wrong, int seed, bool realTime, CancellationToken cancellationToken)
    {
        var target = await EmbeddedTarget.StartAsync(new SessionOptions { Seed = seed, RealTime = realTime }, Description(wrong), cancellationToken);
        try
        {
            return new ContractProofBench(target, await ClauseBench.OpenAsync(new ClauseBenchOptions
            {
                Device = target.ClientOptions,
                Loopback = LoopbackKind.Digital,
                Seed = seed,
                Soak = Soak,
                SharesProcess = true,
            }, cancellationToken));
        }
        catch
        {
            await target.DisposeAsync();
            throw;
        }
    }

    /// <summary>Proves a clause; again where this machine, and not the misbehaviour, may have decided the result.</summary>
    /// <param name="clause">What to prove.</param>
    /// <param name="isExpected">What the misbehaviour must bring about, however late this machine was.</param>
    /// <param name="cancellationToken">Ends everything.</param>
    public Task<ClauseResult> ProveAsync(Clause clause, Func<ClauseResult, bool> isExpected, CancellationToken cancellationToken) =>
        _proof.ProveAsync(clause, cancellationToken, isExpected);

    /// <summary>Tries a clause once; see <see cref="FairProof.TryAsync"/>.</summary>
    public Task<(ClauseResult Result, bool Stalled)> TryAsync(Clause clause, Func<ClauseResult, bool> isExpected, CancellationToken cancellationToken) =>
        _proof.TryAsync(clause, cancellationToken, isExpected);

    public async ValueTask DisposeAsync()
    {
        await _bench.DisposeAsync();
        await _target.DisposeAsync();
    }

    /// <summary>Fewer formats than the reference device: two of everything show what depends on a format.</summary>
    private static DeviceDescription Description(Misbehaviour wrong)
    {
        var side = DeviceFile.Reference.Playback with { RatesHz = [44_100, 48_000], BitDepths = [16, 24], Channels = [1, 2] };
        return DeviceFile.Reference with { Playback = side, Recording = side, Misbehaviours = [wrong] };
    }
}
