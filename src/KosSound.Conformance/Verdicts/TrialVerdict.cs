using KosSound.Analysis.Metrics;
using KosSound.Conformance.Cases;
using KosSound.Conformance.Records;

namespace KosSound.Conformance.Verdicts;

/// <summary>Turns the measurement of one capture into one record per audio check.</summary>
public static class TrialVerdict
{
    /// <summary>Judges all checks of a format.</summary>
    /// <returns>One record per <see cref="AudioCheck.All"/>, in that order, without attachments.</returns>
    public static IReadOnlyList<TestRecord> Of(FormatRecord format, Measurement measurement, Profile profile)
    {
        ArgumentNullException.ThrowIfNull(format);
        ArgumentNullException.ThrowIfNull(measurement);
        var judged = Judge.Measurements(measurement, profile.At(format));
        var records = new List<TestRecord>();
        foreach (var check in AudioCheck.All)
        {
            var record = check.Name == "heard"
                ? Heard(check, format, measurement)
                : Judged(check, format, [.. judged.Where(j => check.Metrics.Any(m => m.Id == j.Id))]);
            records.Add(Explain(check, format, WithEvents(record, check, format, measurement), records));
        }

        return records;
    }

    private static TestRecord Heard(AudioCheck check, FormatRecord format, Measurement measurement) =>
        New(check, format) with
        {
            Outcome = measurement is { Heard: true, Diagnosis: null } ? Outcome.Pass : Outcome.Fail,
            Message = measurement.Diagnosis ?? (measurement.Heard ? null : "the stimulus was not found in the capture"),
            Reason = measurement.Heard ? null : NothingHeard,
        };

    /// <summary>Reason of a failed <c>heard</c> check when the capture holds nothing of the stimulus.</summary>
    public const string NothingHeard = "nothing heard";

    private static TestRecord Judged(AudioCheck check, FormatRecord format, IReadOnlyList<MeasurementRecord> judged)
    {
        var worst = Worst(judged);
        var telling = judged.Where(j => j.Outcome == worst).ToList();
        return New(check, format) with
        {
            Outcome = worst,
            Measurements = judged,
            Reason = worst switch
            {
                Outcome.Skip => telling.FirstOrDefault()?.NotMeasurable ?? "no metric applies to this format",
                Outcome.Inconclusive => "not measurable",
                _ => null,
            },
            Message = worst is Outcome.Fail or Outcome.Inconclusive ? string.Join("; ", telling.Select(Judge.Sentence)) : null,
        };
    }

    // A check passes when something of it was measured and nothing missed its limit.
    private static Outcome Worst(IReadOnlyList<MeasurementRecord> judged) =>
        judged.Any(j => j.Outcome == Outcome.Fail) ? Outcome.Fail
        : judged.Any(j => j.Outcome == Outcome.Inconclusive) ? Outcome.Inconclusive
        : judged.Any(j => j.Outcome == Outcome.Pass) ? Outcome.Pass
        : Outcome.Skip;

    private static TestRecord WithEvents(TestRecord record, AudioCheck check, FormatRecord format, Measurement measurement)
    {
        if (check.Name != "dropouts" || measurement.Events.Count == 0)
            return record;
        var events = measurement.Events.Select(e => EventOf(e, format)).ToList();
        return record with
        {
            Events = events,
            Message = record.Message is null ? null : $"{record.Message}; {DropoutText.Summary(events, format.Recording.RateHz)}",
        };
    }

    private static EventRecord EventOf(DropoutEvent e, FormatRecord format) =>
        new(DropoutText.Kind(e.Kind), e.AtSeconds, (double)e.CaptureFrame / format.Recording.RateHz, e.Frames, e.Channel);

    private static TestRecord Explain(AudioCheck check, FormatRecord format, TestRecord record, IReadOnlyList<TestRecord> earlier)
    {
        if (record.Outcome is not (Outcome.Fail or Outcome.Inconclusive))
            return record;
        var cause = check.Causes.Select(c => $"audio/{format.Id}/{c}")
            .FirstOrDefault(id => earlier.Any(e => e.Id == id && e.Outcome == Outcome.Fail));
        return record with { ExplainedBy = cause };
    }

    private static TestRecord New(AudioCheck check, FormatRecord format) => new()
    {
        Id = check.IdFor(format),
        Clause = check.Clause,
        Level = ClauseLevel.Must,
        Format = format.Id,
        Outcome = Outcome.Inconclusive,
        DurationMs = 0,
    };
}
