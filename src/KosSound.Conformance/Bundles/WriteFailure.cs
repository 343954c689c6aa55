namespace KosSound.Conformance.Bundles;

/// <summary>Words the failure to write a file.</summary>
internal static class WriteFailure
{
    /// <summary>One line: what, why, and what to do.</summary>
    public static string Describe(string path, Exception cause)
    {
        var reason = cause.Message.ReplaceLineEndings(" ").TrimEnd('.', ' ');
        return $"{path}: cannot be written: {reason}. Make room and the folder writable, or name another with --out DIR.";
    }
}
