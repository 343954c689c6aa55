using KosSound.Analysis.Metrics;
using KosSound.Conformance.Records;

namespace KosSound.SelfTests.Conformance.Reports.Html;

/// <summary>Invented results of the checks of a fake device.</summary>
internal static class FakeTests
{
    private static readonly (string Id, ClauseLevel Level, string Clause)[] Clauses =
    [
        ("info/well-formed", ClauseLevel.Must, "available implies at least one rate, depth and channel count; no zero, no duplicate"),
        ("info/stable", ClauseLevel.Must, "the answer is the same before, during and after play and record"),
        ("info/latency", ClauseLevel.Info, "time to answer, cold and warm"),
        ("play/config-required", ClauseLevel.Must, "a first message without config is refused, nothing is played"),
        ("play/empty-stream", ClauseLevel.Must, "no message at all is refused"),
        ("play/any-chunking", ClauseLevel.Must, "the same audio in messages of any size sounds the same"),
        ("play/repeated-config", ClauseLevel.Should, "the same config again is accepted; a different one in mid-stream is refused"),
        ("record/duration-exact", ClauseLevel.Must, "duration_ms gives floor or ceiling of duration · rate / 1000 frames"),
        ("wire/malformed", ClauseLevel.Must, "a malformed request gives an error status and the next call works"),
        ("life/soak", ClauseLevel.Should, "minutes of full duplex: no drop, no drift in latency"),
    ];

    public static IEnumerable<TestRecord> Contract() => Clauses.Select((c, n) => new TestRecord
    {
        Id = "contract/" + c.Id, Clause = c.Clause, Level = c.Level, Outcome = Outcome.Pass, DurationMs = 12 + 31 * n,
    });

    /// <summary>A failing test with every metric of the catalogue.</summary>
    public static TestRecord Everything() => new()
    {
        Id = "audio/everything", Clause = "everything at once", Level = ClauseLevel.Must, Outcome = Outcome.Fail, DurationMs = 1,
        Measurements = [.. MetricCatalog.All.Select(m => Value(m.Id, 0, 1.5, null, 1, 0.1))],
    };

    public static IEnumerable<TestRecord> Audio(FormatRecord format, int index, bool faulty)
    {
        var channels = format.Recording.Channels;
        var dropouts = Check(format, "dropouts", "no sound is lost, repeated, inserted or altered",
            Value("dropouts.count", null, faulty ? 2 : 0, null, 0), Value("dropouts.lost_ms", null, faulty ? 12.5 : 0, null, 0, 0.02));
        yield return faulty ? WithEvents(dropouts, format) : dropouts;
        yield return Check(format, "response", "the magnitude response lies within its mask",
            [.. Each(channels, c => Value("response.deviation_db", c, faulty && c == 1 ? -2.384 : 0.061 + 0.01 * c, -1, 1, 0.018)),
             .. Each(channels, c => Value("response.high_3db_hz", c, format.Recording.RateHz * 0.474, null, null, 12))]);
        yield return Check(format, "distortion", "harmonics and noise stay below their limits",
            [.. Each(channels, c => Value("thd.db", c, -81.43, null, -70, 0.4)),
             .. Each(channels, c => Value("thd_n.db", c, faulty ? -66.2 : -74.18 + c, null, -65, 0.9) with { Marginal = faulty })]);
        yield return Check(format, "noise", "the silence is quiet", Value("noise.floor_dbfs", 0, -88.912, null, -80, 0.11), Value("hum.dbfs", 0, -104.2, null, -90, 0.6));
        yield return Check(format, "latency", "the first sound comes in time, every time",
            Value("latency.first_sound_ms", null, 42.31 + index % 5, null, 200, 0.12), Value("latency.cold_ms", null, 61.4 + index % 7, null, 500, 0.12),
            Value("latency.spread_ms", null, 0.41, null, 10, 0.17));
        yield return Check(format, "clock", "both clocks run alike", Value("clock.drift_ppm", null, -3.2174, -100, 100, 0.083), Value("rate.measured_hz", null, format.Recording.RateHz + 0.13, null, null, 0.4));
        yield return Check(format, "level", "gain, balance and linearity", [.. Each(channels, c => Value("level.gain_db", c, -3.02 + 0.004 * c, -6, 6, 0.0021))]);
        yield return Check(format, "bandwidth", "sound is carried up to the Nyquist frequency",
            Value("bandwidth.effective_hz", 0, format.Recording.RateHz * 0.476, format.Recording.RateHz * 0.45, null, 20));
        if (channels > 1)
            yield return Check(format, "crosstalk", "channels do not leak into each other", [.. Each(channels, c => Value("crosstalk.db", c, -92.6, null, -60, 1.4))]);
        yield return Check(format, "bits", "every claimed bit carries information", new MeasurementRecord
        {
            Id = "bits.exact", Unit = "", Outcome = Outcome.Skip, NotMeasurable = "because the loop is electrical: samples cannot be equal",
        });
    }

    private static TestRecord Check(FormatRecord format, string check, string clause, params MeasurementRecord[] measurements)
    {
        var failed = measurements.Where(m => m.Outcome == Outcome.Fail).ToList();
        return new TestRecord
        {
            Id = $"audio/{format.Id}/{check}",
            Clause = clause,
            Level = ClauseLevel.Must,
            Format = format.Id,
            Outcome = failed.Count > 0 ? Outcome.Fail : Outcome.Pass,
            Message = failed.Count > 0
                ? FormattableString.Invariant($"{failed[0].Id} is {failed[0].Value} {failed[0].Unit}, allowed {failed[0].Low} … {failed[0].High} {failed[0].Unit}")
                : null,
            DurationMs = 41.7,
            Measurements = measurements,
            Reproduce = failed.Count > 0 ? $"./run.sh --target 192.0.2.17:50051 --only audio/{format.Id}/{check}" : null,
        };
    }

    private static TestRecord WithEvents(TestRecord test, FormatRecord format) => test with
    {
        Message = FormattableString.Invariant($"2 dropouts, allowed 0: 48 frames of zero-fill at 1.180 s in channel {format.Recording.Channels - 1}; 552 frames skipped at 2.731 s"),
        Events = [new EventRecord("zero-fill", 1.18, 1.68, 48, format.Recording.Channels - 1), new EventRecord("skip", 2.731, 3.231, 552, null)],
        Attachments =
        [
            new AttachmentRecord($"captures/{format.Id}.wav", "audio/wav", new string('b', 64), 806_444),
            new AttachmentRecord($"captures/{format.Id}-stimulus.wav", "audio/wav", new string('c', 64), 745_004),
        ],
    };

    private static IEnumerable<MeasurementRecord> Each(int channels, Func<int, MeasurementRecord> value) => Enumerable.Range(0, channels).Select(value);

    private static MeasurementRecord Value(string id, int? channel, double value, double? low, double? high, double? uncertainty = null) => new()
    {
        Id = id,
        Channel = channel,
        Value = value,
        Unit = MetricCatalog.Find(id).Unit,
        Low = low,
        High = high,
        Uncertainty = uncertainty,
        Outcome = value < low || value > high ? Outcome.Fail : Outcome.Pass,
    };
}
