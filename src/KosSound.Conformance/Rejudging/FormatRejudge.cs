using KosSound.Analysis.Metrics;
using KosSound.Conformance.Cases;
using KosSound.Conformance.Records;
using KosSound.Conformance.Verdicts;

namespace KosSound.Conformance.Rejudging;

/// <summary>Judges the audio tests of one format again from the values they carry.</summary>
/// <param name="format">The format.</param>
/// <param name="before">Its tests as recorded, by id; waived ones as failures.</param>
internal sealed class FormatRejudge(FormatRecord format, IReadOnlyDictionary<string, TestRecord> before)
{
    private const string BandMetric = "response.deviation_db";

    /// <summary>The tests under new limits, by id. A test whose own values do not explain its outcome was decided by something else, for example
    /// a station that was late, and stays as it was.</summary>
    /// <param name="profile">The new limits.</param>
    /// <param name="bandIsKept">False when the new limits judge another band, so that the deviation within it is not known.</param>
    public IReadOnlyDictionary<string, TestRecord> Under(Profile profile, bool bandIsKept)
    {
        var checks = AudioCheck.All.Select(c => c.IdFor(format)).Where(before.ContainsKey).Select(id => before[id]).ToList();
        var measurement = Reconstruct(checks);
        var again = ById(measurement, profile with { Limits = RecordedLimits(checks) });
        var now = ById(bandIsKept ? measurement : WithoutBand(measurement), profile);
        return checks.ToDictionary(old => old.Id, old => IsExplained(old, again[old.Id]) ? Merge(old, now[old.Id]) : old);
    }

    private Dictionary<string, TestRecord> ById(Measurement measurement, Profile profile) =>
        TrialVerdict.Of(format, measurement, profile).ToDictionary(t => t.Id);

    private static bool IsExplained(TestRecord old, TestRecord again) =>
        old.Measurements.Count > 0 && old.Outcome == again.Outcome && old.Measurements.Count == again.Measurements.Count;

    /// <summary>What was judged is new; how it came about is as it was.</summary>
    private static TestRecord Merge(TestRecord old, TestRecord now) => now with
    {
        Infrastructure = old.Infrastructure && now.Outcome is Outcome.Fail or Outcome.Inconclusive,
        DurationMs = old.DurationMs,
        Attempts = old.Attempts,
        Attachments = old.Attachments,
        Reproduce = old.Reproduce,
    };

    private Measurement Reconstruct(List<TestRecord> checks)
    {
        var heard = before.GetValueOrDefault(AudioCheck.All[0].IdFor(format));
        var silent = heard is { Outcome: Outcome.Fail, Reason: TrialVerdict.NothingHeard };
        return new Measurement
        {
            Metrics = [.. checks.SelectMany(c => c.Measurements).Select(MetricOf)],
            Events = [.. checks.SelectMany(c => c.Events).Select(EventOf)],
            Heard = !silent,
            Diagnosis = heard is { Outcome: Outcome.Fail } && !silent ? heard.Message : null,
        };
    }

    private static Metric MetricOf(MeasurementRecord m) => new()
    {
        Id = m.Id,
        Channel = m.Channel,
        Value = m.Value,
        Unit = m.Unit,
        Uncertainty = m.Uncertainty,
        Note = m.Note,
        NotMeasurable = m.NotMeasurable,
        NotApplicable = m.NotApplicable,
    };

    private DropoutEvent EventOf(EventRecord e) => new(
        Enum.GetValues<DropoutKind>().First(k => DropoutText.Kind(k) == e.Kind), e.AtSeconds, e.Frames, e.Channel, (long)Math.Round(e.CaptureSeconds * format.Recording.RateHz))
    {
        PlusMinusSeconds = e.PlusMinusSeconds,
    };

    private static Dictionary<string, Limit> RecordedLimits(List<TestRecord> checks) =>
        checks.SelectMany(c => c.Measurements).Where(m => m.Low is not null || m.High is not null).DistinctBy(m => m.Id)
            .ToDictionary(m => m.Id, m => new Limit { Metric = m.Id, Low = m.Low, High = m.High, Source = "as recorded" });

    private static Measurement WithoutBand(Measurement measurement) => measurement with
    {
        Metrics = [.. measurement.Metrics.Select(m => m is { Id: BandMetric, Value: not null }
            ? m with { Value = null, Uncertainty = null, NotMeasurable = "because it was measured within another band than the limits judge" }
            : m)],
    };
}
