using KosSound.Conformance.Clauses;
using KosSound.Conformance.Records;
using KosSound.Signals;
using KosSound.Simulator;
using KosSound.Simulator.Descriptions;
using KosSound.Simulator.DeviceFiles;
using KosSound.Simulator.Misbehaviours;
using KosSound.Suites.Targets;

namespace KosSound.Suites.Proofs.Contract;

/// <summary>
/// Two simulators with one misbehaviour: one in simulated time for most clauses, one in real time, started when it is needed, for those
/// about the wall clock.
/// </summary>
internal sealed class ContractProofBench(Misbehaviour wrong, int seed) : IAsyncDisposable
{
    /// <summary>A soak just long enough for what tires.</summary>
    private static readonly TimeSpan Soak = TimeSpan.FromSeconds(8);

    /// <summary>Tries of a clause that this machine spoils: other proofs beside it may, for a while.</summary>
    private const int MostAttempts = 4;

    /// <summary>Lateness of this machine that cannot spoil a clause.</summary>
    private static readonly TimeSpan Harmless = TimeSpan.FromMilliseconds(50);

    private readonly Dictionary<TimeMode, (SimulatedDevice Device, ClauseBench Bench)> _benches = [];

    /// <summary>Times simulated time ran out of patience.</summary>
    public long Stalls => _benches.Values.Sum(b => b.Device.Health.Stalls);

    /// <summary>What it waited for the last time; null when it never ran out of patience.</summary>
    public string? LatestStall => _benches.Values.Select(b => b.Device.Health.LatestStall).FirstOrDefault(stall => stall is not null);

    /// <summary>Proves clauses one after the other.</summary>
    public async Task<IReadOnlyList<(Clause Clause, ClauseResult Result)>> ProveAsync(IReadOnlyList<Clause> clauses, CancellationToken cancellationToken)
    {
        var results = new List<(Clause, ClauseResult)>();
        foreach (var clause in clauses)
        {
            var bench = await BenchAsync(clause.IsWallClock ? TimeMode.RealTime : TimeMode.Simulated, cancellationToken);
            var result = await bench.ProveAsync(clause, cancellationToken);
            for (var attempt = 2; attempt <= MostAttempts && IsSpoilt(clause, result); attempt++)
                result = await bench.ProveAsync(clause, cancellationToken);
            results.Add((clause, IsSpoilt(clause, result) ? result with { Outcome = Outcome.Error, Reason = ClauseResult.MachineTooSlow } : result));
        }

        return results;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (device, bench) in _benches.Values)
        {
            await bench.DisposeAsync();
            await device.DisposeAsync();
        }
    }

    private async Task<ClauseBench> BenchAsync(TimeMode mode, CancellationToken cancellationToken)
    {
        if (_benches.TryGetValue(mode, out var known))
            return known.Bench;
        var device = await SimulatedDevice.StartAsync(Description(), new SimulatorOptions { Seed = seed, TimeMode = mode }, cancellationToken);
        try
        {
            var bench = await ClauseBench.OpenAsync(new ClauseBenchOptions
            {
                Device = SimulatedGate.Connect(device),
                Loopback = LoopbackKind.Digital,
                Seed = seed,
                Soak = Soak,
                SharesProcess = true,
            }, cancellationToken);
            _benches[mode] = (device, bench);
            return bench;
        }
        catch
        {
            await device.DisposeAsync();
            throw;
        }
    }

    /// <summary>A clause that fails by the wall clock while this machine is late says nothing, unless it is the one that must fail.</summary>
    private bool IsSpoilt(Clause clause, ClauseResult result) =>
        result.Reason == ClauseResult.MachineTooSlow
        || clause.IsWallClock && clause.Id != wrong.Breaks && result.Outcome == Outcome.Fail && result.OwnLateness > Harmless;

    /// <summary>Fewer formats than the reference device: two of everything show what depends on a format.</summary>
    private DeviceDescription Description()
    {
        var side = DeviceFile.Reference.Playback with { RatesHz = [44_100, 48_000], BitDepths = [16, 24], Channels = [1, 2] };
        return DeviceFile.Reference with { Playback = side, Recording = side, Misbehaviours = [wrong] };
    }
}
