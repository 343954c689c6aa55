using System.Globalization;
using KosSound.SelfTests.Simulator.Service;
using KosSound.SelfTests.Simulator.SignalPath.Outside;
using KosSound.Signals;
using KosSound.Simulator;
using KosSound.Simulator.DeviceFiles;
using KosSound.Simulator.Pcm;
using NUnit.Framework;

namespace KosSound.SelfTests.Simulator.Engine;

/// <summary>Real time on this machine, together with the suite that measures it.</summary>
/// <remarks>
/// A frame is late when the tick it passed in was over more than <see cref="Tolerance"/> after it was due, or when it was missing for a
/// play. It is late by the simulator's own doing when the cores were there for it, again and again: on a quiet machine, and not in one
/// try alone, for the host of a virtual machine may take a core away without telling. On a busy machine a try without a late frame
/// counts, a try with one says nothing.
/// </remarks>
[TestFixture, NonParallelizable]
public sealed class RealTimeTests
{
    /// <summary>One period of the reference device, two of the studio interface.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(10);

    /// <summary>Tries on a machine that others keep busy; more where all must run.</summary>
    private static readonly int Tries = Environment.GetEnvironmentVariable("KOS_SOUND_REQUIRE_ALL") == "1" ? 8 : 3;

    /// <summary>Tries on a quiet machine after which lateness is the simulator's own.</summary>
    private const int QuietTries = 3;

    private static readonly DeviceFormat Stereo = new(48_000, 16, 2);

    /// <summary>Makes threads ready as a session of the suite does, and has everything run once: compiling is the runtime's, not the simulator's.</summary>
    [OneTimeSetUp]
    public async Task MakeReadyAsync()
    {
        ThreadPool.GetMinThreads(out var workers, out var ports);
        ThreadPool.SetMinThreads(Math.Max(workers, 32), ports);
        await using var bench = await Bench.StartAsync();
        await HearAsync(bench, Bench.Noise(Stereo, Stereo.RateHz / 2));
    }

    [Test]
    public Task Eight_channels_of_192_kHz_and_32_bit_both_ways_beside_the_suite_without_a_late_frame() => ProveAsync(async () =>
    {
        var heard = await OutsideEar.HearAsync(DeviceFile.Shipped("studio-interface"), OutsideEar.Plan(new PcmFormat(192_000, 32, 8)), Options);
        return [(heard.Health, heard.Health.UnderrunFrames > 0 || heard.Metric("bits.exact") == 1 ? null : "not every sample came back")];
    });

    /// <summary>Eight captures analysed at once would be late on two cores, and nobody does that: the bytes are compared.</summary>
    [Test]
    public Task Eight_simulators_at_48_kHz_stereo_in_one_process_without_a_late_frame() => ProveAsync(async () =>
    {
        var benches = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Bench.StartAsync(DeviceFile.Reference, Options)));
        var heard = await Task.WhenAll(benches.Select((bench, seed) => HearAsync(bench, Bench.Noise(Stereo, 5 * Stereo.RateHz, seed))));
        foreach (var bench in benches)
            await bench.DisposeAsync();
        return heard;
    });

    private static async Task<(SimulatorHealth Health, string? Difference)> HearAsync(Bench bench, byte[] pcm)
    {
        var heard = await bench.LoopAsync(Stereo, () => bench.PlayAsync(Stereo, pcm));
        return (bench.Device.Health, heard.DifferenceFrom(pcm));
    }

    private static SimulatorOptions Options => new() { LateTolerance = Tolerance };

    /// <param name="hear">Gives of every device its health and, in words, what was wrong with what came back.</param>
    private static async Task ProveAsync(Func<Task<(SimulatorHealth Health, string? Difference)[]>> hear)
    {
        var (tries, quiet) = (new List<string>(), 0);
        while (tries.Count < Tries)
        {
            // What earlier tests and tries left must neither be cleared away in the middle of this one nor lengthen its collections.
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            var watch = new MachineWatch();
            var all = await hear();
            var machine = watch.Stop();
            tries.Add($"{string.Join("\n", all.Select(heard => Told(heard.Health)))}\n{machine}");
            TestContext.Out.WriteLine(tries[^1]);
            if (!all.Any(heard => IsLate(heard.Health)))
            {
                Assert.That(all.Select(heard => heard.Difference), Is.All.Null, "differences from what was played");
                return;
            }

            quiet += machine.WasQuiet ? 1 : 0;
            if (quiet == QuietTries)
                Assert.Fail($"late by the simulator's own doing, for the machine was quiet in {quiet} of the tries:\n{string.Join("\n", tries)}");
        }

        Assert.Ignore($"nothing is known of the simulator, for this machine was busy with something else in {Tries} tries:\n{string.Join("\n", tries)}");
    }

    private static bool IsLate(SimulatorHealth health) => health.LateFrames + health.LateDeliveries + health.UnderrunFrames > 0;

    private static string Told(SimulatorHealth health) => string.Create(CultureInfo.InvariantCulture,
        $"{health.Ticks} ticks: median {health.MedianLateness.TotalMilliseconds} ms, 99 % {health.LatenessOf99Percent.TotalMilliseconds} ms, worst {health.MaxLateness.TotalMilliseconds:F2} ms late, {Tolerance.TotalMilliseconds} ms allowed; {health.LateFrames} late frames, {health.LateDeliveries} late messages, {health.UnderrunFrames} missing frames, none allowed");
}
