using System.Globalization;
using System.Text;
using System.Text.Json;
using KosSound.Signals.Stimuli;
using KosSound.Simulator.Faults;
using KosSound.Simulator.SignalPath.Events;
using KosSound.Suites.Proofs.Detection;

namespace KosSound.Suites.Proofs.Measurement;

/// <summary>Every fault at its smallest size on arrays, again and again: how often the analysis finds it, and how often it cries wolf.</summary>
public sealed class MeasurementProof : IProof
{
    private const int QuickTrials = 3;
    private const int FullTrials = 300;

    /// <summary>Scoring seeds lie here; tuning used 1 000 to 1 200.</summary>
    private const int FirstSeed = 7_000_000;

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true };

    /// <inheritdoc/>
    public string Name => "measurement";

    /// <inheritdoc/>
    public string Description => "how often the analysis finds each fault at its smallest size, on loops made of the simulator's stages";

    /// <inheritdoc/>
    public async Task<ProofResult> RunAsync(ProofOptions options, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(options);
        var rows = await RowsAsync(MeasurementPlan.Cases, options.Full ? FullTrials : QuickTrials, options, stop);
        return new ProofResult
        {
            Holds = rows.All(r => r.Found == r.Trials && r.FalseAlarms == 0),
            Table = Table(rows),
            Files = new Dictionary<string, string> { ["measurement.json"] = JsonSerializer.Serialize(rows, Json) },
        };
    }

    /// <summary>Scores cases.</summary>
    public static async Task<IReadOnlyList<MeasurementRow>> RowsAsync(IReadOnlyList<MeasurementCase> cases, int trials, ProofOptions options, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(cases);
        ArgumentNullException.ThrowIfNull(options);
        var rows = new MeasurementRow[cases.Count];
        var bench = new MeasurementBench();
        var done = 0;
        await Parallel.ForAsync(0, rows.Length, stop, (i, token) =>
        {
            rows[i] = Score(bench, cases[i], trials, FirstSeed + 10_000 * options.Seed, token);
            options.Tell($"measurement: {Interlocked.Increment(ref done)} of {rows.Length}: {rows[i].Loopback} {rows[i].Fault} {rows[i].Size}: {rows[i].Found} of {rows[i].Trials}");
            return ValueTask.CompletedTask;
        });
        return rows;
    }

    private static MeasurementRow Score(MeasurementBench bench, MeasurementCase tried, int trials, int firstSeed, CancellationToken stop)
    {
        var stimulus = bench.Stimulus(tried);
        var (missed, alarms, errors) = (new List<int>(), 0, new List<double>());
        for (var seed = firstSeed; seed < firstSeed + trials; seed++)
        {
            stop.ThrowIfCancellationRequested();
            var (at, fault) = Placed(tried, stimulus, seed);
            var before = bench.Clean(tried, seed, 0);
            alarms += tried.Signs.Any(s => s.Shows(bench.Clean(tried, seed, 1), before)) ? 1 : 0;
            var now = bench.Measure(tried, seed, 2, fault);
            if (!tried.Signs.Any(s => s.Shows(now, before)))
                missed.Add(seed);
            else if (at is { } frame && now.Events.Count > 0)
                errors.Add(1e3 * now.Events.Min(e => Math.Abs(e.AtSeconds - (double)frame / tried.Format.RateHz)));
        }
        errors.Sort();
        return new MeasurementRow
        {
            Loopback = tried.Loopback.ToString().ToLowerInvariant(),
            Fault = tried.Kind.Name,
            Size = tried.Size.ToString(),
            Trials = trials,
            Found = trials - missed.Count,
            FalseAlarms = alarms,
            MissBound = AlarmChance.UpperBound(missed.Count, trials),
            LocalisationMs = errors.Count == 0 ? null : errors[errors.Count / 2],
            Missed = missed,
        };
    }

    /// <summary>A fault of a moment is put somewhere between the markers, where its energy counts to a place that sounds.</summary>
    private static (int? At, Fault Fault) Placed(MeasurementCase tried, Stimulus stimulus, int seed)
    {
        var fault = tried.Kind.Sized(tried.Size);
        if (!tried.Kind.IsTimed)
            return (null, fault);
        var random = new Random(seed + 1);
        var first = stimulus.Plan.Segments.First(s => s.Kind == SegmentKind.Marker).StartFrame;
        var last = stimulus.Plan.Segments.Last(s => s.Kind == SegmentKind.Marker).EndFrame - 1_000;
        var at = random.Next(first, last);
        while (!Sounds(stimulus, at, tried.SoundingFrames))
            at = random.Next(first, last);
        return (at, fault with { When = new Schedule { At = [Extent.Frames(at)] } });
    }

    /// <summary>Whether a stretch has the power of a tone at the set level.</summary>
    private static bool Sounds(Stimulus stimulus, int at, int frames)
    {
        var amplitude = Math.Pow(10, stimulus.Plan.LevelDbfs / 20);
        var energy = 0.0;
        foreach (var sample in stimulus.Signal[0].Slice(at, frames))
            energy += sample * sample;
        return frames == 0 || energy >= 0.99 * frames * amplitude * amplitude / 2;
    }

    private static string Table(IReadOnlyList<MeasurementRow> rows)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{"loop",-11} {"fault",-18} {"size",-13} {"found",9} {"missed at most",15} {"false alarms",13} {"place ± ms",11}\n");
        foreach (var row in rows)
            text.Append(CultureInfo.InvariantCulture, $"{row.Loopback,-11} {row.Fault,-18} {row.Size,-13} {$"{row.Found}/{row.Trials}",9} {row.MissBound,15:P1} {row.FalseAlarms,13} {(row.LocalisationMs is { } ms ? ms.ToString("F2", CultureInfo.InvariantCulture) : "-"),11}\n");
        return text.ToString().TrimEnd();
    }
}
