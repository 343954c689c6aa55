using System.Globalization;
using KosSound.Conformance.Records;
using KosSound.Conformance.Verdicts;

namespace KosSound.Cli.Terminal;

/// <summary>Verdicts and counts in words.</summary>
internal static class Verdicts
{
    /// <summary>The verdict in capitals, with the exit code unless it is a pass.</summary>
    public static string Word(ExitCode code)
    {
        var word = code.Verdict().ToUpperInvariant();
        return code == ExitCode.Pass ? word : string.Create(CultureInfo.InvariantCulture, $"{word} (exit {(int)code})");
    }

    /// <summary>How many tests ended how, leaving out what did not happen. A failure that is advice only is told apart: the verdict does not follow from it.</summary>
    public static string Counts(RunRecord run)
    {
        ArgumentNullException.ThrowIfNull(run);
        var counts = run.Counts;
        var advice = run.Tests.Count(t => t.Outcome == Outcome.Fail && !ExitCodeRules.IsBinding(t.Level, run.Header.Strict));
        var parts = new (int Count, string Name)[]
        {
            (counts.Passed, "passed"), (counts.Failed - advice, "failed"), (advice, "advisory"), (counts.Error, "in error"), (counts.Inconclusive, "inconclusive"),
            (counts.Skipped, "skipped"), (counts.Waived, "waived"), (counts.NotRun, "not run"),
        };
        var words = parts.Where(p => p.Count > 0).Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Count} {p.Name}"));
        return string.Create(CultureInfo.InvariantCulture, $"{counts.Planned} {(counts.Planned == 1 ? "test" : "tests")}: {string.Join(", ", words)}");
    }
}
