using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace KosSound.Suites.Proofs.Boundaries;

/// <summary>The files the boundary proof leaves.</summary>
internal static class BoundaryFiles
{
    private static readonly JsonSerializerOptions Form = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static ProofResult ResultOf(BoundaryReport report)
    {
        using var page = new StringWriter();
        BoundaryHtml.Write(page, report);
        return new ProofResult
        {
            Holds = report.Holds,
            Table = BoundaryText.Table(report),
            Files = new Dictionary<string, string> { ["limits.json"] = JsonSerializer.Serialize(report, Form) + "\n", ["limits.html"] = page.ToString() },
        };
    }
}
