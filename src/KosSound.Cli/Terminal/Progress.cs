using System.Globalization;
using KosSound.Conformance.Bundles;
using KosSound.Conformance.Records;
using KosSound.Suites.Session;
using Spectre.Console;

namespace KosSound.Cli.Terminal;

/// <summary>What a person sees while a run goes on: one line per format and clause that is not plain, and the verdict at the end.</summary>
internal sealed class Progress
{
    private readonly SuiteSession _session;
    private readonly IAnsiConsole _console;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, List<TestRecord>> _open = [];
    private readonly long _started = TimeProvider.System.GetTimestamp();
    private int _formatsDone;

    /// <summary>Takes hold of the terminal; NUnit redirects <see cref="Console"/> later.</summary>
    public Progress(SuiteSession session)
    {
        _session = session;
        Output = Console.Out;
        _console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new PlainWidthOutput(Console.Out) });
    }

    /// <summary>The terminal's own stream.</summary>
    public TextWriter Output { get; }

    /// <summary>Says what is about to happen.</summary>
    public void Start()
    {
        var device = _session.Discovery;
        Line($"[bold]Target[/]    {Markup.Escape(_session.TargetText)}");
        Line($"[bold]Judged[/]    by profile {Markup.Escape(_session.Profile.Name)} for {_session.Loopback.ToString().ToLowerInvariant()} loops, seed {_session.Seed}");
        if (device.Capabilities is { } capabilities)
        {
            Line($"[bold]Plays[/]     {Markup.Escape(capabilities.Playback.ToString())}");
            Line($"[bold]Records[/]   {Markup.Escape(capabilities.Recording.ToString())}");
        }

        Line("");
    }

    /// <summary>Shows a record: a clause when it did not pass, a format when its last check is in.</summary>
    public void Show(TestRecord record)
    {
        lock (_lock)
        {
            if (record.Format is null || !record.Id.StartsWith("audio/", StringComparison.Ordinal))
                ShowClause(record);
            else
                Collect(record.Format, record);
        }
    }

    /// <summary>Says how it ended and where the evidence is.</summary>
    public void Finish(CompletedRun finished)
    {
        var run = finished.Run;
        foreach (var note in run.Notes.Concat(finished.Warnings))
            Line($"[yellow]{Markup.Escape(note)}[/]");
        var took = TimeProvider.System.GetElapsedTime(_started).TotalSeconds;
        Line("");
        var colour = run.ExitCode == ExitCode.Pass ? "green" : "red";
        Line(string.Create(CultureInfo.InvariantCulture, $"[bold {colour}]{Verdicts.Word(run.ExitCode)}[/]   {Verdicts.Counts(run.Counts)}; {took:F1} s"));
        Line($"Report: {Markup.Escape(SuiteFiles.Display(Path.Combine(finished.Folder, "report.html")))}");
    }

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
        var worst = Worst(records);
        var total = _session.FormatsToTry.Count.ToString(CultureInfo.InvariantCulture);
        var number = (++_formatsDone).ToString(CultureInfo.InvariantCulture).PadLeft(total.Length);
        Line($"[grey]{number}/{total}[/]  {Markup.Escape(format),-20}  {Paint(worst)}  {Markup.Escape(Figures(records))}");
        // What befell the whole format is said once.
        foreach (var group in records.Where(r => r.Outcome is Outcome.Fail or Outcome.Error && r.ExplainedBy is null).GroupBy(r => r.Message))
        {
            var subject = group.Count() == 1 ? $"{CheckOf(group.First())}: " : "";
            Line($"{new string(' ', (2 * total.Length) + 3)}{Markup.Escape(subject + group.Key)}");
        }
    }

    private void ShowClause(TestRecord record)
    {
        if (record.Outcome is Outcome.Pass or Outcome.Skip)
            return;
        Line($"{Markup.Escape(record.Id),-28}  {Paint(record.Outcome)}  {Markup.Escape(record.Message ?? record.Reason ?? "")}");
    }

    private static string Figures(IReadOnlyList<TestRecord> records)
    {
        var figures = new (string Id, string Text)[]
        {
            ("latency.first_sound_ms", "first sound {0:F1} ms"), ("response.deviation_db", "response ±{0:F2} dB"), ("dropouts.count", "dropouts {0:F0}"),
        };
        return string.Join("   ", figures.Select(f => (f.Text, Value: Largest(records, f.Id))).Where(f => f.Value is not null)
            .Select(f => string.Format(CultureInfo.InvariantCulture, f.Text, f.Value)));
    }

    private static double? Largest(IEnumerable<TestRecord> records, string metric) =>
        records.SelectMany(r => r.Measurements).Where(m => m.Id == metric && m.Value is not null).Max(m => m.Value);

    private static Outcome Worst(IReadOnlyList<TestRecord> records)
    {
        Outcome[] order = [Outcome.Fail, Outcome.Error, Outcome.Inconclusive, Outcome.NotRun, Outcome.Waived, Outcome.Pass];
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

    private void Line(string markup) => _console.MarkupLine(markup);

    // Lines are for logs as much as for people: a narrow terminal wraps them itself, and a pipe must not be folded at 80 columns.
    private sealed class PlainWidthOutput(TextWriter writer) : IAnsiConsoleOutput
    {
        private readonly AnsiConsoleOutput _inner = new(writer);

        public TextWriter Writer => _inner.Writer;

        public bool IsTerminal => _inner.IsTerminal;

        public int Width => int.MaxValue / 2;

        public int Height => _inner.Height;

        public void SetEncoding(System.Text.Encoding encoding) => _inner.SetEncoding(encoding);
    }
}
