using KosSound.Conformance.Clauses;
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
            for (var attempt = 2; attempt <= MostAttempts && result.Reason == ClauseResult.MachineTooSlow; attempt++)
                result = await bench.ProveAsync(clause, cancellationToken);
            results.Add((clause, result));
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

    /// <summary>Fewer formats than the reference device: two of everything show what depends on a format.</summary>
    private DeviceDescription Description()
    {
        var side = DeviceFile.Reference.Playback with { RatesHz = [44_100, 48_000], BitDepths = [16, 24], Channels = [1, 2] };
        return DeviceFile.Reference with { Playback = side, Recording = side, Misbehaviours = [wrong] };
    }
}
