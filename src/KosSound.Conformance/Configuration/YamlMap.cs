using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace KosSound.Conformance.Configuration;

/// <summary>A map of a YAML file that knows which of its keys have been read.</summary>
public sealed class YamlMap
{
    private readonly YamlMappingNode _node;
    private readonly string _name;
    private readonly YamlErrors _errors;
    private readonly List<string> _known = [];

    internal YamlMap(YamlMappingNode node, string name, YamlErrors errors)
    {
        _node = node;
        _name = name;
        _errors = errors;
    }

    /// <summary>Keys in the order of the file.</summary>
    public IEnumerable<string> Keys => _node.Children.Keys.Select(TextOf);

    /// <summary>Counts a key as read, because an error about it has been noted.</summary>
    public void Ignore(string key) => Find(key);

    /// <summary>A text; null when absent.</summary>
    public string? Text(string key) => Find(key) is { } node ? Scalar(key, node) : null;

    /// <summary>A text that must be there.</summary>
    public string RequiredText(string key)
    {
        var value = Text(key);
        if (value is null)
            Error($"{_name} lacks '{key}'");
        return value ?? "";
    }

    /// <summary>A number within a closed range; null when absent.</summary>
    public double? Number(string key, double low, double high)
    {
        if (Find(key) is not { } node)
            return null;
        if (double.TryParse(Scalar(key, node), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= low && value <= high)
            return value;
        _errors.Add(node, string.Create(CultureInfo.InvariantCulture, $"'{key}' must be a number from {low} to {high}, not '{TextOf(node)}'"));
        return null;
    }

    /// <summary>True or false; null when absent.</summary>
    public bool? Flag(string key) => Find(key) is { } node ? OneOf(key, node, [("true", true), ("false", false)]) : null;

    /// <summary>A member of an enumeration by its lower-case name; null when absent.</summary>
    public T? Choice<T>(string key)
        where T : struct, Enum =>
        Find(key) is { } node
            ? OneOf(key, node, [.. Enum.GetValues<T>().Select(v => (v.ToString().ToLowerInvariant(), v))])
            : null;

    /// <summary>A nested map; null when absent.</summary>
    public T? Map<T>(string key, Func<YamlMap, T> read)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(read);
        if (Find(key) is not { } node)
            return null;
        if (node is YamlMappingNode mapping)
            return ReadNested(mapping, $"'{key}'", read);
        _errors.Add(node, $"'{key}' must be a map of keys");
        return null;
    }

    /// <summary>A list of maps; empty when absent.</summary>
    public IReadOnlyList<T> Maps<T>(string key, Func<YamlMap, T> read)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(read);
        var list = new List<T>();
        foreach (var item in Items(key))
        {
            if (item is YamlMappingNode mapping)
                list.Add(ReadNested(mapping, $"an entry of '{key}'", read));
            else
                _errors.Add(item, $"each entry of '{key}' must be a map of keys");
        }

        return list;
    }

    /// <summary>Notes an error at the place of <paramref name="key"/>, or of the map when it is absent.</summary>
    public void Error(string text, string? key = null) =>
        _errors.Add(key is not null && _node.Children.TryGetValue(new YamlScalarNode(key), out var node) ? node : _node, text);

    internal void RefuseUnread()
    {
        foreach (var key in _node.Children.Keys.Where(k => !_known.Contains(TextOf(k))))
            _errors.Add(key, $"unknown key '{TextOf(key)}' in {_name}; known: {string.Join(", ", _known.Order(StringComparer.Ordinal))}");
    }

    private IEnumerable<YamlNode> Items(string key)
    {
        switch (Find(key))
        {
            case null:
                return [];
            case YamlSequenceNode sequence:
                return sequence.Children;
            case var node:
                _errors.Add(node, $"'{key}' must be a list");
                return [];
        }
    }

    private T ReadNested<T>(YamlMappingNode node, string name, Func<YamlMap, T> read)
    {
        var map = new YamlMap(node, name, _errors);
        var result = read(map);
        map.RefuseUnread();
        return result;
    }

    private T? OneOf<T>(string key, YamlNode node, (string Name, T Value)[] choices)
        where T : struct
    {
        var text = Scalar(key, node);
        foreach (var (name, value) in choices)
        {
            if (name == text)
                return value;
        }

        _errors.Add(node, $"'{key}' must be one of {string.Join(", ", choices.Select(c => c.Name))}, not '{text}'");
        return null;
    }

    private string Scalar(string key, YamlNode node)
    {
        if (node is YamlScalarNode { Value: { } value })
            return value;
        _errors.Add(node, $"'{key}' must be a single value");
        return "";
    }

    private YamlNode? Find(string key)
    {
        if (!_known.Contains(key))
            _known.Add(key);
        return _node.Children.TryGetValue(new YamlScalarNode(key), out var node) ? node : null;
    }

    private static string TextOf(YamlNode node) => (node as YamlScalarNode)?.Value ?? "";
}
