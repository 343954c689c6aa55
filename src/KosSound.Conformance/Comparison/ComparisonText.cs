using KosSound.Conformance.Records;

namespace KosSound.Conformance.Comparison;

/// <summary>Says a comparison in lines for a console.</summary>
public static class ComparisonText
{
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
            .. comparison.Tests.Where(t => t.Change != Change.Same).OrderByDescending(t => t.Change).Select(t => $"  {t.Change.Word()}: {t.Id}: {t.Reason}"),
            .. comparison.Notes.Select(n => $"  note: {n}"),
        ];
    }

    private static string Name(RunRecord run) =>
        $"{run.Header.Target.Serial ?? run.Header.Target.Endpoint}, run {run.Header.RunId}";
}
