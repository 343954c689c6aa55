using System.Globalization;
using System.Text;

namespace KosSound.Suites.Proofs.Measurement;

/// <summary>The page <c>suites/KosSound.Suites/Proofs/Measurement/measurement-proof.md</c>: what the analysis finds and how well it measures, from a run that it names.</summary>
public static class MeasurementPage
{
    /// <summary>Where it is, from the repository's root.</summary>
    public const string File = "suites/KosSound.Suites/Proofs/Measurement/measurement-proof.md";

    /// <summary>Columns of the table of faults.</summary>
    public const string FaultColumns = "| fault | loop | size | found | missed below | false alarms | place ± ms | 95 % of places ± ms | length ± frames |";

    /// <summary>Columns of the table of loops without fault.</summary>
    public const string CleanColumns = "| loop | captures | false alarms | chance of one below |";

    /// <summary>Columns of the table of quantities.</summary>
    public const string AccuracyColumns = "| quantity | path | unit | mean error | RMS error | largest error | stated σ | required | reference |";

    /// <summary>The page as Markdown that ends with a line feed.</summary>
    public static string Text(MeasurementReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var text = new StringBuilder("""
            # How well the analysis finds and measures

            Made by `./run.sh selftest --measurement --out DIR` (`--full`: 300 captures per row and 1 000 without fault per loop; `--trials N`:
            as many as there is time for). A self test fails when its rows or columns are not those of the plans in the code.

            Captures are made on arrays by the simulator's own stages, at 48 kHz: a digital loop, an electrical one (converters with two
            crystals, −72 dBFS of noise, −90 and −86 dBc of harmonics) and an acoustic one (a speaker that ends at 250 Hz and 9 kHz, a room of
            150 to 300 ms, −32 dBFS of noise: 20 dB below a tone). Latency, clocks, room, noise and the place of a fault follow from the
            seed. Scoring seeds were not used for tuning. A fault is found when a metric that names it differs from a capture of the same
            loop without it by more than a tolerance (`MeasurementPlan.cs`) and by more than four times what both state as uncertain.
            A fault of a moment lies anywhere between the beginning of the first marker and the end of the last one, where it changes as much
            energy as some frames of a tone hold: 8 for a silence, 240 for chunks that change places, and on the lesser side of what is lost,
            inserted or repeated, which of them moved nobody can tell, 1 over a wire and in a room 8 for a frame, 48 for a repeat; over a
            digital loop wherever it leaves another sound than a later one. Closer to
            the beginning nothing but a marker that still fades in comes at another time, and less is found. Lost frames, 40 tried at each
            place: over a wire 40 found 1.5 ms behind the beginning, 39 at 1.3 ms, 20 at 1 ms; in a room 40 at 8 ms, 38 at 7.5 ms, 22 at
            7 ms. Repeats in a room: 40 at 3.7 ms, 19 at 3.3 ms. As close to the end, lost frames are all found; repeats 40 at 3.7 ms, 34 at 3.3 ms.
            Wire encodings, chunks at either end of a play and latency over restarts need a device; `selftest --detection` and
            `--contract` prove them.


            """.ReplaceLineEndings("\n"));
        Line(text, $"{report.StartedUtc:yyyy-MM-dd}, commit {report.Commit?[..Math.Min(10, report.Commit.Length)] ?? "unknown"}, seed {report.Seed}, {report.Trials} captures per row: {MeasurementText.Head(report)}");
        Line(text, $"\n## Faults\n\nBounds are those of Clopper and Pearson at 95 % confidence. What is bold is a miss or a false alarm.\n");
        Head(text, FaultColumns);
        foreach (var row in report.Rows)
            Line(text, $"| {row.Fault} | {row.Loopback} | {row.Size} | {Bold($"{row.Found} of {row.Trials}", row.Found == row.Trials)} | {100 * row.MissBound:0.#} % | {Bold($"{row.FalseAlarms}", row.FalseAlarms == 0)} | {MeasurementText.Number(row.LocalisationMs, "0.##")} | {MeasurementText.Number(row.LocalisationWorstMs, "0.#")} | {MeasurementText.Number(row.LengthErrorFrames, "0")} |");
        Line(text, $"\n## Loops without fault\n\nAn alarm is any sign of any fault, or any dropout, in the second of two captures of one loop.\n");
        Head(text, CleanColumns);
        foreach (var clean in report.Clean)
            Line(text, $"| {clean.Loopback} | {clean.Trials} | {Bold($"{clean.Alarms.Count}", clean.Alarms.Count == 0)} | {100 * clean.AlarmBound:0.#} % |");
        foreach (var (loop, alarm) in report.Clean.SelectMany(c => c.Alarms.Select(a => (c.Loopback, a))))
            Line(text, $"\n- {loop}, {alarm}");
        Line(text, $"\n## Accuracy\n\nThe truth is a setting of the simulator or a formula of the literature; the analysis is told neither. What is bold is more than required.\n");
        Head(text, AccuracyColumns);
        foreach (var row in report.Accuracy)
            Line(text, $"| {row.Quantity} | {row.Path} | {row.Unit} | {Figure(row.Mean)} | {Bold(Figure(row.Rms), row.Holds || row.Figure != ErrorFigure.Rms)} | {Bold(Figure(row.Largest), row.Holds || row.Figure != ErrorFigure.Largest)} | {Figure(row.StatedSigma)} | {MeasurementText.Required(row)} | {row.Reference} |");
        return text.ToString();
    }

    private static void Head(StringBuilder text, string columns) =>
        text.Append(columns).Append('\n').Append('|').Insert(text.Length, "---|", columns.Count(c => c == '|') - 1).Append('\n');

    private static string Bold(string text, bool good) => good ? text : $"**{text}**";

    private static string Figure(double? value) => MeasurementText.Number(value, "G3");

    private static void Line(StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
