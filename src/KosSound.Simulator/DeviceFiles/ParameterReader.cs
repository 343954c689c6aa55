using System.Globalization;
using KosSound.Simulator.Parameters;
using YamlDotNet.RepresentationModel;

namespace KosSound.Simulator.DeviceFiles;

/// <summary>Reads the values of a list of parameters out of a section.</summary>
internal static class ParameterReader
{
    /// <summary>Reads every parameter that is there; wrong, missing and unknown keys are noted in the section.</summary>
    /// <param name="at">The node told for what is missing.</param>
    /// <returns>Null when something was wrong.</returns>
    public static ParameterValues? Read(DeviceFileSection section, YamlNode at, IReadOnlyList<Parameter> parameters)
    {
        var values = new Dictionary<string, object>();
        var isWhole = true;
        foreach (var parameter in parameters)
        {
            var node = section.Find(parameter.Key);
            if (node is null && parameter.IsRequired)
                section.Refuse(at, parameter.Key, $"is missing; {Expected(parameter)}");
            else if (node is not null && Value(node, parameter, section.File) is { } value)
                values[parameter.Key] = value;
            else if (node is not null)
                section.Refuse(node, parameter.Key, $"'{Shown(node)}' is not allowed; {Expected(parameter)}");
            isWhole &= (node is null && !parameter.IsRequired) || values.ContainsKey(parameter.Key);
        }
        section.RefuseUnknownKeys();
        return isWhole ? new ParameterValues(values) : null;
    }

    private static object? Value(YamlNode node, Parameter parameter, string file)
    {
        var text = (node as YamlScalarNode)?.Value;
        return parameter.Kind switch
        {
            ParameterKind.Number => Number(node, parameter),
            ParameterKind.Numbers => Items(node).Select(item => Number(item, parameter)).ToArray() is { Length: > 0 } numbers && numbers.All(n => n is not null)
                ? numbers.Select(n => n!.Value).ToArray() : null,
            ParameterKind.Choice => parameter.Words.Contains(text) ? text : null,
            ParameterKind.Choices => Items(node).Select(item => Word(item, parameter)).ToArray() is { Length: > 0 } words && words.All(w => w is not null)
                ? words.Select(w => w!).ToArray() : null,
            ParameterKind.Flag => text is "true" or "false" ? text == "true" : null,
            ParameterKind.File => string.IsNullOrEmpty(text) ? null : Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file)) ?? "", text),
            _ => throw new ArgumentOutOfRangeException(nameof(parameter), parameter.Kind, "no such kind of parameter"),
        };
    }

    private static IEnumerable<YamlNode> Items(YamlNode node) => node is YamlSequenceNode sequence ? sequence.Children : [node];

    private static double? Number(YamlNode node, Parameter parameter) =>
        double.TryParse((node as YamlScalarNode)?.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
        && value >= parameter.Low && value <= parameter.High && (!parameter.IsWhole || value == Math.Round(value)) ? value : null;

    private static string? Word(YamlNode node, Parameter parameter)
    {
        var text = (node as YamlScalarNode)?.Value;
        return parameter.Words.Contains(text) || Number(node, parameter) is not null ? text : null;
    }

    private static string Shown(YamlNode node) => node is YamlScalarNode scalar ? scalar.Value ?? "" : node.ToString();

    private static string Expected(Parameter parameter)
    {
        var range = string.Create(CultureInfo.InvariantCulture, $"number from {parameter.Low} to {parameter.High} {parameter.Unit}").TrimEnd();
        var number = (parameter.IsWhole ? "a whole " : "a ") + range;
        return parameter.Kind switch
        {
            ParameterKind.Number => number,
            ParameterKind.Numbers => $"{number}, or a list of such",
            ParameterKind.Choice => "one of " + string.Join(", ", parameter.Words),
            ParameterKind.Choices => $"a list of {string.Join(", ", parameter.Words)} and {number["a ".Length..]}",
            ParameterKind.Flag => "true or false",
            _ => "the name of a file",
        };
    }
}
