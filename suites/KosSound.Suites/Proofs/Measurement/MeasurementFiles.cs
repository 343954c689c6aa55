using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace KosSound.Suites.Proofs.Measurement;

/// <summary>The files the measurement proof leaves.</summary>
internal static class MeasurementFiles
{
    private static readonly JsonSerializerOptions Form = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>The same on one line.</summary>
    public static JsonSerializerOptions Line { get; } = new(Form) { WriteIndented = false };

    public static ProofResult ResultOf(MeasurementReport report) => new()
    {
        Holds = report.Holds,
        Table = MeasurementText.Table(report),
        Files = new Dictionary<string, string>
        {
            ["measurement.json"] = JsonSerializer.Serialize(report, Form) + "\n",
            [Path.GetFileName(MeasurementPage.File)] = MeasurementPage.Text(report),
        },
    };
}
