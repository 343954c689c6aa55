using KosSound.Conformance.Records;
using KosSound.Signals;

namespace KosSound.SelfTests.Conformance.Reports;

/// <summary>The invented run the golden reports are written from: every outcome, every optional key, numbers that a culture could spoil.</summary>
internal static class GoldenRun
{
    private static readonly FormatRecord Stereo = new(new PcmFormat(48_000, 16, 2), new PcmFormat(48_000, 16, 2));

    private static readonly FormatRecord Asymmetric = new(new PcmFormat(44_100, 24, 2), new PcmFormat(16_000, 16, 1));

    public static RunRecord Record { get; } = new()
    {
        Header = Header(),
        EndedUtc = new DateTimeOffset(2026, 3, 14, 9, 28, 30, 300, TimeSpan.Zero),
        Status = RunStatus.Completed,
        ExitCode = ExitCode.DeviceFailed,
        Notes = ["audio/48000Hz-16bit-2ch/response failed", "the station is due for calibration"],
        Tests = [.. Contract(), .. Audio()],
    };

    private static RunHeader Header() => new()
    {
        RunId = "20260314T092653Z-golden",
        StartedUtc = new DateTimeOffset(2026, 3, 14, 9, 26, 53, TimeSpan.Zero),
        Suite = new SuiteRecord("0.1.0", "0123abc"),
        Profile = "electrical",
        Loopback = LoopbackKind.Electrical,
        Strict = false,
        MinimumTests = 5,
        Seed = -7,
        Stimulus = "v1, -12 dBFS",
        Band = new BandRecord(40, 96_000, 0.45),
        Argv = ["./run.sh", "--target", "192.0.2.17:50051"],
        Host = new HostRecord("Debian GNU/Linux 13", "2 × CPU", "10.0.1"),
        Target = new TargetRecord("192.0.2.17:50051", "device", "GOLD-1", "2.4.1",
            new CapabilitiesRecord(new SideRecord(true, [44_100, 48_000], [16, 24], [2]), new SideRecord(true, [16_000, 48_000], [16], [1, 2]))),
        Station = new StationRecord("bench 2", "A. Operator", "XLR loop 7", new DateOnly(2026, 9, 30)),
        Inputs = [new InputRecord("fixtures/profiles/electrical.yaml", new string('a', 64))],
        Coverage = "all",
        Formats = [Stereo, Asymmetric],
    };

    private static IEnumerable<TestRecord> Contract() =>
    [
        Test("contract/info/well-formed", ClauseLevel.Must, Outcome.Pass),
        Test("contract/info/latency", ClauseLevel.Info, Outcome.Pass) with { Measurements = [new MeasurementRecord { Id = "info.answer_ms", Unit = "ms", Value = 1.5, Outcome = Outcome.Pass }] },
        Test("contract/play/repeated-config", ClauseLevel.Should, Outcome.Fail) with { Message = "a second config with another rate was ignored in mid-stream" },
        Test("contract/play/cancel", ClauseLevel.Must, Outcome.Error) with { Reason = "device lost", Message = "192.0.2.17:50051 no longer answers", Infrastructure = true },
        Test("contract/wire/malformed", ClauseLevel.Must, Outcome.Inconclusive) with
        {
            Message = "no answer within 2 s",
            Attempts = [new AttemptRecord(Outcome.Inconclusive, "no answer within 2 s", 2000.25), new AttemptRecord(Outcome.Inconclusive, null, 2000.5)],
        },
        Test("contract/life/soak", ClauseLevel.Should, Outcome.Skip) with { Reason = "only in profile release" },
        Test("contract/wire/deadline", ClauseLevel.Must, Outcome.NotRun) with { Reason = "the run ended before it", DurationMs = 0 },
    ];

    private static IEnumerable<TestRecord> Audio() =>
    [
        Test("audio/48000Hz-16bit-2ch/response", ClauseLevel.Must, Outcome.Fail) with
        {
            Format = Stereo.Id,
            Message = "response.deviation_db (channel 1) is -2.384 dB ± 0.018, allowed -1 … 1 dB",
            Measurements =
            [
                new MeasurementRecord { Id = "response.deviation_db", Channel = 0, Unit = "dB", Value = 0.9999, Low = -1, High = 1, Uncertainty = 0.018, Outcome = Outcome.Pass, Marginal = true },
                new MeasurementRecord { Id = "response.deviation_db", Channel = 1, Unit = "dB", Value = -2.384, Low = -1, High = 1, Uncertainty = 0.018, Outcome = Outcome.Fail, Note = "at 6 kHz" },
                new MeasurementRecord { Id = "response.low_3db_hz", Unit = "Hz", Outcome = Outcome.Inconclusive, High = 40, NotMeasurable = "because the sweep starts at 20 Hz" },
            ],
            Attachments = [new AttachmentRecord("captures/48000Hz-16bit-2ch.wav", "audio/wav", new string('b', 64), 806_444)],
            Reproduce = "./run.sh --target 192.0.2.17:50051 --only audio/48000Hz-16bit-2ch/response",
        },
        Test("audio/48000Hz-16bit-2ch/dropouts", ClauseLevel.Must, Outcome.Waived) with
        {
            Format = Stereo.Id,
            Reason = "waived until 2026-06-30 by w-1 (audio team, SND-142): bad cable",
            Message = "dropouts.count is 1, allowed at most 0",
            ExplainedBy = "audio/48000Hz-16bit-2ch/response",
            Events = [new EventRecord("zero-fill", 1.18, 1.68, 48, 1), new EventRecord("skip", 2.731, 3.231, 552, null)],
        },
        Test($"audio/{Asymmetric.Id}/bits", ClauseLevel.Must, Outcome.Skip) with
        {
            Format = Asymmetric.Id,
            Reason = "because the formats differ",
            Measurements = [new MeasurementRecord { Id = "bits.exact", Unit = "", Outcome = Outcome.Skip, NotMeasurable = "because the formats differ", NotApplicable = true }],
        },
    ];

    private static TestRecord Test(string id, ClauseLevel level, Outcome outcome) => new() { Id = id, Clause = $"what {id} promises", Level = level, Outcome = outcome, DurationMs = 1234.5 };
}
