using System.Globalization;
using System.Text.Json;
using KosSound.Conformance.Records;

namespace KosSound.Conformance.Reports.Json;

/// <summary>Writes and reads results.json; its shape is pinned by <see cref="ResultsSchema"/>.</summary>
public static class ResultsJson
{
    /// <summary>Version of the shape. A reader refuses every other version.</summary>
    public const int SchemaVersion = 1;

    internal static string SchemaVersionText { get; } = SchemaVersion.ToString(CultureInfo.InvariantCulture);

    /// <summary>Writes a run as UTF-8 without byte order mark, ending in a line feed.</summary>
    /// <exception cref="ArgumentException">A value is not finite.</exception>
    public static void Write(Stream stream, RunRecord run)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(run);
        JsonSerializer.Serialize(stream, ResultsDocument.Of(run), JsonText.Indented);
        stream.WriteByte((byte)'\n');
    }

    /// <summary>Reads a file back.</summary>
    /// <exception cref="EvidenceException">Missing, unreadable, no JSON, another schema version, or not of the schema's shape.</exception>
    public static RunRecord Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            return Parse(path, File.ReadAllText(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EvidenceException($"{path}: cannot be read: {e.Message}", e) { ExitCode = ExitCode.Usage };
        }
    }

    /// <summary>Reads a text; <paramref name="name"/> begins every message.</summary>
    /// <exception cref="EvidenceException">As for <see cref="Read"/>.</exception>
    public static RunRecord Parse(string name, string json)
    {
        CheckVersion(name, json);
        if (ResultsSchema.Validate(json) is [var first, ..] errors)
            throw new EvidenceException($"{name}: does not have the shape of results.schema.json at {errors.Count} place(s); first: {first}");
        try
        {
            var document = JsonSerializer.Deserialize<ResultsDocument>(json, JsonText.Indented)!;
            if (document.Verdict != ((ExitCode)document.ExitCode).Verdict())
                throw new EvidenceException($"{name}: verdict '{document.Verdict}' contradicts exit code {document.ExitCode}");
            var run = document.ToRun();
            return run.Counts == document.Counts
                ? run
                : throw new EvidenceException($"{name}: its counts are {Words(document.Counts)}; its tests give {Words(run.Counts)}");
        }
        catch (JsonException e)
        {
            throw new EvidenceException($"{name}: {e.Message}", e);
        }
    }

    private static string Words(CountsRecord c) => string.Create(CultureInfo.InvariantCulture,
        $"{c.Planned} planned, {c.Executed} executed, {c.Passed} passed, {c.Failed} failed, {c.Error} in error, {c.Inconclusive} inconclusive, {c.Skipped} skipped, {c.Waived} waived, {c.NotRun} not run");

    private static void CheckVersion(string name, string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var found = document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("schemaVersion", out var version)
                ? version.ToString()
                : null;
            if (found is null)
                throw new EvidenceException($"{name}: has no schemaVersion; it is not the results.json of a run") { ExitCode = ExitCode.Usage };
            if (found != SchemaVersionText)
                throw new EvidenceException($"{name}: is of schema version {found}; this suite reads version {SchemaVersion}. Use the suite that wrote it.") { ExitCode = ExitCode.Usage, OtherSchemaVersion = true };
        }
        catch (JsonException e)
        {
            throw new EvidenceException($"{name}: is not JSON: {e.Message}", e);
        }
    }
}
