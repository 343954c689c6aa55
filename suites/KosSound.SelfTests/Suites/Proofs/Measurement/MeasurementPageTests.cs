using System.Text.RegularExpressions;
using FluentAssertions;
using KosSound.Suites.Proofs.Measurement;
using KosSound.Suites.Session;
using NUnit.Framework;

namespace KosSound.SelfTests.Suites.Proofs.Measurement;

/// <summary>The published page has the rows and columns of the plans. <c>./run.sh selftest --measurement --out DIR</c> writes a new one.</summary>
public sealed partial class MeasurementPageTests
{
    private static readonly string Published = File.ReadAllText(Path.Combine(Path.GetDirectoryName(SuiteFiles.SolutionFile)!, MeasurementPage.File));

    [Test]
    public void The_published_page_says_when_from_which_commit_and_how_often() =>
        Heading().IsMatch(Published).Should().BeTrue("{0} names date, commit, seed and captures per row", MeasurementPage.File);

    [Test]
    public void The_published_page_has_a_row_for_every_fault_and_loop_of_the_plan_in_its_order() =>
        RowsUnder(Published, MeasurementPage.FaultColumns, 3).Should().Equal(
            MeasurementPlan.Cases.Select(c => $"{c.Kind.Name}, {c.Loopback.ToString().ToLowerInvariant()}, {c.Size}"));

    [Test]
    public void The_published_page_has_a_row_for_every_loop_without_fault() =>
        RowsUnder(Published, MeasurementPage.CleanColumns, 1).Should().Equal(MeasurementPlan.Cases.Select(c => c.Loopback.ToString().ToLowerInvariant()).Distinct());

    [Test]
    public void The_published_page_has_a_row_for_every_quantity_of_the_plan_with_what_is_required() =>
        RowsUnder(Published, MeasurementPage.AccuracyColumns, 9).Should().Equal(AccuracyPlan.Cases.Select((c, i) => string.Join(", ",
            [c.Quantity, c.Path, c.Unit, .. Cells(Published, MeasurementPage.AccuracyColumns)[i][3..7], Required(c), c.Reference])));

    [Test]
    public void A_new_page_marks_what_was_missed_and_what_is_less_accurate_than_required()
    {
        var good = new AccuracyCase { Quantity = "gain", Path = "digital", Unit = "dB", Required = 0.1, Reference = "its setting", Read = _ => new AccuracyReading(0, 0) };
        var report = new MeasurementReport
        {
            StartedUtc = new DateTimeOffset(2026, 11, 28, 0, 0, 0, TimeSpan.Zero),
            Duration = TimeSpan.Zero,
            Commit = "0123456789abcdef",
            Seed = 1,
            Trials = 2,
            Rows = [new MeasurementRow { Loopback = "digital", Fault = "skip", Size = "1 frames", Trials = 2, Found = 1, FalseAlarms = 0 }],
            Clean = [new CleanTrials { Loopback = "digital", Trials = 2, Alarms = ["48000Hz-16bit-1ch, seed 7: dropouts.count"] }],
            Accuracy = [AccuracyRow.Of(good, [new AccuracyReading(1, 1.01, 0.02), new AccuracyReading(1, 1.3, 0.02)]), AccuracyRow.Of(good, [new AccuracyReading(null, 1)])],
        };
        var page = MeasurementPage.Text(report);

        Heading().IsMatch(page).Should().BeTrue();
        page.Should().Contain("| skip | digital | 1 frames | **1 of 2** | 97.5 % | 0 | – | – | – |", "Clopper and Pearson: 1 of 2 bounds a miss below 97.5 %")
            .And.Contain("| digital | 2 | **1** | 97.5 % |").And.Contain("seed 7: dropouts.count")
            .And.Contain("| gain | digital | dB | -0.155 | 0.212 | **0.3** | 0.02 | 0.1 | its setting |")
            .And.Contain("| gain | digital | dB | – | – | **–** | – | 0.1 | its setting |", "what could not be measured keeps no limit");
        report.Holds.Should().BeFalse();
    }

    private static string Required(AccuracyCase c) => FormattableString.Invariant($"{(c.Figure == ErrorFigure.Rms ? "RMS " : "")}{c.Required}");

    private static IEnumerable<string> RowsUnder(string page, string columns, int cells) => Cells(page, columns).Select(row => string.Join(", ", row.Take(cells)));

    private static string[][] Cells(string page, string columns)
    {
        var lines = page.Split('\n');
        var head = Array.IndexOf(lines, columns);
        head.Should().BePositive("the page has the columns '{0}'", columns);
        return [.. lines[(head + 2)..].TakeWhile(l => l.StartsWith('|')).Select(l => l.Split('|')[1..^1].Select(c => c.Trim()).ToArray())];
    }

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d, commit [0-9a-f]{7,10}, seed \d+, \d+ captures per row: \d+ of \d+ faults were found ", RegexOptions.Multiline)]
    private static partial Regex Heading();
}
