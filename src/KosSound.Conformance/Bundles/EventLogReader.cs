using System.Text.Json;
using KosSound.Conformance.Records;
using KosSound.Conformance.Reports.Json;

namespace KosSound.Conformance.Bundles;

/// <summary>Reads events.jsonl, also one whose writer was killed in the middle of a line.</summary>
public static class EventLogReader
{
    /// <summary>Adds up all events of a log.</summary>
    /// <exception cref="EvidenceException">Missing, empty, of another schema version, or damaged anywhere but at its cut-off end.</exception>
    public static RunState Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            // The writer may still have it open.
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1, FileOptions.SequentialScan);
            var bytes = new byte[stream.Length];
            return Read(path, bytes.AsMemory(0, stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EvidenceException($"{path}: cannot be read: {e.Message}", e) { ExitCode = ExitCode.Usage };
        }
    }

    private static RunState Read(string path, ReadOnlyMemory<byte> log)
    {
        var lines = Lines(log);
        if (lines.Count == 0)
            throw new EvidenceException($"{path}: holds no run: the suite was killed before it wrote the first line");
        CheckVersion($"{path}:1", lines[0].Span);
        var events = new BundleEvent[lines.Count];
        var damage = new EvidenceException?[lines.Count];
        // The curves of many formats are a hundred megabytes: every core reads a part.
        Parallel.For(0, lines.Count, seq =>
        {
            try
            {
                events[seq] = ParseLine($"{path}:{seq + 1}", lines[seq].Span, seq);
            }
            catch (EvidenceException e)
            {
                damage[seq] = e;
            }
        });
        if (damage.FirstOrDefault(d => d is not null) is { } first)
            throw first;
        var state = new RunState();
        foreach (var next in events)
            state.Apply(next);
        return state.Header is null ? throw new EvidenceException($"{path}:1: is not the beginning of a run: it has no header") : state;
    }

    /// <summary>Whole lines. A line is whole only with its line feed: the writer was killed within the one that lacks it.</summary>
    private static List<ReadOnlyMemory<byte>> Lines(ReadOnlyMemory<byte> log)
    {
        var lines = new List<ReadOnlyMemory<byte>>();
        while (log.Span.IndexOf((byte)'\n') is >= 0 and var end)
        {
            lines.Add(log[..end]);
            log = log[(end + 1)..];
        }

        return lines;
    }

    private static BundleEvent ParseLine(string place, ReadOnlySpan<byte> line, int seq)
    {
        try
        {
            var next = JsonSerializer.Deserialize<BundleEvent>(line, JsonText.Line) ?? throw new EvidenceException($"{place}: is null");
            if (next.Seq != seq)
                throw new EvidenceException($"{place}: carries number {next.Seq} instead of {seq}: lines were lost, added or moved");
            return next;
        }
        catch (JsonException e)
        {
            throw new EvidenceException($"{place}: is damaged: {e.Message}", e);
        }
    }

    private static void CheckVersion(string place, ReadOnlySpan<byte> line)
    {
        var found = VersionIn(place, line);
        if (found != ResultsJson.SchemaVersionText)
        {
            throw new EvidenceException(found is null
                ? $"{place}: is not the beginning of a run: it has no schemaVersion"
                : $"{place}: is of schema version {found}; this suite reads version {ResultsJson.SchemaVersion}. Use the suite that wrote it.")
            { ExitCode = ExitCode.Usage, OtherSchemaVersion = found is not null };
        }
    }

    private static string? VersionIn(string place, ReadOnlySpan<byte> line)
    {
        try
        {
            using var document = JsonDocument.Parse(line.ToArray());
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("schemaVersion", out var version) ? version.ToString() : null;
        }
        catch (JsonException e)
        {
            throw new EvidenceException($"{place}: is damaged: {e.Message}", e);
        }
    }
}
