using NJsonSchema;

namespace KosSound.Conformance.Reports.Json;

/// <summary>The JSON Schema of results.json, which is also put beside it in every bundle.</summary>
public static class ResultsSchema
{
    private const string Resource = "KosSound.Conformance.Reports.Json.results.schema.json";

    private static readonly Lazy<string> Embedded = new(ReadEmbedded);

    private static readonly Lazy<JsonSchema> Parsed = new(() => JsonSchema.FromJsonAsync(Embedded.Value).GetAwaiter().GetResult());

    /// <summary>The schema as it stands in the repository.</summary>
    public static string Text => Embedded.Value;

    /// <summary>Every violation as "path: kind", empty when the text has the right shape. The text must be JSON.</summary>
    public static IReadOnlyList<string> Validate(string json) =>
        [.. Parsed.Value.Validate(json).Select(error => $"{error.Path}: {error.Kind}")];

    /// <summary>True when a schema is one and the text has its shape: within one version a suite may have written fewer keys than this one knows.</summary>
    internal static bool Fits(string schema, string json)
    {
        try
        {
            return JsonSchema.FromJsonAsync(schema).GetAwaiter().GetResult().Validate(json).Count == 0;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return false;
        }
    }

    private static string ReadEmbedded()
    {
        using var stream = typeof(ResultsSchema).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"the assembly lacks {Resource}");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
