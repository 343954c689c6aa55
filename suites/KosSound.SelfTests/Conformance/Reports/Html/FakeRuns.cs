using KosSound.Conformance.Records;
using KosSound.Conformance.Reports.Html;
using KosSound.Signals;

namespace KosSound.SelfTests.Conformance.Reports.Html;

/// <summary>Invented runs of a fake device: they test how the report shows a run, nothing else.</summary>
internal static class FakeRuns
{
    private static readonly DateTimeOffset Start = new(2026, 3, 14, 9, 26, 53, TimeSpan.Zero);

    public static HtmlReportInput Named(string name) => name switch
    {
        "passing" => Passing(),
        "failing" => Failing(),
        "studio" => Studio(),
        "crowded" => Crowded(),
        _ => Small(),
    };

    /// <summary>Twelve symmetric formats, everything within its limits.</summary>
    public static HtmlReportInput Passing() => Input(Symmetric([16_000, 44_100, 48_000], [16, 24], [1, 2]), _ => false);

    /// <summary>Dropouts in two stereo formats, a dented response, a missed contract clause, and one of every other outcome.</summary>
    public static HtmlReportInput Failing()
    {
        var input = Input(Symmetric([16_000, 44_100, 48_000], [16, 24], [1, 2]), f => f.Recording is { RateHz: 48_000, Channels: 2 });
        var tests = input.Run.Tests.Select(Spoil).ToList();
        return input with { Run = input.Run with { Tests = tests, ExitCode = ExitCode.DeviceFailed } };
    }

    /// <summary>190 formats, as a studio interface has them.</summary>
    public static HtmlReportInput Studio()
    {
        var formats = Symmetric([8_000, 16_000, 32_000, 44_100, 48_000, 64_000, 88_200, 96_000, 176_400, 192_000], [8, 16, 24, 32], [1, 2, 4, 6, 8]);
        return Input([.. formats.Take(190)], f => f.Recording is { RateHz: 96_000, BitDepth: 24 });
    }

    /// <summary>As much as can be asked of one sheet of paper: 190 formats, a limit on every metric there is, a long reason.</summary>
    public static HtmlReportInput Crowded()
    {
        var input = Studio();
        var message = string.Concat(Enumerable.Repeat("something long and detailed happened at length, ", 20));
        var everything = FakeTests.Everything() with { Message = message };
        return input with { Run = input.Run with { Tests = [everything, .. input.Run.Tests] } };
    }

    /// <summary>A small speaker that plays 44.1 kHz stereo and records 16 kHz mono, one format each; small enough to read as text.</summary>
    public static HtmlReportInput Small()
    {
        var format = new FormatRecord(new PcmFormat(44_100, 16, 2), new PcmFormat(16_000, 16, 1));
        var input = Input([format], _ => true, points: 24);
        return input with { Run = input.Run with { ExitCode = ExitCode.DeviceFailed } };
    }

    public static IReadOnlyList<FormatRecord> Symmetric(int[] rates, int[] depths, int[] channels) =>
        [.. from rate in rates from depth in depths from count in channels
            let format = new PcmFormat(rate, depth, count)
            select new FormatRecord(format, format)];

    public static HtmlReportInput Input(IReadOnlyList<FormatRecord> formats, Func<FormatRecord, bool> faulty, int points = 600)
    {
        var tests = FakeTests.Contract().Concat(formats.SelectMany((f, n) => FakeTests.Audio(f, n, faulty(f)))).ToList();
        return new HtmlReportInput
        {
            Run = new RunRecord
            {
                Header = Header(formats),
                EndedUtc = Start.AddSeconds(97.3),
                Status = RunStatus.Completed,
                ExitCode = tests.Any(t => t.Outcome == Outcome.Fail) ? ExitCode.DeviceFailed : ExitCode.Pass,
                Tests = tests,
            },
            OpenAttachment = FakeCaptures.Open,
            Evidence = [.. formats.Select((f, n) => FakeCurves.Evidence(f, n, faulty(f), points))],
        };
    }

    private static RunHeader Header(IReadOnlyList<FormatRecord> formats) => new()
    {
        RunId = "20260314T092653Z-fake",
        StartedUtc = Start,
        Suite = new SuiteRecord("0.1.0", "0123abc"),
        Profile = "electrical-default",
        Loopback = LoopbackKind.Electrical,
        Strict = false,
        Seed = 20260314,
        Argv = ["./run.sh", "--target", "192.0.2.17:50051", "--profile", "electrical-default"],
        Host = new HostRecord("Debian GNU/Linux 12", "8 × fake CPU", "10.0.1"),
        Target = new TargetRecord("192.0.2.17:50051", "device", "FAKE-000217", "2.4.1-fake", Capabilities(formats)),
        Station = new StationRecord("line 3 / bench 2", "A. Operator", "XLR loop 7", new DateOnly(2026, 9, 30)),
        Inputs = [new InputRecord("fixtures/profiles/electrical-default.yaml", new string('a', 64))],
        Coverage = "all",
        Formats = formats,
    };

    private static CapabilitiesRecord Capabilities(IReadOnlyList<FormatRecord> formats) =>
        new(Side([.. formats.Select(f => f.Playback)]), Side([.. formats.Select(f => f.Recording)]));

    private static SideRecord Side(IReadOnlyList<PcmFormat> formats) => new(true,
        [.. formats.Select(f => f.RateHz).Distinct()], [.. formats.Select(f => f.BitDepth).Distinct()], [.. formats.Select(f => f.Channels).Distinct()]);

    private static TestRecord Spoil(TestRecord test) => test.Id switch
    {
        "contract/play/config-required" => test with
        {
            Outcome = Outcome.Fail,
            Message = "PlayAudio without config in its first message was answered with success; the clause asks for a refusal",
            Reproduce = "./run.sh contract --target 192.0.2.17:50051 --only contract/play/config-required",
        },
        "contract/play/repeated-config" => test with { Outcome = Outcome.Fail, Message = "a second config with another rate was ignored in mid-stream" },
        "contract/wire/malformed" => test with { Outcome = Outcome.Inconclusive, Reason = "device busy", Message = "the call after the malformed one was not answered within 2 s, 1 of 3 attempts" },
        "contract/life/soak" => test with { Outcome = Outcome.Skip, Reason = "only in profile release" },
        "audio/16000Hz-16bit-1ch/latency" => test with { Outcome = Outcome.Waived, Reason = "waived until 2026-06-30 (SND-142, A. Owner)" },
        "audio/44100Hz-24bit-2ch/noise" => test with { Outcome = Outcome.Error, Reason = "capture could not be written", Message = "No space left on device: captures/44100Hz-24bit-2ch.wav" },
        "audio/44100Hz-24bit-1ch/bandwidth" => test with { Outcome = Outcome.NotRun },
        _ => test,
    };
}
