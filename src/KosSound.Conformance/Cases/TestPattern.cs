using System.Text.RegularExpressions;

namespace KosSound.Conformance.Cases;

/// <summary>Matches test ids against the patterns of <c>--only</c>.</summary>
public sealed class TestPattern
{
    private readonly IReadOnlyList<(string Text, Regex Regex)> _patterns;

    /// <param name="patterns">Ids in which <c>*</c> stands for anything; a pattern also matches everything below it.</param>
    public TestPattern(IEnumerable<string> patterns) =>
        _patterns = [.. patterns.Select(p => (p, new Regex($"^{Regex.Escape(p).Replace(@"\*", ".*", StringComparison.Ordinal)}(/.*)?$", RegexOptions.CultureInvariant)))];

    /// <summary>True when there is no pattern, or one matches.</summary>
    public bool Includes(string id) => _patterns.Count == 0 || _patterns.Any(p => p.Regex.IsMatch(id));

    /// <summary>The patterns that match none of the ids.</summary>
    public IReadOnlyList<string> Unmatched(IReadOnlyCollection<string> ids)
    {
        ArgumentNullException.ThrowIfNull(ids);
        return [.. _patterns.Where(p => !ids.Any(p.Regex.IsMatch)).Select(p => p.Text)];
    }
}
