using System.Text.Json;
using System.Text.Json.Serialization;
using KosSound.Analysis.Metrics;

namespace KosSound.Conformance.Reports.Json;

/// <summary>Curves in single precision: 24 bits of mantissa are finer than any plot, and the event log shrinks by half.</summary>
internal sealed class CurveConverter : JsonConverter<Curve>
{
    private sealed record Shape(string Kind, int Channel, float[] X, float[] Y);

    public override Curve Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var shape = JsonSerializer.Deserialize<Shape>(ref reader, options) ?? throw new JsonException("a curve must not be null");
        if (shape.X.Length != shape.Y.Length)
            throw new JsonException($"curve '{shape.Kind}' has {shape.X.Length} abscissae and {shape.Y.Length} ordinates");
        return new Curve(shape.Kind, shape.Channel, Array.ConvertAll(shape.X, x => (double)x), Array.ConvertAll(shape.Y, y => (double)y));
    }

    public override void Write(Utf8JsonWriter writer, Curve value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, new Shape(value.Kind, value.Channel, Single(value.X), Single(value.Y)), options);

    private static float[] Single(IReadOnlyList<double> values)
    {
        var single = new float[values.Count];
        for (var i = 0; i < single.Length; i++)
            single[i] = (float)values[i];
        return single;
    }
}
