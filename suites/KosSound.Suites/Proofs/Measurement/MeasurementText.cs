using System.Globalization;
using System.Text;

namespace KosSound.Suites.Proofs.Measurement;

/// <summary>The measurement report for a terminal.</summary>
internal static class MeasurementText
{
    /// <summary>The whole report.</summary>
    public static string Table(MeasurementReport report)
    {
        var text = new StringBuilder();
        Line(text, $"{Head(report)} {report.Duration.TotalSeconds:F0} s");
        text.AppendLine();
        Line(text, $"     {"loop",-11} {"fault",-18} {"size",-13} {"found",9} {"missed below",13} {"false alarms",13} {"place ± ms",11} {"95 %",8} {"length ±",9}");
        foreach (var row in report.Rows)
            Line(text, $"{Mark(row.Holds)} {row.Loopback,-11} {row.Fault,-18} {row.Size,-13} {$"{row.Found}/{row.Trials}",9} {row.MissBound,13:P1} {row.FalseAlarms,13} {Number(row.LocalisationMs, "F2"),11} {Number(row.LocalisationWorstMs, "F1"),8} {Number(row.LengthErrorFrames, "F0"),9}");
        text.AppendLine();
        foreach (var clean in report.Clean)
        {
            Line(text, $"{Mark(clean.Alarms.Count == 0)} {clean.Loopback} loops without fault: {clean.Alarms.Count} false alarms in {clean.Trials}, chance below {clean.AlarmBound:P1}");
            foreach (var alarm in clean.Alarms)
                text.Append("       ").AppendLine(alarm);
        }
        text.AppendLine();
        Line(text, $"     {"quantity",-42} {"path",-18} {"unit",-6} {"mean",10} {"RMS",10} {"largest",10} {"stated σ",10} {"required",10}");
        foreach (var row in report.Accuracy)
            Line(text, $"{Mark(row.Holds)} {row.Quantity,-42} {row.Path,-18} {row.Unit,-6} {Number(row.Mean, "G3"),10} {Number(row.Rms, "G3"),10} {Number(row.Largest, "G3"),10} {Number(row.StatedSigma, "G3"),10} {Required(row),10}");
        return text.ToString().TrimEnd();
    }

    /// <summary>The result in one sentence.</summary>
    public static string Head(MeasurementReport report) => string.Create(CultureInfo.InvariantCulture,
        $"{report.Rows.Count(r => r.Holds)} of {report.Rows.Count} faults were found in each of {report.Trials} captures and in none without them; {report.Clean.Sum(c => c.Alarms.Count)} false alarms in {report.Clean.Sum(c => c.Trials)} captures without fault; {report.Accuracy.Count(a => a.Holds)} of {report.Accuracy.Count} quantities were measured as well as required.");

    /// <summary>What is limited, and to what.</summary>
    public static string Required(AccuracyRow row) => string.Create(CultureInfo.InvariantCulture, $"{(row.Figure == ErrorFigure.Rms ? "RMS " : "")}{row.Required}");

    /// <summary>A number, or a dash for none.</summary>
    public static string Number(double? value, string form) => value?.ToString(form, CultureInfo.InvariantCulture) ?? "–";

    private static string Mark(bool holds) => holds ? "ok  " : "FAIL";

    private static void Line(StringBuilder text, FormattableString line) => text.AppendLine(line.ToString(CultureInfo.InvariantCulture));
}
