using System.Globalization;
using System.Text;
using KosSound.Signals;

namespace KosSound.Suites.Proofs.Detection;

/// <summary>The detection report for a terminal, and the words all its forms share.</summary>
internal static class DetectionText
{
    private const int EvidenceWidth = 110;

    /// <summary>The whole report.</summary>
    public static string Table(DetectionReport report)
    {
        var text = new StringBuilder();
        text.AppendLine(Head(report));
        foreach (var loop in report.Rows.GroupBy(row => row.Loopback))
        {
            text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"{Word(loop.Key)} loop");
            foreach (var row in loop)
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"  {Word(row.Outcome),-10} {row.Fault,-20} {SizeOf(row),-14} {Shortened(row)}");
                foreach (var test in row.Collateral)
                    text.AppendLine(CultureInfo.InvariantCulture, $"             blames something else: {test.Id}: {Cut(test.Message, EvidenceWidth)}");
            }
        }

        text.AppendLine().AppendLine("Devices without fault");
        foreach (var runs in report.Clean)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  {Word(runs.Loopback),-10} {Alarms(runs)}");
            foreach (var alarm in runs.Alarms.Concat(runs.BaselineAlarms))
                text.AppendLine(CultureInfo.InvariantCulture, $"             {alarm}");
        }

        return text.ToString().TrimEnd();
    }

    /// <summary>The result in one sentence.</summary>
    public static string Head(DetectionReport report)
    {
        var counts = string.Join(", ", report.Rows.CountBy(row => row.Outcome).OrderBy(c => c.Key)
            .Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Value} {Word(c.Key)}")));
        var blamed = report.Rows.Count(row => row.Collateral.Any());
        var alarms = report.Clean.Sum(runs => runs.Alarms.Count + runs.BaselineAlarms.Count);
        return string.Create(CultureInfo.InvariantCulture,
            $"Detection: of {report.Rows.Count} faults {counts}; {blamed} with something else blamed; {alarms} false alarms in {report.Clean.Sum(runs => runs.Runs)} clean runs; {report.Duration.TotalSeconds:F0} s");
    }

    /// <summary>False alarms with their bound.</summary>
    public static string Alarms(CleanRuns runs) => string.Create(CultureInfo.InvariantCulture,
        $"{runs.Device}: {runs.Runs} runs, {runs.Alarms.Count} false alarms by limits (chance below {100 * runs.AlarmBound:0.#} % at 95 % confidence), {runs.BaselineAlarms.Count} against the baseline (below {100 * runs.BaselineAlarmBound:0.#} %){(runs.OpenChecks.Count == 0 ? "" : $"; not concluded: {string.Join(", ", runs.OpenChecks)}")}");

    public static string Word(DetectionOutcome outcome) => outcome switch
    {
        DetectionOutcome.Killed => "killed",
        DetectionOutcome.Survived => "survived",
        DetectionOutcome.NoEffect => "no effect",
        DetectionOutcome.Allowed => "allowed",
        _ => "undecided",
    };

    public static string Word(LoopbackKind loopback) => loopback.ToString().ToLowerInvariant();

    /// <summary>The size as it reads best; a size nobody claims in parentheses.</summary>
    public static string SizeOf(DetectionRow row) => row.IsClaimed ? row.Size : $"({row.Size})";

    private static string Shortened(DetectionRow row) => Cut(row.Evidence, EvidenceWidth);

    private static string Cut(string text, int width) => text.Length <= width ? text : text[..(width - 1)] + "…";
}
