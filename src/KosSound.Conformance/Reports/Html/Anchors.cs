using System.Globalization;

namespace KosSound.Conformance.Reports.Html;

/// <summary>Element ids for names from outside: readable, stable, unique and free of characters that would need quoting.</summary>
internal sealed class Anchors
{
    private readonly Dictionary<(string Prefix, string Name), string> _byName = [];
    private readonly HashSet<string> _taken = [];

    /// <summary>The id for a name; the same name gives the same id.</summary>
    public string Of(string prefix, string name)
    {
        if (_byName.TryGetValue((prefix, name), out var known))
            return known;
        var wish = prefix + string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '-'));
        var id = wish;
        for (var n = 2; !_taken.Add(id); n++)
            id = string.Create(CultureInfo.InvariantCulture, $"{wish}--{n}");
        _byName.Add((prefix, name), id);
        return id;
    }
}
