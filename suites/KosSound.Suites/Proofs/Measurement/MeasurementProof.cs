using System.Runtime;
using KosSound.Signals.Stimuli;
using KosSound.Simulator.Faults;
using KosSound.Simulator.SignalPath.Events;
using AnalysedCapture = KosSound.Analysis.Metrics.Measurement;

namespace KosSound.Suites.Proofs.Measurement;

/// <summary>
/// Every fault at its smallest size on arrays, again and again: how often the analysis finds it, how often it cries wolf, and how
/// well it measures what a formula knows.
/// </summary>
public sealed class MeasurementProof : IProof
{
    private const int QuickTrials = 5;
    private const int FullTrials = 300;
    private const int FullCleanTrials = 1_000;

    /// <summary>Scoring seeds lie here; tuning used 1 000 to 1 200, 52 000 to 52 002 and 2 000 000 to 2 100 000.</summary>
    private const int FirstSeed = 7_000_000;
    private const int SeedsPerRun = 10_000;

    /// <inheritdoc/>
    public string Name => "measurement";

    /// <inheritdoc/>
    public string Description => "how often the analysis finds each fault at its smallest size, and how well it measures, on loops made of the simulator's stages";

    /// <inheritdoc/>
    public async Task<ProofResult> RunAsync(ProofOptions options, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(options);
        // Nobody waits for a pause here, and a collector that works beside the scoring takes its time from it.
        var mode = GCSettings.LatencyMode;
        GCSettings.LatencyMode = GCLatencyMode.Batch;
        try
        {
            return MeasurementFiles.ResultOf(await ReportAsync(MeasurementPlan.Cases, AccuracyPlan.Cases, options, stop));
        }
        catch (OperationCanceledException) when (options.Folder is not null)
        {
            options.Tell("measurement: stopped; the same command goes on from here");
            throw;
        }
        finally
        {
            GCSettings.LatencyMode = mode;
        }
    }

    /// <summary>Scores faults and quantities.</summary>
    public static async Task<MeasurementReport> ReportAsync(
        IReadOnlyList<MeasurementCase> cases, IReadOnlyList<AccuracyCase> quantities, ProofOptions options, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(cases);
        ArgumentNullException.ThrowIfNull(quantities);
        ArgumentNullException.ThrowIfNull(options);
        var (started, clock) = (TimeProvider.System.GetUtcNow(), TimeProvider.System.GetTimestamp());
        var trials = options.Trials ?? (options.Full ? FullTrials : QuickTrials);
        var cleanTrials = options.Full ? Math.Max(trials, options.Trials is null ? FullCleanTrials : 0) : trials;
        var (firstSeed, bench) = (FirstSeed + SeedsPerRun * options.Seed, new MeasurementBench());
        var (rows, accuracy) = (new MeasurementRow[cases.Count], new AccuracyRow[quantities.Count]);
        var loops = cases.Select(c => c.Loopback).Distinct().ToArray();
        var clean = new CleanTrials[loops.Length];
        using var journal = MeasurementJournal.Open(options.Folder, options.Seed, trials, cleanTrials);
        if (journal is { Count: > 0 } or { IsOfAnother: true })
            options.Tell(journal.IsOfAnother ? "measurement: what was scored by another program, seed or number of captures is not taken" : $"measurement: {journal.Count} parts were scored before");
        // The longest first: what is left at the end is short, and the captures without fault are those that the rows need.
        var jobs = Enumerable.Range(0, loops.Length).Reverse().Select(i => (Func<CancellationToken, string>)(token =>
        {
            clean[i] = Scored($"{loops[i]} without fault", () => Clean(bench, [.. cases.Where(c => c.Loopback == loops[i])], cleanTrials, firstSeed, token));
            return $"{clean[i].Loopback} without fault: {clean[i].Alarms.Count} alarms in {clean[i].Trials}{string.Concat(clean[i].Alarms.Select(alarm => $"; {alarm}"))}";
        })).Concat(Enumerable.Range(0, rows.Length).Select(i => (Func<CancellationToken, string>)(token =>
        {
            rows[i] = Scored($"{cases[i].Loopback} {cases[i].Format.Id} {cases[i].Kind.Name} {cases[i].Size}", () => Score(bench, cases[i], trials, firstSeed, token));
            return $"{rows[i].Loopback} {rows[i].Fault} {rows[i].Size}: {rows[i].Found} of {rows[i].Trials}";
        }))).Concat(Enumerable.Range(0, accuracy.Length).Select(i => (Func<CancellationToken, string>)(token =>
        {
            accuracy[i] = Scored($"{quantities[i].Quantity}, {quantities[i].Path}", () =>
                AccuracyRow.Of(quantities[i], [.. Enumerable.Range(firstSeed, trials).Select(seed => Stopping(quantities[i].Read, seed, token))]));
            return $"{accuracy[i].Quantity}, {accuracy[i].Path}: error at most {accuracy[i].Largest:G3} {accuracy[i].Unit}";
        }))).ToList();
        var done = 0;
        await Parallel.ForEachAsync(jobs, stop, (job, token) =>
        {
            var line = job(token);
            options.Tell(FormattableString.Invariant($"measurement: {Interlocked.Increment(ref done)} of {jobs.Count}: {line}"));
            return ValueTask.CompletedTask;
        });
        journal?.Complete();
        return new MeasurementReport
        {
            StartedUtc = started,
            Duration = Elapsed(),
            Commit = BuiltFrom.Commit,
            Seed = options.Seed,
            Trials = trials,
            Rows = rows,
            Clean = clean,
            Accuracy = accuracy,
        };

        T Scored<T>(string part, Func<T> score) => journal is null ? score() : journal.Scored(part, score, Elapsed);

        TimeSpan Elapsed() => (journal?.Before ?? TimeSpan.Zero) + TimeProvider.System.GetElapsedTime(clock);
    }

    private static AccuracyReading Stopping(Func<int, AccuracyReading> read, int seed, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        return read(seed);
    }

    private static MeasurementRow Score(MeasurementBench bench, MeasurementCase tried, int trials, int firstSeed, CancellationToken stop)
    {
        var stimulus = bench.Stimulus(tried);
        var (missed, alarms, distances, lengths) = (new List<int>(), 0, new List<double>(), new List<double>());
        for (var seed = firstSeed; seed < firstSeed + trials; seed++)
        {
            stop.ThrowIfCancellationRequested();
            var (at, fault) = Placed(tried, stimulus, bench.Carried(tried), seed);
            var before = bench.Clean(tried, seed, 0);
            alarms += tried.Signs.Any(s => s.Shows(bench.Clean(tried, seed, 1), before)) ? 1 : 0;
            var now = bench.Measure(tried, seed, 2, fault);
            if (!tried.Signs.Any(s => s.Shows(now, before)))
                missed.Add(seed);
            else if (at is { } frame && now.Events.MinBy(e => Math.Abs(e.AtSeconds - (double)frame / tried.Format.RateHz)) is { } nearest)
            {
                distances.Add(1e3 * Math.Abs(nearest.AtSeconds - (double)frame / tried.Format.RateHz));
                lengths.Add(Math.Abs(nearest.Frames - fault.Length.FramesAt(tried.Format.RateHz)));
            }
        }
        return new MeasurementRow
        {
            Loopback = tried.Loopback.ToString().ToLowerInvariant(),
            Fault = tried.Kind.Name,
            Size = tried.Size.ToString(),
            Trials = trials,
            Found = trials - missed.Count,
            FalseAlarms = alarms,
            LocalisationMs = Share(distances, 0.5),
            LocalisationWorstMs = Share(distances, 0.95),
            LengthErrorFrames = tried.HasLength ? Share(lengths, 0.5) : null,
            Missed = missed,
        };
    }

    /// <summary>The value that a share of all does not exceed; null of none.</summary>
    private static double? Share(List<double> values, double share) =>
        values.Count == 0 ? null : values.Order().ElementAt(Math.Min(values.Count - 1, (int)(share * values.Count)));

    private static CleanTrials Clean(MeasurementBench bench, IReadOnlyList<MeasurementCase> cases, int trials, int firstSeed, CancellationToken stop)
    {
        var formats = cases.Select(c => c.Format).Distinct().ToArray();
        var alarms = new List<string>();
        for (var trial = 0; trial < trials; trial++)
        {
            stop.ThrowIfCancellationRequested();
            var (seed, format) = (firstSeed + trial, formats[trial % formats.Length]);
            var same = cases.Where(c => c.Format == format).ToArray();
            var (before, now) = (bench.Clean(same[0], seed, 0), bench.Clean(same[0], seed, 1));
            var signs = same.SelectMany(c => c.Signs).Distinct().Where(s => s.Shows(now, before)).Select(s => s.Metric).Concat(Dropouts(now)).Distinct().ToArray();
            if (signs.Length > 0)
                alarms.Add(FormattableString.Invariant($"{format.Id}, seed {seed}: {string.Join(", ", signs)}"));
        }
        return new CleanTrials { Loopback = cases[0].Loopback.ToString().ToLowerInvariant(), Trials = trials, Alarms = alarms };
    }

    private static IEnumerable<string> Dropouts(AnalysedCapture clean) => clean.Events.Count > 0 ? ["dropouts.count"] : [];

    /// <summary>A fault of a moment is put somewhere between the markers, where its energy counts to a place that sounds.</summary>
    private static (int? At, Fault Fault) Placed(MeasurementCase tried, Stimulus stimulus, double[] carried, int seed)
    {
        var fault = tried.Kind.Sized(tried.Size);
        if (!tried.Kind.IsTimed)
            return (null, fault);
        var random = new Random(seed + 1);
        var first = stimulus.Plan.Segments.First(s => s.Kind == SegmentKind.Marker).StartFrame;
        var end = stimulus.Plan.Segments.Last(s => s.Kind == SegmentKind.Marker);
        // A level that changes within the last sound has nothing left to be heard in.
        var last = tried.Kind.Name == "gain-step" ? end.StartFrame : end.EndFrame - 1_000;
        var least = 0.99 * tried.SoundingFrames * Math.Pow(10, stimulus.Plan.LevelDbfs / 10) / 2;
        var at = random.Next(first, last);
        while (ChangedEnergy(tried, fault, carried, at) < least || LeavesAll(tried, fault, carried, at))
            at = random.Next(first, last);
        return (at, fault with { When = new Schedule { At = [Extent.Frames(at)] } });
    }

    /// <summary>
    /// What leaves a capture as it was is neither found nor missed: equal chunks that change places, a silence where the sound is zero
    /// anyway, and a loss or a repeat before the first sound, which comes later or earlier by it and is the same.
    /// </summary>
    private static bool LeavesAll(MeasurementCase tried, Fault fault, double[] carried, int at)
    {
        var (frames, halfStep) = ((int)fault.Length.FramesAt(tried.Format.RateHz), tried.Format.LsbFs / 2);
        return tried.Kind.Name switch
        {
            "reorder" => carried.AsSpan(at, frames).SequenceEqual(carried.AsSpan(at + frames, frames)),
            "skip" or "insert" or "repeat" => LesserMovedEnergy(carried, at, frames) == 0,
            "zero-fill" => !carried.AsSpan(at, frames).ContainsAnyExceptInRange(-halfStep, halfStep),
            _ => false,
        };
    }

    /// <summary>
    /// Energy that a fault takes away, moves or changes of what the loop carries: a place counts where it is that of a tone at the set
    /// level. What is lost, put in or repeated moves the sound on one side of it, and which one nobody can tell: the lesser counts.
    /// </summary>
    private static double ChangedEnergy(MeasurementCase tried, Fault fault, double[] carried, int at)
    {
        var (frames, moved) = (tried.SoundingFrames, (int)fault.Length.FramesAt(tried.Format.RateHz));
        return tried.Kind.Name switch
        {
            _ when frames == 0 => 0,
            // Chunks that change places within a tone of their length leave it as it was.
            "reorder" => MovedEnergy(carried, at, at + frames, frames) / 2,
            "skip" or "insert" or "repeat" => LesserMovedEnergy(carried, at, moved),
            _ => Energy(at, at + frames, i => carried[i]),
        };
    }

    private static double LesserMovedEnergy(double[] carried, int at, int moved) =>
        Math.Min(MovedEnergy(carried, 0, at, moved), MovedEnergy(carried, at, carried.Length - moved, moved));

    private static double MovedEnergy(double[] carried, int from, int end, int frames) => Energy(from, end, i => carried[i + frames] - carried[i]);

    private static double Energy(int from, int end, Func<int, double> sample)
    {
        var energy = 0.0;
        for (var i = from; i < end; i++)
            energy += sample(i) * sample(i);
        return energy;
    }
}
