using System.Globalization;
using KosSound.Conformance.Records;
using KosSound.Conformance.Verdicts;

namespace KosSound.Conformance.Reports.Summary;

/// <summary>Writes summary.md: what a job page shows of a run.</summary>
public static class SummaryReport
{
    private const int MostRows = 50;

    /// <summary>Writes Markdown with tables, as GitHub and GitLab render it.</summary>
    public static void Write(TextWriter writer, RunRecord run)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(run);
        var strict = run.Header.Strict;
        WriteHead(writer, run);
        WriteRows(writer, "Failed", strict, run.Tests.Where(t => t.Outcome is Outcome.Fail or Outcome.Error));
        WriteRows(writer, "Not concluded", strict, run.Tests.Where(t => t.Outcome is Outcome.Inconclusive or Outcome.NotRun));
        WriteRows(writer, "Waived", strict, run.Tests.Where(t => t.Outcome == Outcome.Waived));
        WriteFormats(writer, run);
    }

    private static void WriteHead(TextWriter writer, RunRecord run)
    {
        var header = run.Header;
        var counts = run.Counts;
        var target = header.Target;
        Line(writer, $"# {run.ExitCode.Verdict().ToUpperInvariant()}: {Markdown.Text(target.Serial ?? target.Endpoint)}");
        Line(writer, $"");
        Line(writer, $"| | |\n|---|---|");
        Line(writer, $"| Verdict | {run.ExitCode.Verdict()} (exit code {(int)run.ExitCode}), {run.Status.ToString().ToLowerInvariant()} |");
        Line(writer, $"| Target | {Markdown.Text(target.Endpoint)} ({target.Kind}), serial {Markdown.Text(target.Serial ?? "unknown")}, firmware {Markdown.Text(target.Firmware ?? "unknown")} |");
        Line(writer, $"| Judged by | profile {Markdown.Text(header.Profile)}, {header.Loopback.ToString().ToLowerInvariant()} loopback{(header.Strict ? ", strict" : "")} |");
        Line(writer, $"| Tests | {counts.Passed} passed, {counts.Failed} failed, {counts.Error} in error, {counts.Inconclusive} inconclusive, {counts.Skipped} skipped, {counts.Waived} waived, {counts.NotRun} not run of {counts.Planned} |");
        Line(writer, $"| Formats | {header.Formats.Count} ({header.Coverage}) |");
        Line(writer, $"| Run | {Markdown.Text(header.RunId)}, {header.StartedUtc.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC, {(run.EndedUtc - header.StartedUtc).TotalSeconds:0.0} s, seed {header.Seed}, suite {Markdown.Text(header.Suite.Version)} |");
        foreach (var note in run.Notes)
            Line(writer, $"\n> {Markdown.Text(note)}");
    }

    private static void WriteRows(TextWriter writer, string title, bool strict, IEnumerable<TestRecord> which)
    {
        // Causes first: what merely follows from another failure must not push one out of sight.
        var tests = which.OrderBy(t => t.ExplainedBy is not null).ToList();
        if (tests.Count == 0)
            return;
        Line(writer, $"\n## {title} ({tests.Count})\n\n| Test | What | Reproduce |\n|---|---|---|");
        foreach (var test in tests.Take(MostRows))
        {
            var explained = test.ExplainedBy is { } cause ? $" (explained by {cause})" : "";
            var said = string.Join(": ", new[] { Standing(test, strict), test.Reason, test.Message }.Where(s => !string.IsNullOrWhiteSpace(s)));
            var reproduce = test.Reproduce is { } command ? Markdown.Code(command) : "";
            Line(writer, $"| {Markdown.Code(test.Id)} | {Markdown.Text((said.Length > 0 ? said : MeasurementText.Word(test.Outcome)) + explained)} | {reproduce} |");
        }

        if (tests.Count > MostRows)
            Line(writer, $"\n{tests.Count - MostRows} more in report.html.");
    }

    private static string? Standing(TestRecord test, bool strict) =>
        test.Outcome is Outcome.Fail or Outcome.Inconclusive && !ExitCodeRules.IsBinding(test.Level, strict) ? $"not binding ({test.Level.ToString().ToLowerInvariant()})" : null;

    private static void WriteFormats(TextWriter writer, RunRecord run)
    {
        if (run.Header.Formats.Count == 0)
            return;
        Line(writer, $"\n## Formats\n\n| Format | Passed | Failed | Other |\n|---|---:|---:|---:|");
        var byFormat = run.Tests.Where(t => t.Format is not null).ToLookup(t => t.Format!);
        foreach (var format in run.Header.Formats)
        {
            var counts = CountsRecord.Of([.. byFormat[format.Id]]);
            Line(writer, $"| {format.Id} | {counts.Passed} | {counts.Failed} | {counts.Planned - counts.Passed - counts.Failed} |");
        }
    }

    private static void Line(TextWriter writer, FormattableString text) => writer.Write(text.ToString(CultureInfo.InvariantCulture) + "\n");
}
