using System.Globalization;
using KosSound.Conformance.Comparison;
using KosSound.Conformance.Records;
using KosSound.Signals;

namespace KosSound.Suites.Proofs.Detection;

/// <summary>Decides what became of a fault from what the suite saw.</summary>
internal static class DetectionJudge
{
    /// <summary>Judges one fault.</summary>
    /// <param name="tried">What was tried.</param>
    /// <param name="faulty">What was seen.</param>
    /// <param name="baseline">The same device without fault, with other noise.</param>
    /// <param name="twin">The same device without fault, with the same noise.</param>
    public static DetectionRow Judge(DetectionCase tried, Observation faulty, Observation baseline, Observation twin)
    {
        var failed = Failures(tried, faulty.Records);
        var named = failed.FirstOrDefault(test => test.Role == FailureRole.Names);
        var moved = Moved(tried, faulty, baseline);
        var (outcome, evidence) = (named, moved) switch
        {
            ({ } test, _) => (DetectionOutcome.Killed, $"{test.Id}: {test.Message}"),
            (null, { } text) => (DetectionOutcome.Killed, text),
            _ => Unfound(tried, faulty, twin, failed),
        };
        return new DetectionRow
        {
            Loopback = tried.Loopback,
            Fault = tried.Fault.Kind.Name,
            Size = tried.Fault.Size.ToString(),
            IsClaimed = tried.IsClaimed,
            Formats = [.. tried.Formats.Select(f => f.Id)],
            NamedBy = tried.Fault.Kind.FoundBy,
            Outcome = outcome,
            Evidence = evidence,
            OnlyByBaseline = named is null && moved is not null,
            Failed = failed,
        };
    }

    /// <summary>The first metric of a clean observation that left its baseline though nothing is wrong; null when none did.</summary>
    public static string? FalseMove(Observation clean, Observation baseline, LoopbackKind loopback) =>
        Changes(clean, baseline, loopback).Select(Sentence).FirstOrDefault();

    private static List<FailedTest> Failures(DetectionCase tried, IReadOnlyList<TestRecord> records)
    {
        var byId = records.DistinctBy(r => r.Id).ToDictionary(r => r.Id);
        return [.. records.Where(r => r.Outcome == Outcome.Fail).Select(r => new FailedTest(r.Id, RoleOf(r), r.ExplainedBy, r.Message ?? r.Reason ?? ""))];

        FailureRole RoleOf(TestRecord record)
        {
            if (tried.Expects(record.Id))
                return FailureRole.Names;
            // Over a digital loop everything upsets this check, what is too small for its own check among it (measurement specification, section 5).
            if (tried.Loopback == LoopbackKind.Digital && record.Id.EndsWith("/bits", StringComparison.Ordinal))
                return FailureRole.Follows;
            for (var cause = record.ExplainedBy; cause is not null; cause = byId.GetValueOrDefault(cause)?.ExplainedBy)
            {
                if (tried.Expects(cause))
                    return FailureRole.Follows;
            }

            return FailureRole.Collateral;
        }
    }

    private static string? Moved(DetectionCase tried, Observation faulty, Observation baseline)
    {
        var names = tried.Metrics.ToHashSet();
        return Changes(faulty, baseline, tried.Loopback).Where(move => names.Contains(move.Metric.Id)).Select(Sentence).FirstOrDefault();
    }

    private static IEnumerable<(string Test, MetricChange Metric)> Changes(Observation now, Observation before, LoopbackKind loopback) =>
        from record in now.Records
        join old in before.Records on record.Id equals old.Id
        from change in MetricComparer.Compare(old, record, loopback)
        where change.Change == Change.Regressed
        select (record.Id, change);

    private static string Sentence((string Test, MetricChange Metric) move)
    {
        var channel = move.Metric.Channel is { } c ? string.Create(CultureInfo.InvariantCulture, $" (channel {c})") : "";
        return $"{move.Test}: against the baseline, {move.Metric.Id}{channel} {move.Metric.Reason}";
    }

    private static (DetectionOutcome Outcome, string Evidence) Unfound(DetectionCase tried, Observation faulty, Observation twin, List<FailedTest> failed)
    {
        if (faulty.Records.FirstOrDefault(r => r.Outcome is Outcome.Error or Outcome.NotRun) is { } spoilt)
            return (DetectionOutcome.Undecided, $"{spoilt.Id}: {spoilt.Message ?? spoilt.Reason}");
        if (faulty.Traces.Count > 0 && faulty.Traces.SequenceEqual(twin.Traces))
            return (DetectionOutcome.NoEffect, "the captures are those of a device without fault, sample by sample and at the same times");
        if (tried.Fault.Kind.Allowed is { } why && failed.Count == 0)
            return (DetectionOutcome.Allowed, why);
        var open = faulty.Records.FirstOrDefault(r => tried.Expects(r.Id) && r.Outcome is Outcome.Inconclusive);
        return (DetectionOutcome.Survived, open is null ? "the captures differ from those of a device without fault, and no test says so" : $"{open.Id} is inconclusive: {open.Message}");
    }
}
