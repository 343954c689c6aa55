using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace KosSound.Suites.Proofs.Detection;

/// <summary>The files the detection proof leaves.</summary>
internal static class DetectionFiles
{
    private static readonly JsonSerializerOptions Form = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static ProofResult ResultOf(DetectionReport report)
    {
        using var page = new StringWriter();
        DetectionHtml.Write(page, report);
        return new ProofResult
        {
            Holds = report.Holds,
            Table = DetectionText.Table(report),
            Files = new Dictionary<string, string>
            {
                ["detection.json"] = Json(report),
                ["detection.html"] = page.ToString(),
                ["detection.md"] = DetectionBlock.Of(report),
            },
        };
    }

    public static string Json(DetectionReport report) => JsonSerializer.Serialize(report, Form) + "\n";
}
