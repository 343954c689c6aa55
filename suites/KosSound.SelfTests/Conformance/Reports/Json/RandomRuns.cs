using KosSound.Conformance.Records;
using KosSound.Signals;

namespace KosSound.SelfTests.Conformance.Reports.Json;

/// <summary>Runs with every field filled or absent at random, extreme numbers and hostile but well-formed text included.</summary>
internal static class RandomRuns
{
    private static readonly string[] Texts =
        ["", "plain", "±0.1 dB – “quoted”", "</script><b>&amp;", "line\nfeed\ttab\r\n", "\u0000\u0001\u001f\u007f\u0085\u2028", "𝄞 clef", "[[ATTACHMENT|x]]", "::error::", "{\"a\": 1}", "\\u0041"];

    private static readonly double[] Numbers = [0, -0.0, 1, -1.5, 0.1, 1e-300, -1e300, double.MaxValue, double.Epsilon, Math.PI, 42.3125];

    public static RunRecord Next(Random random) => new()
    {
        Header = Header(random),
        EndedUtc = Time(random),
        Status = Any<RunStatus>(random),
        ExitCode = Any<ExitCode>(random),
        Notes = Some(random, Text),
        Tests = [.. Enumerable.Range(0, random.Next(4)).Select(n => Test(random, n))],
    };

    private static RunHeader Header(Random random) => new()
    {
        RunId = "run " + Text(random),
        StartedUtc = Time(random),
        Suite = new SuiteRecord(Text(random), Maybe(random, Text)),
        Profile = Text(random),
        Loopback = Any<LoopbackKind>(random),
        Strict = random.Next(2) == 0,
        MinimumTests = random.Next(100),
        Seed = random.Next(int.MinValue, int.MaxValue),
        Stimulus = Maybe(random, Text),
        Band = Maybe(random, r => new BandRecord(Number(r), Number(r), Number(r))),
        Argv = Some(random, Text),
        Host = new HostRecord(Text(random), Text(random), Text(random)),
        Target = new TargetRecord(Text(random), Pick(random, "device", "simulator", "container"), Maybe(random, Text), Maybe(random, Text),
            Maybe(random, r => new CapabilitiesRecord(Side(r), Side(r)))),
        Station = new StationRecord(Maybe(random, Text), Maybe(random, Text), Maybe(random, Text), random.Next(2) == 0 ? null : new DateOnly(2026, 2, 28)),
        Inputs = Some(random, r => new InputRecord(Text(r), Hash(r))),
        Coverage = Pick(random, "all", "pairwise", "extremes"),
        Only = Some(random, Text),
        Formats = Some(random, r => new FormatRecord(Pcm(r), Pcm(r))),
    };

    private static TestRecord Test(Random random, int n) => new()
    {
        Id = $"contract/{n}" + Text(random),
        Clause = Text(random),
        Level = Any<ClauseLevel>(random),
        Format = Maybe(random, r => "f" + Text(r)),
        Outcome = Any<Outcome>(random),
        Reason = Maybe(random, Text),
        Message = Maybe(random, Text),
        ExplainedBy = Maybe(random, Text),
        Infrastructure = random.Next(2) == 0,
        DurationMs = Math.Abs(Number(random)),
        Attempts = Some(random, r => new AttemptRecord(Any<Outcome>(r), Maybe(r, Text), Math.Abs(Number(r)))),
        Measurements = Some(random, Measurement),
        Events = Some(random, r => new EventRecord("zero-fill", Number(r), Number(r), r.NextInt64(long.MinValue / 2, long.MaxValue / 2), r.Next(2) == 0 ? null : r.Next(8)) { PlusMinusSeconds = r.Next(2) == 0 ? null : Math.Abs(Number(r)) }),
        Attachments = Some(random, r => new AttachmentRecord("captures/" + Text(r), Text(r), Hash(r), r.NextInt64(1L << 40))),
        Reproduce = Maybe(random, Text),
    };

    private static MeasurementRecord Measurement(Random random)
    {
        var measured = random.Next(2) == 0;
        return new MeasurementRecord
        {
            Id = "m" + Text(random),
            Channel = random.Next(2) == 0 ? null : random.Next(64),
            Value = measured ? Number(random) : null,
            Unit = Text(random),
            Low = random.Next(2) == 0 ? null : Number(random),
            High = random.Next(2) == 0 ? null : Number(random),
            Uncertainty = random.Next(2) == 0 ? null : Math.Abs(Number(random)),
            Outcome = Any<Outcome>(random),
            Marginal = random.Next(2) == 0,
            Note = Maybe(random, Text),
            NotMeasurable = measured ? null : "because " + Text(random),
            NotApplicable = !measured && random.Next(2) == 0,
        };
    }

    private static SideRecord Side(Random random) => new(random.Next(2) == 0, Some(random, r => r.Next()), Some(random, r => r.Next(64)), Some(random, r => r.Next(64)));

    private static PcmFormat Pcm(Random random) => new(random.Next(1, 768_001), Pick(random, 8, 16, 24, 32), random.Next(1, 65));

    private static DateTimeOffset Time(Random random) => new(random.NextInt64(DateTime.MaxValue.Ticks), TimeSpan.Zero);

    private static string Hash(Random random) => string.Concat(Enumerable.Range(0, 64).Select(_ => "0123456789abcdef"[random.Next(16)]));

    private static string Text(Random random) => Texts[random.Next(Texts.Length)];

    private static double Number(Random random) => random.Next(2) == 0 ? Numbers[random.Next(Numbers.Length)] : random.NextDouble() * 2e3 - 1e3;

    private static T Any<T>(Random random)
        where T : struct, Enum => Pick(random, Enum.GetValues<T>());

    private static T Pick<T>(Random random, params T[] choices) => choices[random.Next(choices.Length)];

    private static T? Maybe<T>(Random random, Func<Random, T> value)
        where T : class => random.Next(2) == 0 ? null : value(random);

    private static IReadOnlyList<T> Some<T>(Random random, Func<Random, T> value) => [.. Enumerable.Range(0, random.Next(3)).Select(_ => value(random))];
}
