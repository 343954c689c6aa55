using System.Globalization;
using System.Text;
using KosSound.Conformance.Records;

namespace KosSound.Suites.Proofs.Boundaries;

/// <summary>The boundary report for a terminal, and the words all its forms share.</summary>
internal static class BoundaryText
{
    /// <summary>The whole report.</summary>
    public static string Table(BoundaryReport report)
    {
        var text = new StringBuilder();
        text.AppendLine(Head(report));
        foreach (var row in report.Rows)
            text.Append("  ").AppendLine(Line(row));
        return text.ToString().TrimEnd();
    }

    /// <summary>The result in one sentence.</summary>
    public static string Head(BoundaryReport report) => string.Create(CultureInfo.InvariantCulture,
        $"Limits: of {report.Rows.Count} ends {report.Rows.Count(row => row.Holds)} hold, {report.Rows.Count(row => row.OnlyJudged is null)} of them tried on devices over gRPC, {report.Rows.Count(row => row.OnlyJudged is not null)} by judging alone; {report.Duration.TotalSeconds:F0} s");

    /// <summary>One end in one line.</summary>
    public static string Line(BoundaryRow row) => string.Create(CultureInfo.InvariantCulture,
        $"{(row.Holds ? "holds" : "BROKEN"),-6} {row.Loopback.ToString().ToLowerInvariant(),-10} {row.Metric} {Bound(row)}: {Reading(row.Inside, row.Unit)} inside, {Reading(row.Outside, row.Unit)} outside{(row.OnlyJudged is { } why ? $" (judged only: {why})" : "")}");

    /// <summary>The end as a limits file would say it.</summary>
    public static string Bound(BoundaryRow row) => string.Create(CultureInfo.InvariantCulture, $"{(row.IsUpper ? "at most" : "at least")} {row.Bound:G6} {row.Unit}").TrimEnd();

    /// <summary>A value and its judgement.</summary>
    public static string Reading(BoundaryReading reading, string unit) =>
        $"{(reading.Value is { } value ? value.ToString("G6", CultureInfo.InvariantCulture) + (unit.Length == 0 ? "" : " " + unit) : reading.Note)} {Word(reading.Outcome)}";

    private static string Word(Outcome outcome) => outcome switch
    {
        Outcome.Pass => "passes",
        Outcome.Fail => "fails",
        _ => "is not concluded",
    };
}
