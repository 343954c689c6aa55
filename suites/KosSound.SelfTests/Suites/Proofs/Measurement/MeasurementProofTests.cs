using FluentAssertions;
using KosSound.Signals;
using KosSound.Simulator.Faults;
using KosSound.Suites.Proofs;
using KosSound.Suites.Proofs.Measurement;
using NUnit.Framework;

namespace KosSound.SelfTests.Suites.Proofs.Measurement;

public sealed class MeasurementProofTests
{
    [Test]
    public void Every_fault_that_a_capture_alone_can_show_is_scored_on_every_loop_it_is_claimed_for()
    {
        // Wire, chunks at either end, restarts and delivery need a device: selftest --detection and --contract prove them.
        string[] elsewhere = ["lose-first", "lose-last", "wrong-endian", "wrong-sign", "wrong-packing", "high-packing", "float-samples", "byte-slip", "latency-jitter", "latency-growth"];
        var kinds = FaultCatalog.All.Where(k => !elsewhere.Contains(k.Name)).ToList();
        Scored(LoopbackKind.Digital).Should().Contain(kinds.Where(k => k.SmallestDigital is not null).Select(k => k.Name), "they are claimed for digital loops");
        Scored(LoopbackKind.Acoustic).Should().Contain(kinds.Where(k => k.SmallestAcoustic is not null).Select(k => k.Name), "they are claimed for acoustic loops");
    }

    private static IEnumerable<string> Scored(LoopbackKind loopback) => MeasurementPlan.Cases.Where(c => c.Loopback == loopback).Select(c => c.Kind.Name);

    [Test]
    public async Task A_fault_too_small_to_find_scores_nothing_and_a_large_one_everything()
    {
        var gain = MeasurementPlan.Cases.First(c => c.Kind.Name == "gain" && c.Loopback == LoopbackKind.Digital) with { Format = new PcmFormat(16_000, 16, 1) };
        var report = await MeasurementProof.ReportAsync(
            [gain with { Size = FaultSize.Of(-0.0001, "dB") }, gain with { Size = FaultSize.Of(-1, "dB") }], [], new ProofOptions { Trials = 3 }, CancellationToken.None);
        var rows = report.Rows;

        rows.Select(r => r.Found).Should().Equal([0, 3], "captures in which a change of 0.0001 dB and of 1 dB was found");
        rows.Select(r => r.FalseAlarms).Should().Equal([0, 0], "false alarms");
        rows[0].Missed.Should().HaveCount(3);
        report.Holds.Should().BeFalse("a fault was missed");
        report.Clean.Should().ContainSingle().Which.Should().Match<CleanTrials>(c => c.Trials == 3 && c.Alarms.Count == 0);
        rows[1].MissBound.Should().BeApproximately(0.632, 0.001, "chance of a miss that three hits exclude at 95 %");
    }

    // Seed 7 110 168 would repeat a silent frame before the first sound.
    [Test]
    public async Task A_repeat_that_leaves_the_capture_as_it_was_is_not_scored()
    {
        var repeat = MeasurementPlan.Cases.First(c => c.Kind.Name == "repeat" && c.Loopback == LoopbackKind.Digital);
        var report = await MeasurementProof.ReportAsync([repeat], [], new ProofOptions { Seed = 11, Trials = 170 }, CancellationToken.None);

        report.Rows[0].Missed.Should().BeEmpty();
    }

    [Test]
    public async Task A_stopped_proof_goes_on_where_it_was_and_a_whole_one_begins_anew()
    {
        var folder = Directory.CreateTempSubdirectory("kos-sound-journal-").FullName;
        try
        {
            var gain = MeasurementPlan.Cases.First(c => c.Kind.Name == "gain" && c.Loopback == LoopbackKind.Digital) with { Format = new PcmFormat(16_000, 16, 1), Size = FaultSize.Of(-1, "dB") };
            var reads = 0;
            using var stop = new CancellationTokenSource();
            AccuracyCase Counted(string quantity, Action then) => new()
            {
                Quantity = quantity,
                Path = "none",
                Unit = "dB",
                Required = 1,
                Reference = "itself",
                Read = _ =>
                {
                    Interlocked.Increment(ref reads);
                    then();
                    return new AccuracyReading(0.5, 0, 0.1);
                },
            };
            var options = new ProofOptions { Trials = 1, Folder = folder };
            var journal = Path.Combine(folder, "measurement.jsonl");

            var stopped = () => MeasurementProof.ReportAsync([gain], [Counted("a", () => { })], options with { Tell = line => stop.Cancel() }, stop.Token);
            await stopped.Should().ThrowAsync<OperationCanceledException>();
            await File.AppendAllTextAsync(journal, "{\"part\":\"a, no");
            var scored = File.ReadLines(journal).Count(line => line.Contains("\"row\"", StringComparison.Ordinal));
            scored.Should().BeGreaterThan(0, "parts were scored before the stop");

            var told = new List<string>();
            var whole = await MeasurementProof.ReportAsync([gain], [Counted("a", () => { }), Counted("b", () => { })], options with { Tell = line => { lock (told) told.Add(line); } }, CancellationToken.None);

            told.Should().Contain($"measurement: {scored} parts were scored before");
            whole.Rows.Should().ContainSingle().Which.Found.Should().Be(1);
            whole.Clean.Should().ContainSingle().Which.Trials.Should().Be(1);
            whole.Accuracy.Should().HaveCount(2).And.OnlyContain(a => a.Rms == 0.5 && a.StatedSigma == 0.1 && a.Holds);
            reads.Should().Be(2, "each quantity is read once, whether before the stop or after it");
            File.Exists(journal).Should().BeFalse("a whole proof is no beginning of the next one");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Test]
    public async Task What_was_scored_with_another_seed_is_not_taken()
    {
        var folder = Directory.CreateTempSubdirectory("kos-sound-journal-").FullName;
        try
        {
            var (seeds, told) = (new List<int>(), new List<string>());
            using var begun = new ManualResetEventSlim();
            AccuracyCase read = new()
            {
                Quantity = "a",
                Path = "none",
                Unit = "dB",
                Required = 1,
                Reference = "itself",
                Read = seed =>
                {
                    seeds.Add(seed);
                    begun.Set();
                    return new AccuracyReading(0, 0);
                },
            };
            var options = new ProofOptions { Trials = 1, Folder = folder, Tell = told.Add };
            AccuracyCase stopping = read with
            {
                Quantity = "b",
                Read = _ =>
                {
                    begun.Wait();
                    throw new OperationCanceledException();
                },
            };
            await new Func<Task>(() => MeasurementProof.ReportAsync([], [read, stopping], options, CancellationToken.None)).Should().ThrowAsync<OperationCanceledException>();

            await MeasurementProof.ReportAsync([], [read], options with { Seed = 2 }, CancellationToken.None);

            seeds.Should().HaveCount(2).And.OnlyHaveUniqueItems("the second run read captures of its own seed");
            told.Should().Contain("measurement: what was scored by another program, seed or number of captures is not taken");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
