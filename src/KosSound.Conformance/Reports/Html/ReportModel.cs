using KosSound.Conformance.Records;
using KosSound.Conformance.Reports.Html.Plots;
using KosSound.Conformance.Reports.Html.Sound;

namespace KosSound.Conformance.Reports.Html;

/// <summary>The run arranged for reading: what belongs to which format, what caused what, and where it stands in the page.</summary>
internal sealed class ReportModel
{
    private const int PointBudget = 400_000;

    private int _soundBudget = 2_500_000;

    private readonly ILookup<string?, TestRecord> _byFormat;
    private readonly Explanations _explanations;
    private readonly Dictionary<string, FormatEvidence> _evidence;
    private readonly Dictionary<string, FormatEvidence> _baseline;
    private readonly ILookup<Standing, TestRecord> _counts;
    private readonly HashSet<string> _ids;
    private readonly Anchors _anchors = new();

    public ReportModel(HtmlReportInput input)
    {
        Input = input;
        Captures = new CaptureShelf(input.OpenAttachment);
        Run = input.Run;
        var tests = Run.Tests;
        _ids = [.. tests.Select(t => t.Id)];
        _counts = tests.ToLookup(StandingOf);
        _byFormat = tests.ToLookup(t => t.Format);
        _explanations = new Explanations([.. tests.Where(NeedsAttention).OrderByDescending(StandingOf)]);
        _evidence = ByFormat(input.Evidence);
        _baseline = ByFormat(input.Baseline?.Evidence ?? []);
        Attention = tests.Count(NeedsAttention);
        PointsPerTrace = Math.Clamp(PointBudget / Math.Max(1, input.Evidence.Sum(e => e.Curves.Count)), 60, 900);
        Verdict = VerdictText.Of(this);
    }

    public HtmlReportInput Input { get; }

    public CaptureShelf Captures { get; }

    public RunRecord Run { get; }

    /// <summary>What the plots of this page have in common.</summary>
    public SharedShapes Shapes { get; } = new();

    public VerdictText Verdict { get; }

    /// <summary>How finely curves are drawn: the page stays usable with hundreds of formats of many channels.</summary>
    public int PointsPerTrace { get; }

    /// <summary>Tests that need attention and are not explained by another one, worst first, else in planned order.</summary>
    public IReadOnlyList<TestRecord> Causes => _explanations.Causes;

    /// <summary>How many tests need attention, consequences included.</summary>
    public int Attention { get; }

    /// <summary>Tests about the device as a whole: the contract and whatever has no format.</summary>
    public IEnumerable<TestRecord> DeviceTests => _byFormat[null];

    public IEnumerable<TestRecord> TestsOf(string format) => _byFormat[format];

    /// <summary>The failures that follow from this one.</summary>
    public IEnumerable<TestRecord> ConsequencesOf(TestRecord test) => _explanations.FollowingFrom(test);

    public FormatEvidence? EvidenceOf(string format) => _evidence.GetValueOrDefault(format);

    public FormatEvidence? BaselineOf(string format) => _baseline.GetValueOrDefault(format);

    /// <summary>What a curve of the baseline is called in legends.</summary>
    public string NameBaseline(string what) => $"{Input.Baseline?.Name}, {what}";

    public Standing StandingOf(TestRecord test) => Standings.Of(test, Run.Header.Strict);

    public int CountOf(Standing standing) => _counts[standing].Count();

    /// <summary>The worst of some tests; null when there are none.</summary>
    public Standing? Worst(IEnumerable<TestRecord> tests) => tests.Select(t => (Standing?)StandingOf(t)).Max();

    public bool NeedsAttention(TestRecord test) => StandingOf(test) >= Standing.Advice && test.Outcome != Outcome.NotRun;

    /// <summary>Asks for room for sound within the page; once granted it is spent.</summary>
    public bool Afford(int characters)
    {
        if (characters > _soundBudget)
            return false;
        _soundBudget -= characters;
        return true;
    }

    /// <summary>Where the test's card (if it needs attention) or row stands.</summary>
    public string AnchorOf(TestRecord test) => AnchorOfTest(test.Id);

    /// <summary>Whether a test of this id is in the run, so that a link to it leads somewhere.</summary>
    public bool Knows(string testId) => _ids.Contains(testId);

    public string AnchorOfTest(string testId) => _anchors.Of("t-", testId);

    public string AnchorOf(string format) => _anchors.Of("f-", format);

    private static Dictionary<string, FormatEvidence> ByFormat(IReadOnlyList<FormatEvidence> evidence) =>
        evidence.GroupBy(e => e.Format).ToDictionary(g => g.Key, g => g.Last());
}
