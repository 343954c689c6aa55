using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using KosSound.Simulator.Faults;
using KosSound.Simulator.Misbehaviours;
using KosSound.Simulator.Parameters;
using KosSound.Simulator.SignalPath;

namespace KosSound.Simulator.DeviceFiles;

/// <summary>The JSON Schema of device files, made from what the reader reads by.</summary>
public static class DeviceSchema
{
    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The schema, draft 7, as text that ends with a line feed.</summary>
    public static string Text
    {
        get
        {
            var root = Group("A device to simulate.",
            [
                ("extends", Described("string", "a device file beside this one, or the name of a shipped device, whose values hold where this file sets none")),
                ("name", Described("string", "what people call the device; the file's name unless given")),
                ("playback", Side("what the device can play")),
                ("recording", Side("what the device can record")),
                .. DeviceKeys.Top.Select(Property),
                ("path", Path()),
                ("wire", Group("how the bytes of a side differ from what the contract assumes",
                    [("playback", Group("how the bytes of a play are read", WireReader.Parameters.Select(Property))),
                     ("recording", Group("how the bytes of a recording are written", WireReader.Parameters.Select(Property)))])),
                ("misbehaviours", MisbehaviourList()),
                ("faults", FaultList()),
            ]);
            root.Insert(0, "$schema", "http://json-schema.org/draft-07/schema#");
            root.Insert(1, "title", "Simulated sound device");
            return root.ToJsonString(Layout) + "\n";
        }
    }

    private static JsonObject Path() => Group("what happens to the sound between playing and recording",
    [
        ("playback", Stages("stages at the rate and channels of the play, first to last")),
        ("recording", Stages("stages at the rate and channels of the recording, first to last")),
        .. DeviceKeys.Path.Select(Property),
        ("playback_runs_at_hz", Rates("playback rates the converter runs at another rate for")),
        ("recording_runs_at_hz", Rates("recording rates the converter runs at another rate for")),
    ]);

    private static JsonObject Side(string description) => Group(description,
    [
        ("available", Described("boolean", "false when the device lacks this side, which then has no formats")),
        ("sample_rates_hz", List("frames per second", new JsonObject { ["type"] = "integer", ["minimum"] = 4_000, ["maximum"] = 768_000 })),
        ("bit_depths", List("bits per sample", new JsonObject { ["enum"] = new JsonArray(8, 16, 24, 32) })),
        ("channels", List("samples per frame", new JsonObject { ["type"] = "integer", ["minimum"] = 1, ["maximum"] = 64 })),
    ]);

    private static JsonObject List(string description, JsonObject item) => new()
    {
        ["description"] = description, ["type"] = "array", ["minItems"] = 1, ["uniqueItems"] = true, ["items"] = item,
    };

    private static JsonObject Rates(string description) => new()
    {
        ["description"] = description,
        ["type"] = "object",
        ["patternProperties"] = new JsonObject { ["^[0-9]+$"] = new JsonObject { ["type"] = "number", ["minimum"] = 4_000, ["maximum"] = 768_000 } },
        ["additionalProperties"] = false,
    };

    private static JsonObject FaultList() => new()
    {
        ["description"] = "faults the device has: NAME, NAME=VALUE or NAME=VALUE@TIME",
        ["type"] = "array",
        ["items"] = new JsonObject
        {
            ["type"] = "string",
            ["pattern"] = $"^\\s*({string.Join('|', FaultCatalog.All.Select(kind => kind.Name))})\\s*(=[^@]*)?(@.*)?$",
        },
    };

    private static JsonObject MisbehaviourList() => new()
    {
        ["description"] = "ways in which the device breaks the contract, the one nearest to the device first",
        ["type"] = "array",
        ["items"] = new JsonObject { ["enum"] = new JsonArray([.. MisbehaviourCatalog.All.Select(known => JsonValue.Create(known.Name))]) },
    };

    private static JsonObject Stages(string description) => new()
    {
        ["description"] = description,
        ["type"] = "array",
        ["items"] = new JsonObject { ["oneOf"] = new JsonArray([BareStages(), .. StageCatalog.All.Select(Stage)]) },
    };

    private static JsonObject BareStages() => new()
    {
        ["enum"] = new JsonArray([.. StageCatalog.All.Where(kind => !kind.Parameters.Any(parameter => parameter.IsRequired)).Select(kind => JsonValue.Create(kind.Name))]),
    };

    private static JsonObject Stage(StageKind kind)
    {
        var values = Group(kind.Description, kind.Parameters.Select(Property));
        if (kind.Parameters.Any(parameter => parameter.IsRequired))
            values["required"] = new JsonArray([.. kind.Parameters.Where(parameter => parameter.IsRequired).Select(parameter => JsonValue.Create(parameter.Key))]);
        else
            values["type"] = new JsonArray("object", "null");
        var stage = Group(kind.Description, [(kind.Name, values)]);
        stage["required"] = new JsonArray(kind.Name);
        return stage;
    }

    private static (string Key, JsonObject Schema) Property(Parameter parameter) => (parameter.Key, Value(parameter));

    private static JsonObject Value(Parameter parameter)
    {
        var schema = parameter.Kind switch
        {
            ParameterKind.Number => Number(parameter),
            ParameterKind.Numbers => OneOrMore(Number(parameter)),
            ParameterKind.Choice => Words(parameter),
            ParameterKind.Choices => OneOrMore(new JsonObject { ["anyOf"] = new JsonArray(Words(parameter), Number(parameter)) }),
            ParameterKind.Flag => new JsonObject { ["type"] = "boolean" },
            ParameterKind.File => new JsonObject { ["type"] = "string", ["minLength"] = 1 },
            _ => throw new ArgumentOutOfRangeException(nameof(parameter), parameter.Kind, "no such kind of parameter"),
        };
        schema.Insert(0, "description", parameter.Unit.Length > 0 ? $"{parameter.Description} ({parameter.Unit})" : parameter.Description);
        return schema;
    }

    private static JsonObject Number(Parameter parameter)
    {
        var schema = new JsonObject { ["type"] = parameter.IsWhole ? "integer" : "number" };
        schema["minimum"] = parameter.Low;
        schema["maximum"] = parameter.High;
        return schema;
    }

    private static JsonObject Words(Parameter parameter) =>
        new() { ["enum"] = new JsonArray([.. parameter.Words.Select(word => JsonValue.Create(word))]) };

    private static JsonObject OneOrMore(JsonObject item) => new()
    {
        ["anyOf"] = new JsonArray(item, new JsonObject { ["type"] = "array", ["minItems"] = 1, ["items"] = item.DeepClone() }),
    };

    private static JsonObject Described(string type, string description) => new() { ["description"] = description, ["type"] = type };

    private static JsonObject Group(string description, IEnumerable<(string Key, JsonObject Schema)> properties) => new()
    {
        ["description"] = description,
        ["type"] = "object",
        ["properties"] = new JsonObject(properties.Select(property => KeyValuePair.Create<string, JsonNode?>(property.Key, property.Schema))),
        ["additionalProperties"] = false,
    };
}
