using KosSound.Conformance.Records;

namespace KosSound.Conformance.Reports.JUnit;

/// <summary>Test cases that belong together: those of a format, or of a chapter of the contract.</summary>
/// <param name="Name">Id of the tests without its last part.</param>
/// <param name="Cases">In planned order, names unique in the whole file.</param>
internal sealed record JUnitSuite(string Name, IReadOnlyList<JUnitCase> Cases)
{
    /// <summary>Dots instead of slashes: Jenkins takes what stands before the last one for the package.</summary>
    public string ClassName => "kos-sound." + Name.Replace('/', '.');

    /// <summary>All suites of a run. A run that is not green for a reason no test shows gets a case that says so: readers look at
    /// cases, not at exit codes.</summary>
    public static IReadOnlyList<JUnitSuite> Of(RunRecord run)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var suites = run.Tests.GroupBy(t => GroupOf(t.Id))
            .Select(g => new JUnitSuite(g.Key, [.. g.Select(t => Unique(JUnitCase.Of(t, run.Header.Strict), taken))]))
            .ToList();
        var red = suites.SelectMany(s => s.Cases).Any(c => c.Mark is JUnitMark.Failure or JUnitMark.Error);
        if (run.ExitCode != ExitCode.Pass && !red)
            suites.Add(new JUnitSuite("run", [VerdictOf(run)]));
        return suites;
    }

    /// <summary>GitLab keeps one case of a name; names that differ only in what is not shown are numbered.</summary>
    private static JUnitCase Unique(JUnitCase test, HashSet<string> taken)
    {
        var shown = VisibleText.OneLine(test.Name);
        var name = shown;
        for (var number = 2; !taken.Add(name); number++)
            name = $"{shown} ({number})";
        return test with { Name = name };
    }

    private static JUnitCase VerdictOf(RunRecord run)
    {
        var message = $"{run.ExitCode.Verdict()} (exit code {(int)run.ExitCode}): {(run.Notes.Count > 0 ? run.Notes[0] : "see the report")}";
        return new JUnitCase
        {
            Name = "run/verdict",
            Mark = run.ExitCode == ExitCode.DeviceFailed ? JUnitMark.Failure : JUnitMark.Error,
            Message = message,
            Kind = run.ExitCode.Verdict(),
            Body = string.Join('\n', run.Notes.Prepend(message)) + "\n",
            DurationMs = 0,
        };
    }

    private static string GroupOf(string id) => id.LastIndexOf('/') is > 0 and var slash ? id[..slash] : "tests";
}
