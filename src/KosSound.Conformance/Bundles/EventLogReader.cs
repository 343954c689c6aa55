using System.Text;
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
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1 << 16, FileOptions.SequentialScan);
            return Read(path, stream);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EvidenceException($"{path}: cannot be read: {e.Message}", e) { ExitCode = ExitCode.Usage };
        }
    }

    private static RunState Read(string path, Stream stream)
    {
        var state = new RunState();
        var text = new StreamReader(stream, Encoding.UTF8).ReadToEnd();
        var seq = 0;
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start);
            if (end < 0)
                break; // a line is whole only with its line feed: the writer was killed within this one
            state.Apply(ParseLine($"{path}:{seq + 1}", text.AsSpan(start, end - start), seq));
            start = end + 1;
            seq++;
        }

        return state.Header is null
            ? throw new EvidenceException($"{path}: holds no run: the suite was killed before it wrote the first line")
            : state;
    }

    private static BundleEvent ParseLine(string place, ReadOnlySpan<char> line, int seq)
    {
        try
        {
            if (seq == 0)
                CheckVersion(place, line);
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

    private static void CheckVersion(string place, ReadOnlySpan<char> line)
    {
        using var document = JsonDocument.Parse(line.ToString());
        var found = document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("schemaVersion", out var version)
            ? version.ToString()
            : null;
        if (found != ResultsJson.SchemaVersionText)
        {
            throw new EvidenceException(found is null
                ? $"{place}: is not the beginning of a run: it has no schemaVersion"
                : $"{place}: is of schema version {found}; this suite reads version {ResultsJson.SchemaVersion}. Use the suite that wrote it.")
            { ExitCode = ExitCode.Usage, OtherSchemaVersion = found is not null };
        }
    }
}
