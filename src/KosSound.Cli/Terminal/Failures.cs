using System.Globalization;
using KosSound.Conformance.Records;
using KosSound.Conformance.Verdicts;

namespace KosSound.Cli.Terminal;

/// <summary>What failed, in a few words: the same check of many formats is one thing, and what follows from another is not named.</summary>
internal static class Failures
{
    private const int Named = 5;

    /// <summary>Tests that failed, count and are explained by no other that does.</summary>
    public static IReadOnlyList<TestRecord> Causes(RunRecord run) =>
        Unexplained([.. run.Tests.Where(t => t is { Outcome: Outcome.Fail, Infrastructure: false } && ExitCodeRules.IsBinding(t.Level, run.Header.Strict))]);

    /// <summary>Those that none of the others explains: one whose explanation is waived must be told, or a red run would show nothing red.</summary>
    public static IReadOnlyList<TestRecord> Unexplained(IReadOnlyList<TestRecord> failed)
    {
        var ids = failed.Select(t => t.Id).ToHashSet();
        return [.. failed.Where(t => t.ExplainedBy is not { } cause || !ids.Contains(cause))];
    }

    /// <summary>"level in 12 of 12 formats, contract/play/cancel and 3 more"; empty when nothing failed.</summary>
    public static string Words(RunRecord run)
    {
        var causes = Causes(run);
        var groups = causes.GroupBy(t => t.Format is null ? t.Id : t.Id[(t.Id.LastIndexOf('/') + 1)..])
            .OrderByDescending(g => g.Count())
            .Select(g => g.First().Format is null ? g.Key : string.Create(CultureInfo.InvariantCulture, $"{g.Key} in {g.Count()} of {run.Header.Formats.Count} {(run.Header.Formats.Count == 1 ? "format" : "formats")}"))
            .ToList();
        return string.Join(", ", groups.Take(Named)) + (groups.Count > Named ? string.Create(CultureInfo.InvariantCulture, $" and {groups.Count - Named} more") : "");
    }
}
