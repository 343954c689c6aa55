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
            records.Add(WithEvents(record, check, format, measurement));
        }

        var failed = records.Where(r => r.Outcome == Outcome.Fail).Select(r => r.Id).ToHashSet();
        var processed = IsProcessed(measurement, failed.Contains($"audio/{format.Id}/bandwidth") ? LeastLikenessOfEdge : LeastLikeness);
        return [.. records.Zip(AudioCheck.All, (record, check) => Explain(check, format, record, failed, processed))];
    }

    /// <summary>
    /// Whether all that is altered is still like what was played, in its place: then nothing was lost, and a failure of the check
    /// that names the processing explains it. One lost, moved or replaced stretch, and dropouts are a cause of their own.
    /// </summary>
    private static bool IsProcessed(Measurement measurement, double leastLikeness) =>
        measurement.Events.Count > 0 && measurement.Events.All(e => e.Likeness > leastLikeness);

    private static TestRecord Heard(AudioCheck check, FormatRecord format, Measurement measurement) =>
        New(check, format) with
        {
            Outcome = measurement is { Heard: true, Diagnosis: null } ? Outcome.Pass : Outcome.Fail,
            Message = measurement.Diagnosis ?? (measurement.Heard ? null : "the stimulus was not found in the capture"),
            Reason = measurement.Heard ? null : NothingHeard,
        };

    /// <summary>Least correlation of altered with played sound that is still the same sound: what differs is a fifth of its energy at most.</summary>
    private const double LeastLikeness = 0.9;

    /// <summary>The same where a stream ends: at half its rate a tone and its image are equally loud, which leaves 1/√2.</summary>
    private const double LeastLikenessOfEdge = 0.7;

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
        new(DropoutText.Kind(e.Kind), e.AtSeconds, (double)e.CaptureFrame / format.Recording.RateHz, e.Frames, e.Channel) { PlusMinusSeconds = e.PlusMinusSeconds };

    private static TestRecord Explain(AudioCheck check, FormatRecord format, TestRecord record, HashSet<string> failed, bool processed)
    {
        if (record.Outcome is not (Outcome.Fail or Outcome.Inconclusive))
            return record;
        var causes = !processed ? check.Causes : check.Name == "dropouts" ? [.. check.Causes, .. AudioCheck.Processing] : check.Causes.Where(c => c != "dropouts");
        return record with { ExplainedBy = causes.Select(c => $"audio/{format.Id}/{c}").FirstOrDefault(failed.Contains) };
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
