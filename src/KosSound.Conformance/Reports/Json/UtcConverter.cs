using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace KosSound.Conformance.Reports.Json;

/// <summary>ISO 8601 in UTC with a final Z, to 100 ns.</summary>
internal sealed class UtcConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDateTimeOffset();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
}
