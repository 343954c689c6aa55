namespace KosSound.Suites.Session;

/// <summary>Writes words of a command line a person can paste into a POSIX shell.</summary>
public static class ShellWord
{
    /// <summary>The word itself when it is harmless, else in single quotes.</summary>
    public static string Quote(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        return word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || "-_./:=,@%+".Contains(c, StringComparison.Ordinal))
            ? word
            : $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";
    }
}
