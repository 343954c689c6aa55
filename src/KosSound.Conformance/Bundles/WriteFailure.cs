namespace KosSound.Conformance.Bundles;

/// <summary>Words the failure to write a file.</summary>
internal static class WriteFailure
{
    /// <summary>True for what a file system throws when it cannot take more. A file beyond the size a user or a file system allows is told
    /// by the runtime as an argument out of range.</summary>
    public static bool Is(Exception e) => e is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException;

    /// <summary>One line: what, why, and what to do.</summary>
    public static string Describe(string path, Exception cause)
    {
        // Creating a folder below a file, or where none can be, is told by the system as "not found".
        var reason = cause is DirectoryNotFoundException or FileNotFoundException { FileName: not null }
            ? "the folder cannot be made there"
            : Reason(cause);
        return $"{path}: cannot be written: {reason}. Make room and the folder writable, or name another with --out DIR.";
    }

    private static string Reason(Exception cause)
    {
        if (cause is ArgumentOutOfRangeException)
            return "the file is larger than the file system or the user's limit allows";
        var said = cause.Message.ReplaceLineEndings(" ");
        // The runtime repeats the path, which stands at the front already.
        var repeated = said.IndexOf(" : '", StringComparison.Ordinal);
        return (repeated > 0 ? said[..repeated] : said).TrimEnd('.', ' ');
    }
}
