using FluentAssertions;
using KosSound.Conformance.Clauses;
using KosSound.Conformance.Records;
using KosSound.Device;
using KosSound.Signals;
using KosSound.Simulator;
using KosSound.Simulator.DeviceFiles;
using NUnit.Framework;

namespace KosSound.SelfTests.Conformance.Clauses;

/// <summary>A device that keeps the contract passes every clause.</summary>
[TestFixture]
public class CleanDeviceTests
{
    private static IEnumerable<Clause> Clauses => ClauseCatalog.All;

    [Test]
    public async Task all_clauses_hold_one_after_the_other_on_one_device()
    {
        await using var simulator = await SimulatedDevice.StartAsync(DeviceFile.Reference, new SimulatorOptions());
        await using var bench = await OpenAsync(simulator);
        var failures = new List<string>();

        foreach (var clause in ClauseCatalog.All.OrderBy(c => c.Phase))
        {
            var result = await bench.ProveAsync(clause);
            TestContext.Out.WriteLine($"{clause.Id}: {result.Outcome} in {result.Duration.TotalSeconds:0.0} s: {result.Message}");
            if (result.Outcome is not (Outcome.Pass or Outcome.Skip))
                failures.Add($"{clause.Id}: {result.Outcome}: {result.Message}");
        }

        failures.Should().BeEmpty("simulator: {0}", simulator.Health);
    }

    [Test]
    public async Task clauses_that_are_not_about_the_wall_clock_hold_in_simulated_time()
    {
        await using var simulator = await SimulatedDevice.StartAsync(DeviceFile.Reference, new SimulatorOptions { TimeMode = TimeMode.Simulated });
        await using var bench = await OpenAsync(simulator);
        var failures = new List<string>();

        foreach (var clause in ClauseCatalog.All.Where(c => !c.IsWallClock))
        {
            var result = await bench.ProveAsync(clause);
            TestContext.Progress.WriteLine($"{clause.Id}: {result.Outcome} in {result.Duration.TotalSeconds:0.0} s: {result.Message} {simulator.Health.LatestStall}");
            if (result.Outcome is not (Outcome.Pass or Outcome.Skip))
                failures.Add($"{clause.Id}: {result.Outcome}: {result.Message}");
        }

        failures.Should().BeEmpty("simulator: {0}", simulator.Health);
        simulator.Health.Stalls.Should().Be(0, "{0}", simulator.Health);
    }

    [TestCaseSource(nameof(Clauses))]
    [Parallelizable(ParallelScope.All)]
    public async Task the_reference_device_keeps_every_clause(Clause clause)
    {
        await using var simulator = await SimulatedDevice.StartAsync(DeviceFile.Reference, new SimulatorOptions());
        await using var bench = await OpenAsync(simulator);

        var result = await bench.ProveAsync(clause);

        TestContext.Out.WriteLine($"{clause.Id}: {result.Outcome} in {result.Duration.TotalSeconds:0.0} s: {result.Message}");
        var expected = clause.Id is "info/unavailable-is-empty-or-refused" or "errors/unavailable" ? Outcome.Skip : Outcome.Pass;
        result.Outcome.Should().Be(expected, "{0} (simulator: {1})\n{2}", result.Message, simulator.Health, string.Join('\n', result.Trace));
    }

    private static Task<ClauseBench> OpenAsync(SimulatedDevice simulator) => ClauseBench.OpenAsync(new ClauseBenchOptions
    {
        Device = new DeviceOptions { Endpoint = simulator.Endpoint, Time = simulator.Time, Gate = new Gate(simulator) },
        Loopback = LoopbackKind.Digital,
        Soak = TimeSpan.FromSeconds(3),
    });

    private sealed class Gate(SimulatedDevice simulator) : IClientTimeGate
    {
        public void PlayMessageLeaving() => simulator.PlayMessageLeaving();

        public void PlayEnded() => simulator.PlayEnded();

        public void RecordMessageStamped(long bytes) => simulator.RecordMessageStamped(bytes);

        public void RecordEnded() => simulator.RecordEnded();
    }
}
