using System.Collections.Concurrent;
using KosSound.Conformance.Clauses;
using KosSound.Simulator.Faults;
using NUnit.Framework;

namespace KosSound.SelfTests.Conformance.Clauses;

/// <summary>A device that keeps the contract passes every clause.</summary>
[TestFixture]
[NonParallelizable]
public class CleanDeviceTests
{
    /// <summary>Devices at a time: their clauses mostly wait.</summary>
    private const int SideBySide = 6;

    private Task<IReadOnlyList<(Clause, ClauseResult)>> _oneAfterTheOther = null!;
    private Task<IReadOnlyList<(Clause, ClauseResult)>> _eachOnItsOwn = null!;

    /// <summary>What waits most of its time waits together.</summary>
    [OneTimeSetUp]
    public void Begin() => (_oneAfterTheOther, _eachOnItsOwn) = (OnOneDeviceAsync(realTime: true, ClauseCatalog.All), OnDevicesOfTheirOwnAsync());

    [Test]
    public async Task all_clauses_hold_one_after_the_other_on_one_device() => CleanDevice.RequireThatAllHold(await _oneAfterTheOther);

    [Test]
    public async Task every_clause_holds_on_a_device_of_its_own_that_saw_no_other() => CleanDevice.RequireThatAllHold(await _eachOnItsOwn);

    [Test]
    public async Task clauses_that_are_not_about_the_wall_clock_hold_in_simulated_time()
    {
        await Task.WhenAll(_oneAfterTheOther, _eachOnItsOwn);

        CleanDevice.RequireThatAllHold(await OnOneDeviceAsync(realTime: false, ClauseCatalog.All.Where(c => !c.IsWallClock)));
    }

    /// <summary>What a device does to sound is for the audio suite to judge: the contract holds as long as all of it is heard.</summary>
    [TestCase("gain=-1dB")]
    [TestCase("eq=6dB")]
    public async Task clauses_hold_on_a_digital_loop_that_leaves_no_sample_unchanged(string fault)
    {
        await Task.WhenAll(_oneAfterTheOther, _eachOnItsOwn);

        CleanDevice.RequireThatAllHold(await OnOneDeviceAsync(realTime: false, ClauseCatalog.All.Where(c => !c.IsWallClock), FaultCatalog.Parse(fault)));
    }

    private static async Task<IReadOnlyList<(Clause, ClauseResult)>> OnOneDeviceAsync(bool realTime, IEnumerable<Clause> clauses, Fault? fault = null)
    {
        await using var device = await CleanDevice.StartAsync(realTime, fault);
        var results = new List<(Clause, ClauseResult)>();
        foreach (var clause in clauses.OrderBy(c => c.Phase))
            results.Add((clause, await device.ProveAsync(clause)));
        return results;
    }

    private static async Task<IReadOnlyList<(Clause, ClauseResult)>> OnDevicesOfTheirOwnAsync()
    {
        var results = new ConcurrentBag<(Clause, ClauseResult)>();
        await Parallel.ForEachAsync(ClauseCatalog.All, new ParallelOptions { MaxDegreeOfParallelism = SideBySide }, async (clause, _) =>
        {
            await using var device = await CleanDevice.StartAsync(realTime: true);
            results.Add((clause, await device.ProveAsync(clause)));
        });
        return [.. results];
    }
}
