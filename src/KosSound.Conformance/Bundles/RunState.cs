using KosSound.Conformance.Cases;
using KosSound.Conformance.Records;
using KosSound.Conformance.Verdicts;

namespace KosSound.Conformance.Bundles;

/// <summary>What the events of a run add up to, so far or in all. Not thread-safe.</summary>
public sealed class RunState
{
    private readonly Dictionary<string, TestRecord> _tests = [];
    private readonly HashSet<string> _planned = [];
    private readonly List<string> _unplanned = [];
    private readonly Dictionary<string, FormatEvidence> _evidence = [];
    private readonly Dictionary<string, FormatEvidence> _baseline = [];
    private readonly List<AttachmentRecord> _files = [];
    private readonly List<string> _defects = [];
    private IReadOnlyList<PlannedTest> _plan = [];
    private DateTimeOffset _lastUtc;
    private RunEnd? _end;
    private string? _baselineRunId;

    /// <summary>Null before the first event.</summary>
    public RunHeader? Header { get; private set; }

    /// <summary>True once the run has said how it ended.</summary>
    public bool Ended => _end is not null;

    /// <summary>In the order of the header's formats; formats it does not name come last.</summary>
    public IReadOnlyList<FormatEvidence> Evidence => [.. _evidence.Values.OrderBy(e => PlaceOf(e.Format))];

    /// <summary>Curves of another run; null when none were given.</summary>
    public BaselineEvidence? Baseline => _baselineRunId is { } id ? new BaselineEvidence(id, [.. _baseline.Values]) : null;

    /// <summary>Captures and other files put into the bundle.</summary>
    public IReadOnlyList<AttachmentRecord> Files => _files;

    public IReadOnlyList<string> Defects => _defects;

    /// <summary>Every planned test in planned order, those without a record as not run; then records nobody planned.</summary>
    public IReadOnlyList<TestRecord> Tests => [.. _plan.Select(RecordOf), .. _unplanned.Select(id => _tests[id])];

    /// <summary>True when a record of the test is there.</summary>
    public bool Has(string testId) => _tests.ContainsKey(testId);

    /// <summary>True when the test is planned.</summary>
    public bool IsPlanned(string testId) => _planned.Contains(testId);

    /// <summary>Takes the next event.</summary>
    public void Apply(BundleEvent next)
    {
        ArgumentNullException.ThrowIfNull(next);
        _lastUtc = next.AtUtc;
        Header = next.Header ?? Header;
        if (next.Plan is { } plan)
        {
            _plan = plan;
            _planned.UnionWith(plan.Select(p => p.Id));
        }

        _end = next.End ?? _end;
        if (next.Test is { } test)
            Take(test);
        if (next.Evidence is { } evidence)
            (next.BaselineRunId is null ? _evidence : _baseline)[evidence.Format] = evidence;
        _baselineRunId = next.BaselineRunId ?? _baselineRunId;
        if (next.File is { } file)
            _files.Add(file);
        if (next.Defect is { } defect)
            _defects.Add(defect);
    }

    /// <summary>Adds a defect that was found while the events were read, not written among them.</summary>
    public void AddDefect(string defect) => _defects.Add(defect);

    /// <summary>The run as it stands. Without an end it counts as interrupted: the suite was killed.</summary>
    /// <exception cref="InvalidOperationException">There was no header yet.</exception>
    public RunRecord ToRun()
    {
        var header = Header ?? throw new InvalidOperationException("a run without header has no record");
        var end = _end ?? new RunEnd { Status = RunStatus.Interrupted, Notes = ["the suite was killed before the run came to its end"] };
        var decision = ExitCodeRules.Decide(new RunFacts
        {
            Status = end.Status,
            Tests = Tests,
            Strict = header.Strict,
            MinimumTests = header.MinimumTests,
            Defects = _defects,
            StaleWaivers = end.StaleWaivers,
            Unmatched = new TestPattern(header.Only).Unmatched(_planned),
            Unusable = end.Unusable,
        });
        return new RunRecord
        {
            Header = header,
            EndedUtc = end.EndedUtc ?? _lastUtc,
            Status = end.Status,
            ExitCode = decision.Code,
            Notes = [.. decision.Reasons.Concat(end.Notes).Concat(_defects).Concat(end.StaleWaivers).Distinct()],
            Tests = Tests,
        };
    }

    private void Take(TestRecord test)
    {
        if (!IsPlanned(test.Id) && !Has(test.Id))
            _unplanned.Add(test.Id);
        _tests[test.Id] = test;
    }

    private TestRecord RecordOf(PlannedTest planned) => _tests.GetValueOrDefault(planned.Id) ?? new TestRecord
    {
        Id = planned.Id,
        Clause = planned.Clause,
        Level = planned.Level,
        Format = planned.Format,
        Outcome = Outcome.NotRun,
        Reason = _end is null ? "the run was killed before it" : "the run ended before it",
        DurationMs = 0,
    };

    private int PlaceOf(string format)
    {
        var formats = Header?.Formats ?? [];
        for (var i = 0; i < formats.Count; i++)
        {
            if (formats[i].Id == format)
                return i;
        }

        return formats.Count;
    }
}
