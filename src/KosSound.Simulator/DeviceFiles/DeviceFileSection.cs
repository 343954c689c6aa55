using System.Globalization;
using KosSound.Simulator.Parameters;
using YamlDotNet.RepresentationModel;

namespace KosSound.Simulator.DeviceFiles;

/// <summary>One mapping of a device file, read key by key; wrong values are collected, not thrown.</summary>
/// <remarks>
/// Whoever reads a section asks for every key it knows and then calls <see cref="RefuseUnknownKeys"/>. A wrong value reads as
/// the fallback, so that reading goes on and all errors are told at once.
/// </remarks>
public sealed class DeviceFileSection
{
    private readonly YamlMappingNode _node;
    private readonly ICollection<DeviceFileError> _errors;
    private readonly List<string> _known = [];

    /// <param name="file">Name of the file, for the errors.</param>
    /// <param name="path">Keys that lead here, for example <c>playback</c>; empty at the top.</param>
    /// <param name="node">The mapping.</param>
    /// <param name="errors">Receives everything that is wrong.</param>
    public DeviceFileSection(string file, string path, YamlMappingNode node, ICollection<DeviceFileError> errors)
    {
        File = file;
        Path = path;
        _node = node;
        _errors = errors;
    }

    public string File { get; }

    public string Path { get; }

    /// <summary>Line the section begins at, from 1.</summary>
    public int Line => LineOf(_node);

    /// <summary>The keys of the section in the order of the file.</summary>
    public IEnumerable<string> Keys => _node.Children.Keys.OfType<YamlScalarNode>().Select(key => key.Value ?? "");

    public bool Has(string key) => Find(key) is not null;

    /// <summary>A text that is not empty.</summary>
    public string Text(string key, string fallback) =>
        Scalar(key, "a text") is { Value: { Length: > 0 } text } ? text : fallback;

    /// <summary>One of the given words.</summary>
    public string Choice(string key, IReadOnlyList<string> allowed, string fallback)
    {
        var expected = "one of " + string.Join(", ", allowed);
        if (Scalar(key, expected) is not { } scalar)
            return fallback;
        if (allowed.Contains(scalar.Value))
            return scalar.Value!;
        Refuse(scalar, key, $"'{scalar.Value}' is not allowed; {expected}");
        return fallback;
    }

    /// <summary>One of the words of a parameter.</summary>
    public string Choice(Parameter parameter, string fallback) => Choice(parameter.Key, parameter.Words, fallback);

    public bool Flag(string key, bool fallback)
    {
        if (Scalar(key, "true or false") is not { } scalar)
            return fallback;
        if (scalar.Value is "true" or "false")
            return scalar.Value == "true";
        Refuse(scalar, key, $"'{scalar.Value}' is not allowed; true or false");
        return fallback;
    }

    /// <summary>A number within <paramref name="low"/> … <paramref name="high"/>, both included.</summary>
    /// <param name="unit">Unit of the value, for the error text.</param>
    public double Number(string key, double low, double high, string unit, double fallback)
    {
        var expected = string.Create(CultureInfo.InvariantCulture, $"a number from {low} to {high} {unit}").TrimEnd();
        if (Scalar(key, expected) is not { } scalar)
            return fallback;
        if (double.TryParse(scalar.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && value >= low && value <= high)
            return value;
        Refuse(scalar, key, $"'{scalar.Value}' is not allowed; {expected}");
        return fallback;
    }

    /// <summary>A number as a parameter describes it.</summary>
    public double Number(Parameter parameter, double fallback) =>
        Number(parameter.Key, parameter.Low, parameter.High, parameter.Unit, fallback);

    /// <summary>A time in milliseconds as a parameter describes it.</summary>
    public TimeSpan Milliseconds(Parameter parameter, TimeSpan fallback) =>
        TimeSpan.FromMilliseconds(Number(parameter, fallback.TotalMilliseconds));

    /// <summary>A list of different whole numbers; empty, with an error, when the key is missing or wrong.</summary>
    /// <param name="isAllowed">Whether a value may be in the list.</param>
    /// <param name="allowed">What may be in the list, for the error text.</param>
    public IReadOnlyList<int> WholeNumbers(string key, Func<int, bool> isAllowed, string allowed)
    {
        var values = new List<int>();
        switch (Find(key))
        {
            case null:
                Refuse(_node, key, $"is missing; a list of {allowed}");
                break;
            case YamlSequenceNode { Children.Count: > 0 } sequence:
                foreach (var item in sequence.Children)
                    Add(item);
                break;
            case var other:
                Refuse(other, key, $"a list of {allowed} is expected, with at least one entry");
                break;
        }
        return values;

        void Add(YamlNode item)
        {
            var text = (item as YamlScalarNode)?.Value;
            if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) || !isAllowed(value))
                Refuse(item, key, $"'{text ?? item.NodeType.ToString()}' is not allowed; {allowed}");
            else if (values.Contains(value))
                Refuse(item, key, $"{value} is listed twice");
            else
                values.Add(value);
        }
    }

    /// <summary>A list of words; empty when the key is missing.</summary>
    public IReadOnlyList<(string Name, YamlNode At)> Names(string key)
    {
        if (Find(key) is not { } node)
            return [];
        if (node is YamlSequenceNode list && list.All(item => item is YamlScalarNode { Value.Length: > 0 }))
            return [.. list.Select(item => (((YamlScalarNode)item).Value!, item))];
        Refuse(node, key, "a list of names is expected");
        return [];
    }

    /// <summary>A nested mapping; null when the key is missing, or wrong.</summary>
    public DeviceFileSection? Section(string key)
    {
        switch (Find(key))
        {
            case null:
                return null;
            case YamlMappingNode mapping:
                return new DeviceFileSection(File, Qualified(key), mapping, _errors);
            case var other:
                Refuse(other, key, "a group of keys is expected");
                return null;
        }
    }

    /// <summary>A list of groups of one key each: the key, and what is set beneath it, which may be nothing.</summary>
    public IEnumerable<(string Name, YamlNode At, DeviceFileSection Values)> NamedSections(string key)
    {
        if (Find(key) is not { } node)
            yield break;
        if (node is not YamlSequenceNode items)
        {
            Refuse(node, key, "a list is expected");
            yield break;
        }
        foreach (var (item, place) in items.Select((item, place) => (item, $"{key}[{place}]")))
        {
            var (name, values) = item switch
            {
                YamlScalarNode { Value.Length: > 0 } scalar => (scalar.Value, new YamlMappingNode()),
                YamlMappingNode { Children: [{ Key: YamlScalarNode { Value.Length: > 0 } only, Value: var beneath }] } => (only.Value, Beneath(beneath)),
                _ => (null, null),
            };
            if (name is null || values is null)
                Refuse(item, place, "one name is expected, with its values as a group beneath it");
            else
                yield return (name, item, new DeviceFileSection(File, $"{Qualified(place)}.{name}", values, _errors));
        }

        static YamlMappingNode? Beneath(YamlNode node) =>
            node is YamlScalarNode { Value: null or "" } ? new YamlMappingNode() : node as YamlMappingNode;
    }

    /// <summary>The raw node of a key, for readers with a grammar of their own; null when the key is missing.</summary>
    public YamlNode? Find(string key)
    {
        if (!_known.Contains(key))
            _known.Add(key);
        return _node.Children.TryGetValue(new YamlScalarNode(key), out var value) ? value : null;
    }

    /// <summary>Notes that a value of this section is wrong.</summary>
    /// <param name="at">The node whose line is told.</param>
    /// <param name="problem">What is wrong and what is allowed.</param>
    public void Refuse(YamlNode at, string key, string problem) =>
        _errors.Add(new DeviceFileError(File, LineOf(at), $"{Qualified(key)}: {problem}"));

    /// <summary>Notes that the section as a whole is wrong.</summary>
    /// <param name="at">The node whose line is told.</param>
    /// <param name="problem">What is wrong and what is allowed.</param>
    public void Refuse(YamlNode at, string problem) => _errors.Add(new DeviceFileError(File, LineOf(at), $"{Path}: {problem}"));

    /// <summary>Notes every key nobody asked for, with what would have been allowed.</summary>
    public void RefuseUnknownKeys()
    {
        foreach (var key in _node.Children.Keys)
        {
            var name = (key as YamlScalarNode)?.Value;
            if (name is null || !_known.Contains(name))
                Refuse(key, name ?? "?", $"unknown key; {(_known.Count > 0 ? "known are " + string.Join(", ", _known) : "none is known here")}");
        }
    }

    private YamlScalarNode? Scalar(string key, string expected)
    {
        var node = Find(key);
        if (node is null or YamlScalarNode { Value.Length: > 0 })
            return node as YamlScalarNode;
        Refuse(node, key, $"{expected} is expected");
        return null;
    }

    private string Qualified(string key) => Path.Length == 0 ? key : $"{Path}.{key}";

    private static int LineOf(YamlNode node) => (int)node.Start.Line;
}
