namespace KosSound.Conformance.Bundles;

/// <summary>Words the failure to write a file.</summary>
internal static class WriteFailure
{
    /// <summary>One line: what, why, and what to do.</summary>
    public static string Describe(string path, Exception cause)
    {
        // Creating a folder below a file, or where none can be, is told by the system as "not found".
        var reason = cause is DirectoryNotFoundException or FileNotFoundException { FileName: not null }
            ? "the folder cannot be made there"
            : cause.Message.ReplaceLineEndings(" ").TrimEnd('.', ' ');
        return $"{path}: cannot be written: {reason}. Make room and the folder writable, or name another with --out DIR.";
    }
}
