using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using KosSound.Analysis.Metrics;

namespace KosSound.Conformance.Verdicts;

/// <summary>The form of a limits file as JSON Schema (draft 7), made from the metrics there are and the ranges the reader accepts.</summary>
public static class ProfileSchema
{
    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };

    /// <summary>Text of <c>fixtures/profiles/profile.schema.json</c>.</summary>
    public static string Text { get; } = Schema().ToJsonString(Layout) + "\n";

    private static JsonObject Schema()
    {
        var schema = Map("Limits of KosSoundConformance: what a device is judged by. A flag beats them; what they leave out is measured and not judged.", new JsonObject
        {
            ["profile"] = Word("name, told in reports"),
            ["loopback"] = new JsonObject { ["enum"] = new JsonArray("digital", "electrical", "acoustic"), ["description"] = "how the sound comes back" },
            ["minimumTests"] = Number("fewer executed tests make a run inconclusive", ProfileFile.MinimumTests),
            ["stimulus"] = Map("what is played", new JsonObject
            {
                ["levelDbfs"] = Number("peak level in dBFS", ProfileFile.LevelDbfs),
                ["restarts"] = Number("plays after the first, for the spread of the latency", ProfileFile.Restarts),
            }),
            ["band"] = Map("where the response is judged", new JsonObject
            {
                ["lowHz"] = Number("lower end in Hz", ProfileFile.BandLowHz),
                ["highHz"] = Number("upper end in Hz", ProfileFile.BandHighHz),
                ["highRate"] = Number("upper end as a share of the sample rate", ProfileFile.BandHighRate),
            }),
            ["limits"] = Map("one entry per judged metric", new JsonObject(MetricCatalog.All.Select(m => KeyValuePair.Create(m.Id, (JsonNode?)Limit(m))))),
        }, "profile", "loopback");
        schema.Insert(0, "$schema", "http://json-schema.org/draft-07/schema#");
        return schema;
    }

    private static JsonObject Limit(MetricInfo metric)
    {
        var unit = metric.Unit.Length == 0 ? "" : $" in {metric.Unit}";
        var keys = new JsonObject
        {
            ["low"] = Number($"smallest value that passes{unit}", ProfileFile.Bound),
            ["high"] = Number($"largest value that passes{unit}", ProfileFile.Bound),
            ["source"] = Word("where the limit comes from"),
        };
        if (metric.Unit == "Hz")
            keys.Insert(1, "lowRate", Number("smallest value that passes as a share of the sample rate", ProfileFile.LowRate));
        var limit = Map(metric.Meaning, keys, "source");
        limit["anyOf"] = new JsonArray([.. keys.Select(k => k.Key).Where(k => k != "source").Select(k => new JsonObject { ["required"] = new JsonArray(k) })]);
        if (metric.Unit == "Hz")
            limit["not"] = new JsonObject { ["required"] = new JsonArray("low", "lowRate") };
        return limit;
    }

    private static JsonObject Map(string description, JsonObject properties, params string[] required)
    {
        var map = new JsonObject { ["description"] = description, ["type"] = "object", ["additionalProperties"] = false, ["properties"] = properties };
        if (required.Length > 0)
            map["required"] = new JsonArray([.. required.Select(r => (JsonNode)r)]);
        return map;
    }

    private static JsonObject Word(string description) => new() { ["description"] = description, ["type"] = "string", ["minLength"] = 1 };

    private static JsonObject Number(string description, (double Low, double High) range) =>
        new() { ["description"] = description, ["type"] = "number", ["minimum"] = range.Low, ["maximum"] = range.High };
}
