namespace KosSound.Suites.Images;

/// <summary>How a program ended.</summary>
internal sealed record ProgramResult(int ExitCode, string Output, string Error)
{
    public bool Succeeded => ExitCode == 0;

    /// <summary>The last thing it said, on one line, and an error rather than what follows it.</summary>
    public string Reason =>
        (Output + "\n" + Error).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) is [.., _] lines
            ? lines.LastOrDefault(line => line.Contains("error", StringComparison.OrdinalIgnoreCase)) ?? lines[^1]
            : $"exit code {ExitCode}";
}
