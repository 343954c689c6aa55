using System.Globalization;
using FluentAssertions;
using KosSound.Conformance.Clauses;
using KosSound.Conformance.Records;
using KosSound.Signals;
using KosSound.Simulator.DeviceFiles;
using KosSound.Simulator.Faults;
using KosSound.Suites.Contract;
using KosSound.Suites.Session;
using KosSound.Suites.Targets;
using NUnit.Framework;

namespace KosSound.SelfTests.Conformance.Clauses;

/// <summary>The reference device, with or without a fault of its sound, and a bench that proves clauses on it.</summary>
internal sealed class CleanDevice : IAsyncDisposable
{
    private static readonly string[] NotClaimed = ["info/unavailable-is-empty-or-refused", "errors/unavailable"];
    private readonly EmbeddedTarget _target;
    private readonly ClauseBench _bench;

    private CleanDevice(EmbeddedTarget target, ClauseBench bench) => (_target, _bench) = (target, bench);

    public static async Task<CleanDevice> StartAsync(bool realTime, Fault? fault = null)
    {
        var description = fault?.ApplyTo(DeviceFile.Reference) ?? DeviceFile.Reference;
        var target = await EmbeddedTarget.StartAsync(new SessionOptions { Seed = 1, RealTime = realTime }, description, CancellationToken.None);
        var bench = await ClauseBench.OpenAsync(new ClauseBenchOptions
        {
            Device = target.ClientOptions,
            Loopback = LoopbackKind.Digital,
            Soak = TimeSpan.FromSeconds(3),
            SharesProcess = true,
        });
        return new CleanDevice(target, bench);
    }

    /// <summary>Proves a clause as a run does: nothing is blamed on the device that this machine did.</summary>
    public async Task<ClauseResult> ProveAsync(Clause clause)
    {
        var result = await new FairProof(_bench, _target).ProveAsync(clause, CancellationToken.None);
        TestContext.Progress.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{clause.Id}: {result.Outcome} in {result.Duration.TotalSeconds:0.0} s, {Math.Max(1, result.Attempts.Count)} tries: {result.Message} ({_target.Health})"));
        return result;
    }

    /// <summary>Every clause must hold; inconclusive where this machine was too late to tell, and nothing else is wrong.</summary>
    public static void RequireThatAllHold(IReadOnlyCollection<(Clause Clause, ClauseResult Result)> results)
    {
        var wrong = results.Where(r => r.Result.Outcome != (NotClaimed.Contains(r.Clause.Id) ? Outcome.Skip : Outcome.Pass)).ToArray();
        wrong.Where(r => r.Result.Reason != ClauseResult.MachineTooSlow).Select(r => $"{r.Clause.Id}: {r.Result.Outcome}: {r.Result.Message}\n{string.Join('\n', r.Result.Trace)}").Should().BeEmpty();
        if (wrong.Length > 0)
            Assert.Inconclusive(string.Join("; ", wrong.Select(r => $"{r.Clause.Id}: {r.Result.Message}")));
    }

    public async ValueTask DisposeAsync()
    {
        await _bench.DisposeAsync();
        await _target.DisposeAsync();
    }
}
