using System.Globalization;
using KosSound.Conformance.Records;

namespace KosSound.Conformance.Comparison;

/// <summary>Says a comparison in lines for a console.</summary>
public static class ComparisonText
{
    /// <summary>From here on formats in which the same check changed share their lines.</summary>
    private const int ManyFormats = 3;

    /// <summary>The verdict first, then what led to it, the most alarming first.</summary>
    public static IReadOnlyList<string> Lines(RunComparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        var counts = comparison.Tests.CountBy(t => t.Change).OrderByDescending(c => c.Key).Select(c => $"{c.Value} {c.Key.Word()}");
        return
        [
            $"{comparison.Verdict.Word()}: {Name(comparison.New)} against {Name(comparison.Base)}{(comparison.Tests.Count > 0 ? $" ({string.Join(", ", counts)})" : "")}",
            .. comparison.Obstacles.Select(o => $"  not comparable: {o}"),
            .. comparison.Formats.OrderByDescending(f => f.Change).Select(f => $"  {f.Change.Word()}: format {f.Id}: {f.Reason}"),
            .. comparison.Tests.Where(t => t.Change != Change.Same).OrderByDescending(t => t.Change)
                .GroupBy(t => (t.Change, t.Check))
                .SelectMany(g => g.Count() < ManyFormats ? g.Select(One) : Several(comparison, [.. g])),
            .. comparison.Notes.Select(n => $"  note: {n}"),
        ];
    }

    private static string One(TestChange test) => $"  {test.Change.Word()}: {test.Id}: {test.Reason}";

    // The same change of many formats is one finding; which formats is worth a line, what each says stands in the page.
    private static IEnumerable<string> Several(RunComparison comparison, List<TestChange> tests) => tests[0].Format is null
        ? [string.Create(CultureInfo.InvariantCulture, $"  {tests[0].Change.Word()}: {tests.Count} tests that only the baseline has, first {tests[0].Id}: {tests[0].Reason}")]
        :
    [
        string.Create(CultureInfo.InvariantCulture, $"  {tests[0].Change.Word()}: {tests[0].Check} in {tests.Count} of {comparison.New.Header.Formats.Count} formats, first {tests[0].Id}: {tests[0].Reason}"),
        $"    {string.Join(", ", tests.Select(t => t.Format))}",
    ];

    private static string Name(RunRecord run) =>
        $"{run.Header.Target.Serial ?? run.Header.Target.Endpoint}, run {run.Header.RunId}";
}
