using System.Text.Json;
using System.Text.Json.Nodes;

namespace KosSound.Suites.Proofs.Measurement;

/// <summary>
/// What a measurement proof has scored so far, line by line in a file: the full form takes more than an hour, and one that was stopped
/// goes on where it was. Lines of another program, seed or number of captures are not taken. May be used from several threads.
/// </summary>
internal sealed class MeasurementJournal : IDisposable
{
    private readonly Dictionary<string, JsonNode> _scored = [];
    private readonly StreamWriter _file;
    private readonly string _path;
    private readonly Lock _lock = new();

    private MeasurementJournal(string path, string head)
    {
        _path = path;
        var lines = File.Exists(path) ? File.ReadAllLines(path) : [];
        if (lines is [var first, ..] && first == head)
        {
            foreach (var line in lines.Skip(1))
                Take(line);
            // A kill may have cut the last line: what follows begins on one of its own.
            _file = new StreamWriter(path, append: true) { AutoFlush = true };
            _file.WriteLine();
            return;
        }
        IsOfAnother = lines.Length > 0;
        _file = new StreamWriter(path, append: false) { AutoFlush = true };
        _file.WriteLine(head);
    }

    /// <summary>Opens or begins that of a run; null without a folder.</summary>
    /// <param name="folder">Where the proof's files go.</param>
    /// <param name="seed">Decides everything random.</param>
    /// <param name="trials">Captures per row.</param>
    /// <param name="cleanTrials">Captures without fault per loop.</param>
    public static MeasurementJournal? Open(string? folder, int seed, int trials, int cleanTrials) => folder is null ? null
        : new(Path.Combine(folder, "measurement.jsonl"), JsonSerializer.Serialize(new { Modules = BuiltFrom.Modules, Seed = seed, Trials = trials, CleanTrials = cleanTrials }, MeasurementFiles.Line));

    /// <summary>Parts that were scored before.</summary>
    public int Count => _scored.Count;

    /// <summary>Time that they took, in all.</summary>
    public TimeSpan Before { get; private set; }

    /// <summary>True when there was one of another program, seed or number of captures, which is gone now.</summary>
    public bool IsOfAnother { get; }

    /// <summary>A part that was scored before, or is now.</summary>
    /// <param name="part">Its name, unlike all others'.</param>
    /// <param name="score">Scores it.</param>
    /// <param name="elapsed">Time that the run has taken so far, what was before included.</param>
    public T Scored<T>(string part, Func<T> score, Func<TimeSpan> elapsed)
    {
        if (_scored.TryGetValue(part, out var known) && known.Deserialize<T>(MeasurementFiles.Line) is { } row)
            return row;
        var scored = score();
        var line = JsonSerializer.Serialize(new { Part = part, Seconds = elapsed().TotalSeconds, Row = scored }, MeasurementFiles.Line);
        lock (_lock)
            _file.WriteLine(line);
        return scored;
    }

    /// <summary>Removes the file: the same command scores everything again.</summary>
    public void Complete()
    {
        _file.Dispose();
        File.Delete(_path);
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private void Take(string line)
    {
        try
        {
            if (JsonNode.Parse(line) is not { } node || node["part"]?.GetValue<string>() is not { } part || node["row"] is not { } row)
                return;
            _scored[part] = row;
            Before = TimeSpan.FromSeconds(Math.Max(Before.TotalSeconds, node["seconds"]!.GetValue<double>()));
        }
        catch (JsonException)
        {
            // Cut by a kill: it is scored again.
        }
    }
}
