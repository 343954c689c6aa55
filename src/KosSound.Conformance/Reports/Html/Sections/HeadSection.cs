using KosSound.Conformance.Records;

namespace KosSound.Conformance.Reports.Html.Sections;

/// <summary>Verdict and identity: what a factory engineer reads first and what a certificate is signed under.</summary>
internal static class HeadSection
{
    public static void Write(Markup html, ReportModel report)
    {
        var verdict = report.Verdict;
        html.Open("header", ("class", $"verdict {verdict.Colour.Css()}"));
        html.Element("p", "Sound conformance", ("class", "eyebrow"));
        html.Element("h1", verdict.Word);
        html.Element("p", verdict.Sentence, ("class", "why"));
        Counts(html, report);
        html.Close();
        Notes(html, report.Run);
        Identity(html, report);
    }

    private static void Counts(Markup html, ReportModel report)
    {
        html.Open("ul", ("class", "counts"));
        foreach (var standing in Enum.GetValues<Standing>().OrderDescending().Where(s => report.CountOf(s) > 0))
        {
            html.Open("li", ("class", standing.Css()));
            html.Element("b", Figures.Integer(report.CountOf(standing))).Text($" {standing.Plural()}").Close();
        }
        html.Open("li").Element("b", Figures.Integer(report.Run.Tests.Count)).Text(" planned").Close();
        html.Close();
    }

    private static void Identity(Markup html, ReportModel report)
    {
        var run = report.Run;
        var header = run.Header;
        html.Open("section", ("class", "identity"), ("aria-labelledby", "identity"));
        html.Element("h2", "Identity", ("id", "identity"));
        html.Open("dl");
        Fact("Target", $"{header.Target.Endpoint} ({header.Target.Kind})");
        Fact("Serial", header.Target.Serial);
        Fact("Firmware", header.Target.Firmware);
        Fact("Judged under", $"{header.Loopback.ToString().ToLowerInvariant()} loopback, profile {header.Profile}{(header.Strict ? ", strict" : "")}");
        Fact("Decided by", header.Inputs.Count == 0 ? "built-in limits" : string.Join(", ", header.Inputs.Select(i => $"{i.Path.Split('/', '\\')[^1]} (SHA-256 {i.Sha256[..Math.Min(12, i.Sha256.Length)]}…)")));
        Fact("Coverage", Coverage(header));
        Fact("Station", header.Station.Id);
        Fact("Operator", header.Station.Operator);
        Fact("Fixture", Fixture(header.Station));
        Fact("Started", $"{Figures.Instant(header.StartedUtc)}, took {Figures.Duration(run.EndedUtc - header.StartedUtc)}");
        Fact("Suite", header.Suite.Commit is { } commit ? $"{header.Suite.Version} ({commit[..Math.Min(12, commit.Length)]})" : header.Suite.Version);
        Fact("Seed", Figures.Integer(header.Seed));
        Fact("Host", $"{header.Host.Os}, {header.Host.Cpu}, {(header.Host.Dotnet.StartsWith(".NET", StringComparison.Ordinal) ? "" : ".NET ")}{header.Host.Dotnet}");
        Fact("Run", $"{header.RunId}, {run.Status.ToString().ToLowerInvariant()}, exit code {Figures.Integer((int)run.ExitCode)}");
        if (report.Input.Baseline?.RunId is { } baseline)
            Fact("Baseline", $"curves of run {baseline}, the broad pale lines");
        html.Close().Close();

        void Fact(string name, string? value)
        {
            html.Open("div").Element("dt", name);
            html.Element("dd", value ?? "not stated", ("class", value is null ? "absent" : null)).Close();
        }
    }

    // A run that was narrowed by its command line must not look like a whole one.
    private static string Coverage(RunHeader header)
    {
        var tried = header.Formats.Count;
        var plain = $"{Figures.Integer(tried)} {(tried == 1 ? "format" : "formats")}";
        if (header.Target.Capabilities is not { Playback: { Available: true } plays, Recording: { Available: true } records } || header.Formats.Any(f => f.Playback != f.Recording))
            return $"{header.Coverage}, {plain}";
        var shared = plays.RatesHz.Intersect(records.RatesHz).Count() * plays.BitDepths.Intersect(records.BitDepths).Count() * plays.Channels.Intersect(records.Channels).Count();
        return tried >= shared ? $"{header.Coverage}, {plain}"
            : $"{(header.Coverage == "all" ? "narrowed" : header.Coverage)}: {Figures.Integer(tried)} of the {Figures.Integer(shared)} formats both sides claim";
    }

    private static string? Fixture(StationRecord station) => station.CalibrationDueUtc is { } due
        ? $"{station.Fixture ?? "unnamed"}, calibration due {due.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)}"
        : station.Fixture;

    // The verdict's sentence has said the first note already, unless the run passed.
    private static void Notes(Markup html, RunRecord run)
    {
        var further = run.Notes.Skip(run.ExitCode == ExitCode.Pass ? 0 : 1).ToList();
        if (further.Count == 0)
            return;
        html.Open("section", ("class", "notes")).Element("h2", "Notes about the run").Open("ul");
        foreach (var note in further)
            html.Element("li", note);
        html.Close().Close();
    }
}
