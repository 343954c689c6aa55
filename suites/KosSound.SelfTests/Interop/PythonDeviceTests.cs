using System.Collections.Concurrent;
using System.Diagnostics;
using FluentAssertions;
using KosSound.Conformance.Clauses;
using KosSound.Conformance.Records;
using KosSound.Device;
using KosSound.Signals;
using KosSound.Suites.Contract;
using NUnit.Framework;

namespace KosSound.SelfTests.Interop;

/// <summary>A second opinion on the contract suite: a device that shares neither code, nor language, nor gRPC library with it.</summary>
[TestFixture]
[NonParallelizable]
public class PythonDeviceTests
{
    /// <summary>Devices at the same time: clauses wait for most of their time.</summary>
    private const int Lanes = 4;

    /// <summary>What it does not keep, all of level S, and what the message says of it.</summary>
    private static readonly Dictionary<string, string> NotKept = new()
    {
        // It converts nothing, so that what is played in one format is not heard in another.
        ["duplex/different-formats"] = "nothing of it is heard",

        // grpc-core 1.51 does not look at the content type.
        ["wire/malformed"] = "content type text/plain",
    };

    private static readonly Dictionary<string, (string Clause, string[] MustName)> Misbehaviours = new()
    {
        ["answers-at-once"] = ("play/answer-after-last-frame", ["PlayAudio answered", "cannot have been played"]),
        ["loses-last-period"] = ("play/last-frame-heard", ["are not heard"]),
        ["plays-on-after-cancel"] = ("play/cancel", ["after it was cancelled the play still sounds"]),
        ["plays-any-rate"] = ("play/unadvertised-refused", ["sample_rate 11025 was accepted"]),
        ["drops-first-audio"] = ("play/first-message-audio", ["sent together with the configuration", "its first 4800 frames (100 ms) are missing"]),
        ["records-big-endian"] = ("wire/encoding", ["samples arrive big-endian"]),
        ["rounds-durations"] = ("record/duration-exact", ["1 ms of", "320 frames"]),
        ["ignores-stop"] = ("record/continuous-until-stopped", ["the recording goes on"]),
        ["reports-nothing"] = ("errors/code-and-message", ["\"no\"", "does not name sample_rate"]),
        ["dies-of-an-empty-play"] = ("play/empty-stream", ["the device does not answer any more"]),
    };

    [Test]
    public async Task a_device_written_in_Python_keeps_every_clause_that_is_a_must()
    {
        Python.Require();
        var waiting = new ConcurrentQueue<Clause>(ClauseCatalog.All.OrderByDescending(c => c.IsWallClock));
        var failures = new ConcurrentBag<string>();
        var untold = new ConcurrentBag<string>();

        await Task.WhenAll(Enumerable.Range(0, Lanes).Select(_ => Task.Run(async () =>
        {
            await using var device = await PythonDevice.StartAsync();
            await using var bench = await OpenAsync(device);
            while (waiting.TryDequeue(out var clause))
            {
                var result = await new FairProof(bench, new PythonTarget(device)).ProveAsync(clause, CancellationToken.None);
                await TestContext.Progress.WriteLineAsync($"{clause.Id}: {result.Outcome} in {result.Duration.TotalSeconds:0.0} s: {result.Message}");
                var level = result.Level ?? clause.Level;
                var expected = result.Outcome is Outcome.Pass or Outcome.Skip
                    || result.Outcome == Outcome.Fail && level == ClauseLevel.Should && NotKept.TryGetValue(clause.Id, out var why) && result.Message.Contains(why, StringComparison.Ordinal);
                if (result.Reason == ClauseResult.MachineTooSlow)
                    untold.Add($"{clause.Id}: {result.Message}");
                else if (!expected)
                    failures.Add($"{clause.Id}: {result.Outcome}, level {level}: {result.Message}");
            }
        })));

        failures.Should().BeEmpty();
        if (!untold.IsEmpty)
            Assert.Inconclusive(string.Join("; ", untold));
    }

    [Test]
    public async Task its_misbehaviours_are_found_by_their_clauses()
    {
        Python.Require();
        var waiting = new ConcurrentQueue<KeyValuePair<string, (string Clause, string[] MustName)>>(Misbehaviours);
        var wrong = new ConcurrentBag<string>();
        var untold = new ConcurrentBag<string>();

        await Task.WhenAll(Enumerable.Range(0, Lanes).Select(_ => Task.Run(async () =>
        {
            while (waiting.TryDequeue(out var next))
            {
                var (name, (clause, mustName)) = next;
                var result = await ProveAsync(name, clause, mustName);
                await TestContext.Progress.WriteLineAsync($"{name}: {clause}: {result.Outcome} in {result.Duration.TotalSeconds:0.0} s: {result.Message}");
                if (result.Reason == ClauseResult.MachineTooSlow)
                    untold.Add($"{name}: {clause}: {result.Message}");
                else if (!IsNamed(result, mustName))
                    wrong.Add($"{name}: {clause}: {result.Outcome}: {result.Message}");
            }
        })));

        wrong.Should().BeEmpty("each must fail its clause with a message that names the cause");
        if (!untold.IsEmpty)
            Assert.Inconclusive(string.Join("; ", untold));
    }

    [Test]
    public async Task a_device_that_dies_is_noticed_within_10_s_and_the_clauses_after_it_are_not_run()
    {
        Python.Require();
        await using var device = await PythonDevice.StartAsync("dies-of-an-empty-play");
        await using var bench = await OpenAsync(device);

        var last = await bench.ProveAsync(ClauseCatalog.Find("play/empty-stream")!);
        var next = await bench.ProveAsync(ClauseCatalog.Find("info/no-error")!);

        last.Outcome.Should().Be(Outcome.Fail, last.Message);
        last.DeviceLost.Should().BeTrue();
        last.Duration.TotalSeconds.Should().BeLessThan(10);
        next.Outcome.Should().Be(Outcome.NotRun);
        next.Message.Should().Be("not run: device lost");
    }

    [Test]
    public async Task a_device_that_falls_silent_in_the_middle_of_a_clause_is_noticed_within_10_s()
    {
        Python.Require();
        await using var device = await PythonDevice.StartAsync();
        await using var bench = await OpenAsync(device);

        // It takes 6 s at least.
        var proving = bench.ProveAsync(ClauseCatalog.Find("play/backpressure")!);
        await Task.Delay(TimeSpan.FromSeconds(1.5));
        device.Freeze();
        var frozen = Stopwatch.GetTimestamp();
        var result = await proving;

        TestContext.Out.WriteLine($"noticed after {Stopwatch.GetElapsedTime(frozen).TotalSeconds:0.0} s: {result.Message}");
        Stopwatch.GetElapsedTime(frozen).TotalSeconds.Should().BeLessThan(10, "s until it is noticed");
        result.Outcome.Should().Be(Outcome.Fail, result.Message);
        result.DeviceLost.Should().BeTrue();
        result.Message.Should().Contain("does not answer any more");
        (await bench.ProveAsync(ClauseCatalog.Find("info/no-error")!)).Outcome.Should().Be(Outcome.NotRun);
    }

    private static bool IsNamed(ClauseResult result, string[] mustName) =>
        result.Outcome == Outcome.Fail && mustName.All(word => result.Message.Contains(word, StringComparison.Ordinal));

    private static async Task<ClauseResult> ProveAsync(string misbehaviour, string clause, string[] mustName)
    {
        await using var device = await PythonDevice.StartAsync(misbehaviour);
        await using var bench = await OpenAsync(device);
        return await new FairProof(bench, new PythonTarget(device)).ProveAsync(ClauseCatalog.Find(clause)!, CancellationToken.None, result => IsNamed(result, mustName));
    }

    private static Task<ClauseBench> OpenAsync(PythonDevice device) => ClauseBench.OpenAsync(new ClauseBenchOptions
    {
        Device = new DeviceOptions { Endpoint = device.Endpoint },
        Loopback = LoopbackKind.Digital,
        Soak = TimeSpan.FromSeconds(2),
        SharesProcess = true,
    });
}
