using System.Text;

namespace KosSound.Conformance.Bundles;

/// <summary>Turns names of any origin into relative paths that stay in the bundle and are legal on every system.</summary>
public static class SafePath
{
    private const int LongestPart = 100;

    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "con", "prn", "aux", "nul",
        "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9",
        "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
    };

    /// <summary>A path with forward slashes of ASCII letters, digits and <c>. _ ~ -</c>; never absolute, never upwards, never empty.</summary>
    public static string Of(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var parts = name.Split('/', '\\').Where(part => part.Length > 0).Select(Part).ToList();
        return parts.Count == 0 ? "_" : string.Join('/', parts);
    }

    private static string Part(string part)
    {
        var text = new StringBuilder(part.Length);
        foreach (var c in part.Take(LongestPart))
            text.Append(char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '~' or '-' ? c : '_');
        // A leading dot hides a file, a trailing one is dropped by Windows; "." and ".." go somewhere else.
        if (text[0] == '.')
            text[0] = '_';
        if (text[^1] == '.')
            text[^1] = '_';
        var safe = text.ToString();
        return Reserved.Contains(safe.Split('.')[0]) ? "_" + safe : safe;
    }
}
