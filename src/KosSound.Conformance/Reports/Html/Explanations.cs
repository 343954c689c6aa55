using KosSound.Conformance.Records;

namespace KosSound.Conformance.Reports.Html;

/// <summary>Which findings are causes and which merely follow from one. Nothing is lost: what is explained by a test that is
/// unknown or well, or by itself in a circle, counts as a cause.</summary>
internal sealed class Explanations
{
    private readonly Dictionary<string, TestRecord> _findings;
    private readonly ILookup<string, TestRecord> _following;

    public Explanations(IReadOnlyList<TestRecord> findings)
    {
        _findings = findings.GroupBy(t => t.Id).ToDictionary(g => g.Key, g => g.First());
        Causes = [.. findings.Where(t => RootOf(t) == t)];
        _following = findings.Where(t => RootOf(t) != t).ToLookup(t => RootOf(t).Id);
    }

    /// <summary>Findings that nothing else explains, in their order.</summary>
    public IReadOnlyList<TestRecord> Causes { get; }

    /// <summary>Everything that follows from a cause, directly or over others.</summary>
    public IEnumerable<TestRecord> FollowingFrom(TestRecord cause) => _following[cause.Id];

    private TestRecord RootOf(TestRecord test)
    {
        HashSet<string> seen = [test.Id];
        var root = test;
        while (root.ExplainedBy is { } id && _findings.TryGetValue(id, out var next))
        {
            if (!seen.Add(id))
                return test;
            root = next;
        }
        return root;
    }
}
