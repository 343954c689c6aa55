using System.Globalization;
using KosSound.Conformance.Bundles;
using KosSound.Conformance.Cases;
using KosSound.Conformance.Records;
using KosSound.Suites.Session;
using Spectre.Console;

namespace KosSound.Cli.Terminal;

/// <summary>What a person sees while a run goes on: one line per format, what is not plain with its reason, and the verdict at the end.</summary>
internal sealed class Progress
{
    /// <summary>Columns that the heads of the first and the last lines take.</summary>
    private const int Head = 10;
    private readonly SuiteSession _session;
    private readonly Lines _lines;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, List<TestRecord>> _open = [];
    private readonly HashSet<string> _notRun = [];
    private readonly long _started = TimeProvider.System.GetTimestamp();
    private readonly int _idWidth;
    private int _formatsDone;

    /// <summary>Takes hold of the terminal; NUnit redirects <see cref="Console"/> later.</summary>
    public Progress(SuiteSession session)
    {
        _session = session;
        _lines = new Lines(Console.Out, Lines.TerminalWidth());
        _idWidth = session.FormatsToTry.Select(f => f.Id.Length).DefaultIfEmpty().Max();
    }

    /// <summary>The terminal's own stream.</summary>
    public TextWriter Output => _lines.Output;

    /// <summary>Says what is about to happen.</summary>
    public void Start()
    {
        var device = _session.Discovery;
        Say("Target", _session.TargetText);
        Say("Judged", $"by profile {_session.Profile.Name} for {_session.Loopback.ToString().ToLowerInvariant()} loops{(_session.Options.Strict ? ", strict" : "")}, seed {_session.Seed}");
        if (device.Capabilities is { } capabilities)
        {
            Say("Plays", capabilities.Playback.ToString());
            Say("Records", capabilities.Recording.ToString());
            var (tried, all) = (_session.FormatsToTry.Count, device.Formats.Count);
            if (tried < all)
                Say("Tries", string.Create(CultureInfo.InvariantCulture, $"{tried} of {all} formats ({Narrowing()})"));
        }

        _lines.Write("");
    }

    /// <summary>Shows a record: a clause when it did not pass, a format when its last check is in.</summary>
    public void Show(TestRecord record)
    {
        lock (_lock)
        {
            if (record.Outcome == Outcome.NotRun)
                ShowNotRun(record);
            else if (record.Format is null || !record.Id.StartsWith("audio/", StringComparison.Ordinal))
                ShowClause(record);
            else
                Collect(record.Format, record);
        }
    }

    /// <summary>Says how it ended and where the evidence is.</summary>
    public void Finish(CompletedRun finished)
    {
        var run = finished.Run;
        _lines.Write("");
        // The first note names failed tests one by one; a person wants to know what failed where.
        var failed = run.ExitCode == ExitCode.DeviceFailed;
        if (failed)
            Say("Failed", Failures.Words(run), "red");
        foreach (var note in run.Notes.Skip(failed ? 1 : 0).Concat(finished.Warnings))
            Say("Note", note, "yellow");
        if (failed && Failures.Causes(run) is [{ Reproduce: { } command }, ..])
            Say("Repeat", command);
        var took = TimeProvider.System.GetElapsedTime(_started).TotalSeconds;
        var colour = run.ExitCode == ExitCode.Pass ? "green" : "red";
        var word = Verdicts.Word(run.ExitCode);
        _lines.Write($"[bold {colour}]{word}[/]   ", word.Length + 3, string.Create(CultureInfo.InvariantCulture, $"{Verdicts.Counts(run)}; {took:F1} s"));
        _lines.Write($"Report: {Markup.Escape(SuiteFiles.Display(Path.Combine(finished.Folder, "report.html")))}");
    }

    private string Narrowing() => string.Join(", ", ((string[])
    [
        _session.Options.Coverage == Coverage.All ? "" : $"coverage {_session.Options.Coverage.ToString().ToLowerInvariant()}",
        _session.Options.Only.Count == 0 ? "" : $"only {string.Join(", ", _session.Options.Only)}",
    ]).Where(w => w.Length > 0));

    private void Say(string head, string text, string style = "") => _lines.Write($"[bold]{head.PadRight(Head)}[/]", Head, text, style);

    private void Collect(string format, TestRecord record)
    {
        if (!_open.TryGetValue(format, out var records))
            _open[format] = records = [];
        records.Add(record);
        if (records.Count == _session.ChecksOf(format))
            ShowFormat(format, records);
    }

    private void ShowFormat(string format, List<TestRecord> records)
    {
        var total = _session.FormatsToTry.Count.ToString(CultureInfo.InvariantCulture);
        var number = (++_formatsDone).ToString(CultureInfo.InvariantCulture).PadLeft(total.Length);
        _lines.Write($"[grey]{number}/{total}[/]  {Markup.Escape(format.PadRight(_idWidth))}  {Paint(Worst(records))}  {Markup.Escape(Figures(records))}");
        // What befell the whole format is said once.
        foreach (var group in Failures.Unexplained([.. records.Where(r => r.Outcome is Outcome.Fail or Outcome.Error)]).GroupBy(r => r.Message))
        {
            var subject = group.Count() == 1 ? $"{CheckOf(group.First())}: " : "";
            Below((2 * total.Length) + 3, subject + group.Key);
        }
    }

    private void ShowClause(TestRecord record)
    {
        if (record.Outcome is Outcome.Pass or Outcome.Skip)
            return;
        _lines.Write($"{Paint(record.Outcome)}  {Markup.Escape(record.Id)}{(record.Level == ClauseLevel.Should && !_session.Options.Strict ? "  [grey](should: advice only)[/]" : "")}");
        Below(6, record.Message ?? record.Reason ?? "");
    }

    // What keeps one test from running keeps the rest too: that is one thing to know, the report lists them.
    private void ShowNotRun(TestRecord record)
    {
        if (!_notRun.Add(record.Reason ?? ""))
            return;
        var why = record.Reason == record.Message || record.Message is null || record.Message == _session.Discovery.Record.Message ? record.Reason : $"{record.Reason}: {record.Message}";
        _lines.Write($"{Paint(Outcome.NotRun)}  from here on");
        Below(6, why ?? "");
    }

    private void Below(int indent, string text) => _lines.Write(new string(' ', indent), indent, text);

    private static string Figures(IReadOnlyList<TestRecord> records)
    {
        var figures = new (string Id, string Text)[]
        {
            ("latency.first_sound_ms", "latency {0:F1} ms"), ("response.deviation_db", "response ±{0:F2} dB"), ("dropouts.count", "dropouts {0:F0}"),
        };
        return string.Join("  ", figures.Select(f => (f.Text, Value: Largest(records, f.Id))).Where(f => f.Value is not null)
            .Select(f => string.Format(CultureInfo.InvariantCulture, f.Text, f.Value)));
    }

    private static double? Largest(IEnumerable<TestRecord> records, string metric) =>
        records.SelectMany(r => r.Measurements).Where(m => m.Id == metric && m.Value is not null).Max(m => m.Value);

    private static Outcome Worst(IReadOnlyList<TestRecord> records)
    {
        Outcome[] order = [Outcome.Fail, Outcome.Error, Outcome.Inconclusive, Outcome.Waived, Outcome.Pass];
        return order.Cast<Outcome?>().FirstOrDefault(o => records.Any(r => r.Outcome == o)) ?? Outcome.Skip;
    }

    private static string CheckOf(TestRecord record) => record.Id[(record.Id.LastIndexOf('/') + 1)..];

    private static string Paint(Outcome outcome) => outcome switch
    {
        Outcome.Pass => "[green]PASS[/]",
        Outcome.Fail => "[red]FAIL[/]",
        Outcome.Error => "[red]ERROR[/]",
        Outcome.NotRun => "[yellow]NOT RUN[/]",
        _ => $"[yellow]{outcome.ToString().ToUpperInvariant()}[/]",
    };
}
