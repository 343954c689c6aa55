using KosSound.Conformance.Records;
using KosSound.Conformance.Reports.Html.Sections;

namespace KosSound.Conformance.Reports.Html;

/// <summary>The verdict as a word, a colour and one sentence why.</summary>
internal sealed record VerdictText(string Word, Standing Colour, string Sentence)
{
    private const int NamedGroups = 4;

    public static VerdictText Of(ReportModel report)
    {
        var run = report.Run;
        var counts = run.Counts;
        var profile = run.Header.Profile;
        return run.ExitCode switch
        {
            ExitCode.Pass => new("Pass", Standing.Pass,
                $"{Of(counts.Passed, counts.Executed)} checks satisfy profile {profile}{Rest(counts)}."),
            ExitCode.DeviceFailed => new("Fail", Standing.Fail,
                $"{Of(report.CountOf(Standing.Fail), counts.Executed)} checks failed: {Failing(report)}. {First(report, Outcome.Fail)}"),
            ExitCode.Infrastructure => new("Infrastructure", Standing.Error,
                $"Nothing is said about the device: {Note(run) ?? First(report, Outcome.Error)}"),
            ExitCode.Inconclusive => new("Inconclusive", Standing.Inconclusive,
                $"Not enough could be concluded for profile {profile}. {Note(run) ?? First(report, Outcome.Inconclusive)}"),
            ExitCode.Waiver => new("Waiver", Standing.Waived,
                $"The checks are satisfied, but a waiver is stale, expired or matched nothing. {Note(run)}"),
            ExitCode.Interrupted => new("Interrupted", Standing.Inconclusive,
                $"The run was stopped after {Of(counts.Executed, counts.Planned)} checks; the rest says nothing. {Note(run)}"),
            ExitCode.Usage => new("Error", Standing.Error,
                $"The configuration is wrong: {Note(run) ?? First(report, Outcome.Error)}"),
            _ => new("Error", Standing.Error,
                $"A defect of the suite, not of the device: {Note(run) ?? First(report, Outcome.Error)}"),
        };
    }

    private static string Of(int some, int all) =>
        some == all ? $"All {Figures.Integer(all)}" : $"{Figures.Integer(some)} of {Figures.Integer(all)}";

    private static string Rest(CountsRecord counts)
    {
        var parts = new[] { (counts.Waived, "waived"), (counts.Skipped, "skipped"), (counts.NotRun, "not run") }
            .Where(p => p.Item1 > 0).Select(p => $"{Figures.Integer(p.Item1)} {p.Item2}").ToList();
        return parts.Count == 0 ? "" : $"; {string.Join(", ", parts)}";
    }

    /// <summary>What fails and in how many formats, what follows from it left out.</summary>
    private static string Failing(ReportModel report)
    {
        var groups = report.Causes.Where(t => report.StandingOf(t) == Standing.Fail).GroupBy(FailureSection.CheckOf)
            .Select(g => g.First().Format is null ? g.Key : $"{g.Key} in {Figures.Integer(g.Count())} of {FailureSection.Formats(report)}").ToList();
        return string.Join(", ", groups.Take(NamedGroups)) + (groups.Count > NamedGroups ? $" and {Figures.Integer(groups.Count - NamedGroups)} more" : "");
    }

    private static string? Note(RunRecord run) => run.Notes.Count > 0 ? run.Notes[0] : null;

    private static string First(ReportModel report, Outcome outcome) =>
        report.Causes.FirstOrDefault(t => t.Outcome == outcome) is { } test
            ? $"First: {test.Id} – {test.Message ?? test.Reason ?? test.Clause}"
            : "";
}
