using System.Globalization;
using KosSound.Conformance.Records;
using KosSound.Signals;

namespace KosSound.Suites.Proofs.Detection;

/// <summary>Every fault at its smallest size, over real gRPC and through the whole audio suite, on each kind of loop it is claimed for.</summary>
public sealed class DetectionProof : IProof
{
    private const int BaselineSeeds = 1_000_000;

    /// <inheritdoc/>
    public string Name => "detection";

    /// <inheritdoc/>
    public string Description => "every fault of the simulator is found at its smallest size, and clean devices raise no alarm";

    /// <inheritdoc/>
    public async Task<ProofResult> RunAsync(ProofOptions options, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(options);
        return DetectionFiles.ResultOf(await ReportAsync(DetectionPlan.Of(options.Full), options, stop));
    }

    /// <summary>Runs a plan.</summary>
    public static async Task<DetectionReport> ReportAsync(DetectionPlan plan, ProofOptions options, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(options);
        var (started, clock) = (TimeProvider.System.GetUtcNow(), TimeProvider.System.GetTimestamp());
        var bench = new DetectionBench();
        var rows = new DetectionRow[plan.Cases.Count];
        var alarms = new List<(LoopbackKind Loopback, CleanRun Run)>();
        var done = 0;
        var jobs = Enumerable.Range(0, rows.Length).Select(i => (Func<Task>)(async () =>
        {
            rows[i] = await TryAsync(bench, plan.Cases[i], options.Seed, stop);
            options.Tell($"detection: {Interlocked.Increment(ref done)} of {rows.Length}: {rows[i].Loopback.ToString().ToLowerInvariant()} {rows[i].Fault}={rows[i].Size}: {DetectionText.Word(rows[i].Outcome)}");
        })).Concat(from loopback in plan.Loops
                   from run in Enumerable.Range(1, plan.CleanRuns)
                   select (Func<Task>)(async () =>
                   {
                       var clean = await CleanAsync(bench, loopback, options.Seed + run, plan.CleanFormats, stop);
                       lock (alarms)
                           alarms.Add((loopback, clean));
                   }));
        await Parallel.ForEachAsync(jobs, new ParallelOptions { MaxDegreeOfParallelism = Math.Max(2, Environment.ProcessorCount + 1), CancellationToken = stop }, (job, _) => new ValueTask(job()));
        return new DetectionReport
        {
            StartedUtc = started,
            Duration = TimeProvider.System.GetElapsedTime(clock),
            Commit = BuiltFrom.Commit,
            Full = options.Full,
            Seed = options.Seed,
            Rows = rows,
            Clean = [.. plan.Loops.Select(loopback => new CleanRuns
            {
                Loopback = loopback,
                Device = DetectionBench.DeviceOf(loopback),
                Runs = plan.CleanRuns,
                Formats = [.. plan.CleanFormats.Select(f => f.Id)],
                Alarms = [.. alarms.Where(a => a.Loopback == loopback).Select(a => a.Run.Alarm).OfType<string>().Order(StringComparer.Ordinal)],
                BaselineAlarms = [.. alarms.Where(a => a.Loopback == loopback).Select(a => a.Run.Move).OfType<string>().Order(StringComparer.Ordinal)],
                OpenChecks = [.. alarms.Where(a => a.Loopback == loopback).SelectMany(a => a.Run.Open).Distinct().Order(StringComparer.Ordinal)],
            })],
        };
    }

    private static async Task<DetectionRow> TryAsync(DetectionBench bench, DetectionCase tried, int seed, CancellationToken stop)
    {
        var faulty = await DetectionBench.FaultyAsync(tried, seed, stop);
        var baseline = await bench.CleanAsync(tried.Loopback, tried.Formats, seed + BaselineSeeds, stop);
        return DetectionJudge.Judge(tried, faulty, baseline, await bench.CleanAsync(tried.Loopback, tried.Formats, seed, stop));
    }

    private static async Task<CleanRun> CleanAsync(DetectionBench bench, LoopbackKind loopback, int seed, IReadOnlyList<PcmFormat> formats, CancellationToken stop)
    {
        var clean = await new DetectionBench().CleanAsync(loopback, formats, seed, stop);
        var baseline = await bench.CleanAsync(loopback, formats, BaselineSeeds + 1, stop);
        var failed = clean.Records.FirstOrDefault(r => r.Outcome == Outcome.Fail);
        var move = DetectionJudge.FalseMove(clean, baseline, loopback);
        return new CleanRun(
            failed is null ? null : Told($"{failed.Id}: {failed.Message ?? failed.Reason}"),
            move is null ? null : Told(move),
            [.. clean.Records.Where(r => r.Outcome is not (Outcome.Pass or Outcome.Skip or Outcome.Fail)).Select(r => r.Id[(r.Id.LastIndexOf('/') + 1)..])]);

        string Told(string text) => string.Create(CultureInfo.InvariantCulture, $"seed {seed}: {text}");
    }

    private sealed record CleanRun(string? Alarm, string? Move, IReadOnlyList<string> Open);
}
