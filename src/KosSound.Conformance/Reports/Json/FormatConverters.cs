using System.Text.Json;
using System.Text.Json.Serialization;
using KosSound.Conformance.Records;
using KosSound.Signals;

namespace KosSound.Conformance.Reports.Json;

/// <summary><c>{"rateHz": 48000, "bitDepth": 16, "channels": 2}</c>, without the values computed from these.</summary>
internal sealed class PcmFormatConverter : JsonConverter<PcmFormat>
{
    private sealed record Shape(int RateHz, int BitDepth, int Channels);

    public override PcmFormat Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var shape = JsonSerializer.Deserialize<Shape>(ref reader, options) ?? throw new JsonException("a format must not be null");
        return new PcmFormat(shape.RateHz, shape.BitDepth, shape.Channels);
    }

    public override void Write(Utf8JsonWriter writer, PcmFormat value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, new Shape(value.RateHz, value.BitDepth, value.Channels), options);
}

/// <summary><c>{"id": "48000Hz-16bit-2ch", "playback": {}, "recording": {}}</c>; an id that belongs to other formats is refused.</summary>
internal sealed class FormatRecordConverter : JsonConverter<FormatRecord>
{
    private sealed record Shape(string Id, PcmFormat Playback, PcmFormat Recording);

    public override FormatRecord Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var shape = JsonSerializer.Deserialize<Shape>(ref reader, options) ?? throw new JsonException("a format pair must not be null");
        var format = new FormatRecord(shape.Playback, shape.Recording);
        return format.Id == shape.Id ? format : throw new JsonException($"format id '{shape.Id}' does not belong to {format.Id}");
    }

    public override void Write(Utf8JsonWriter writer, FormatRecord value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, new Shape(value.Id, value.Playback, value.Recording), options);
}
