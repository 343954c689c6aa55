using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace KosSound.Signals.Stimuli;

/// <summary>A plan as JSON, beside its WAV file, so that a capture can be analysed later or elsewhere. Strict: unknown fields,
/// other versions and values without sense are errors.</summary>
public static class StimulusFile
{
    /// <summary>The version written and read.</summary>
    public const int Version = 1;

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        IgnoreReadOnlyProperties = true,
        RespectNullableAnnotations = true,
        AllowDuplicateProperties = false,
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false), new FormatConverter() },
    };

    /// <summary>The plan as JSON text, line ends LF.</summary>
    public static string ToJson(StimulusPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return JsonSerializer.Serialize(plan, Options).ReplaceLineEndings("\n") + "\n";
    }

    /// <summary>Reads JSON text.</summary>
    /// <exception cref="StimulusFileException">One line that says what is wrong and where.</exception>
    public static StimulusPlan FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            RefuseOtherVersions(json);
            var plan = JsonSerializer.Deserialize<StimulusPlan>(json, Options) ?? throw new StimulusFileException("it is null, not a stimulus");
            return StimulusPlanCheck.Faults(plan) is { Count: > 0 } faults ? throw new StimulusFileException(string.Join("; ", faults)) : plan;
        }
        catch (JsonException e)
        {
            throw new StimulusFileException(OneLine(e), e);
        }
    }

    /// <summary>Writes a plan; an existing file is replaced.</summary>
    /// <exception cref="StimulusFileException">It cannot be written; the message starts with the path.</exception>
    public static void Write(string path, StimulusPlan plan)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var json = ToJson(plan);
        try
        {
            File.WriteAllText(path, json);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StimulusFileException($"{path}: {Reason(e)}", e);
        }
    }

    /// <summary>Reads a plan.</summary>
    /// <exception cref="StimulusFileException">It is missing, unreadable or no stimulus; the message starts with the path.</exception>
    public static StimulusPlan Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            return FromJson(File.ReadAllText(path));
        }
        catch (Exception e) when (e is StimulusFileException or IOException or UnauthorizedAccessException)
        {
            throw new StimulusFileException($"{path}: {Reason(e)}", e);
        }
    }

    private static void RefuseOtherVersions(string json)
    {
        using var document = JsonDocument.Parse(json);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
            throw new StimulusFileException("it is no JSON object");
        if (!document.RootElement.TryGetProperty("version", out var version))
            throw new StimulusFileException("it has no 'version': not a stimulus file");
        if (version.ValueKind != JsonValueKind.Number || !version.TryGetInt32(out var number) || number != Version)
            throw new StimulusFileException($"its version is {version.GetRawText()}, this program reads version {Version}");
    }

    private static string OneLine(JsonException e) => e.Message.ReplaceLineEndings(" ");

    private static string Reason(Exception e) => e switch
    {
        FileNotFoundException or DirectoryNotFoundException => "no such file",
        UnauthorizedAccessException => "access denied, or a folder",
        _ => e.Message,
    };

    /// <summary>Formats are written by their id.</summary>
    private sealed class FormatConverter : JsonConverter<PcmFormat>
    {
        public override PcmFormat Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && PcmFormat.TryParse(reader.GetString()!, out var format)
                ? format
                : throw new JsonException("a format is written like \"48000Hz-16bit-2ch\"");

        public override void Write(Utf8JsonWriter writer, PcmFormat value, JsonSerializerOptions options) => writer.WriteStringValue(value.Id);
    }
}
