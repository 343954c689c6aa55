using KosSound.Conformance.Records;

namespace KosSound.Conformance.Reports.Html;

/// <summary>The run arranged for reading: what belongs to which format, what caused what, and where it stands in the page.</summary>
internal sealed class ReportModel
{
    private const int PointBudget = 400_000;

    private readonly ILookup<string?, TestRecord> _byFormat;
    private readonly ILookup<string?, TestRecord> _consequences;
    private readonly Dictionary<string, FormatEvidence> _evidence;
    private readonly Dictionary<string, FormatEvidence> _baseline;
    private readonly ILookup<Standing, TestRecord> _counts;
    private readonly Anchors _anchors = new();

    public ReportModel(HtmlReportInput input)
    {
        Input = input;
        Run = input.Run;
        var tests = Run.Tests;
        var ids = tests.Select(t => t.Id).ToHashSet();
        _counts = tests.ToLookup(StandingOf);
        _byFormat = tests.ToLookup(t => t.Format);
        _consequences = tests.Where(t => Explained(t, ids)).ToLookup(t => t.ExplainedBy);
        _evidence = ByFormat(input.Evidence);
        _baseline = ByFormat(input.Baseline?.Evidence ?? []);
        Causes = [.. tests.Where(t => NeedsAttention(t) && !Explained(t, ids)).OrderByDescending(StandingOf)];
        Attention = tests.Count(NeedsAttention);
        PointsPerTrace = Math.Clamp(PointBudget / Math.Max(1, input.Evidence.Sum(e => e.Curves.Count)), 60, 900);
        Verdict = VerdictText.Of(this);
    }

    public HtmlReportInput Input { get; }

    public RunRecord Run { get; }

    public VerdictText Verdict { get; }

    /// <summary>How finely curves are drawn: the page stays usable with hundreds of formats of many channels.</summary>
    public int PointsPerTrace { get; }

    /// <summary>Tests that need attention and are not explained by another one, worst first, else in planned order.</summary>
    public IReadOnlyList<TestRecord> Causes { get; }

    /// <summary>How many tests need attention, consequences included.</summary>
    public int Attention { get; }

    /// <summary>Tests about the device as a whole: the contract and whatever has no format.</summary>
    public IEnumerable<TestRecord> DeviceTests => _byFormat[null];

    public IEnumerable<TestRecord> TestsOf(string format) => _byFormat[format];

    /// <summary>The failures that follow from this one.</summary>
    public IEnumerable<TestRecord> ConsequencesOf(TestRecord test) => _consequences[test.Id];

    public FormatEvidence? EvidenceOf(string format) => _evidence.GetValueOrDefault(format);

    public FormatEvidence? BaselineOf(string format) => _baseline.GetValueOrDefault(format);

    public Standing StandingOf(TestRecord test) => Standings.Of(test, Run.Header.Strict);

    public int CountOf(Standing standing) => _counts[standing].Count();

    /// <summary>The worst of some tests; null when there are none.</summary>
    public Standing? Worst(IEnumerable<TestRecord> tests) => tests.Select(t => (Standing?)StandingOf(t)).Max();

    public bool NeedsAttention(TestRecord test) => StandingOf(test) >= Standing.Advice && test.Outcome != Outcome.NotRun;

    /// <summary>Where the test's card (if it needs attention) or row stands.</summary>
    public string AnchorOf(TestRecord test) => _anchors.Of("t-", test.Id);

    public string AnchorOf(string format) => _anchors.Of("f-", format);

    private static bool Explained(TestRecord test, HashSet<string> ids) =>
        test.ExplainedBy is { } cause && cause != test.Id && ids.Contains(cause);

    private static Dictionary<string, FormatEvidence> ByFormat(IReadOnlyList<FormatEvidence> evidence) =>
        evidence.GroupBy(e => e.Format).ToDictionary(g => g.Key, g => g.Last());
}
