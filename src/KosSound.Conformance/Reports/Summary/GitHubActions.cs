using KosSound.Conformance.Records;
using KosSound.Conformance.Verdicts;

namespace KosSound.Conformance.Reports.Summary;

/// <summary>Tells a GitHub job about a run when its environment variables are present.</summary>
public static class GitHubActions
{
    /// <summary>GitHub shows ten errors per step and drops the rest.</summary>
    private const int MostAnnotations = 10;

    /// <summary>Writes annotations to the console and appends the summary to the job page.</summary>
    /// <param name="run">The run.</param>
    /// <param name="console">Standard output of the step.</param>
    /// <param name="environment">Looks a variable up; null when it is not set.</param>
    /// <returns>Null, or one line that says why the summary could not be written.</returns>
    public static string? Publish(RunRecord run, TextWriter console, Func<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(console);
        ArgumentNullException.ThrowIfNull(environment);
        if (environment("GITHUB_ACTIONS") == "true")
            Annotate(run, console);
        return environment("GITHUB_STEP_SUMMARY") is { Length: > 0 } path ? Append(run, path) : null;
    }

    private static void Annotate(RunRecord run, TextWriter console)
    {
        var red = run.Tests.Where(t => t.Outcome == Outcome.Error || (t.Outcome == Outcome.Fail && ExitCodeRules.IsBinding(t.Level, run.Header.Strict))).ToList();
        if (red.Count == 0 && run.ExitCode != ExitCode.Pass)
            console.Write(Command("error", run.ExitCode.Verdict(), string.Join("; ", run.Notes)));
        var shown = red.Count > MostAnnotations ? MostAnnotations - 1 : red.Count;
        // Causes first: what merely follows from another failure is the first to go.
        foreach (var test in red.OrderBy(t => t.ExplainedBy is not null).Take(shown))
            console.Write(Command("error", test.Id, test.Message ?? test.Reason ?? MeasurementText.Word(test.Outcome)));
        if (shown < red.Count)
            console.Write(Command("error", "more failures", $"{red.Count - shown} more tests failed; see the report"));
        foreach (var test in run.Tests.Where(t => t.Outcome == Outcome.Waived).Take(MostAnnotations))
            console.Write(Command("notice", test.Id, test.Reason ?? "waived"));
    }

    private static string Command(string level, string title, string message) =>
        $"::{level} title={EscapeProperty(title)}::{EscapeData(message)}\n";

    private static string? Append(RunRecord run, string path)
    {
        try
        {
            using var writer = new StreamWriter(path, append: true) { NewLine = "\n" };
            SummaryReport.Write(writer, run);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"{path}: the job summary could not be written: {e.Message}";
        }
    }

    private static string EscapeData(string text) =>
        VisibleText.Escape(text).Replace("%", "%25", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);

    private static string EscapeProperty(string text) =>
        EscapeData(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}
