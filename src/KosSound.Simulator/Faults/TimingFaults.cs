using KosSound.Simulator.SignalPath.Stages;
using static KosSound.Simulator.Faults.FaultUnits;

namespace KosSound.Simulator.Faults;

/// <summary>Sound at the wrong time or at the wrong rate.</summary>
internal static class TimingFaults
{
    private const double FakeRateHz = 16_000;

    private static readonly Dictionary<int, int> Mistaken = new() { [44_100] = 48_000, [48_000] = 44_100, [22_050] = 24_000, [24_000] = 22_050, [16_000] = 14_700, [88_200] = 96_000, [96_000] = 88_200 };

    public static IReadOnlyList<FaultKind> All { get; } =
    [
        new()
        {
            Name = "latency-jitter",
            Description = "starts one of every two plays later than the other",
            Units = Times,
            Default = FaultSize.Of(10, Ms),
            // Stamps resolve one period: a spread counts from three times its uncertainty of 4.1 ms on.
            SmallestDigital = FaultSize.Of(13, Ms),
            SmallestElectrical = FaultSize.Of(13, Ms),
            SmallestAcoustic = FaultSize.Of(13, Ms),
            FoundBy = ["latency.spread_ms"],
            Break = Breaking.Path((path, fault) => path with { StartJitter = TimeSpan.FromMilliseconds(fault.Value) }),
        },
        new()
        {
            Name = "latency-growth",
            Description = "starts every play later than the one before",
            Units = Times,
            Default = FaultSize.Of(10, Ms),
            // Three restarts show it twice.
            SmallestDigital = FaultSize.Of(7, Ms),
            SmallestElectrical = FaultSize.Of(7, Ms),
            SmallestAcoustic = FaultSize.Of(7, Ms),
            FoundBy = ["latency.spread_ms"],
            Break = Breaking.Path((path, fault) => path with { StartGrowth = TimeSpan.FromMilliseconds(fault.Value) }),
        },
        new()
        {
            Name = "cold-start",
            Description = "needs time to start playing after it was idle",
            Units = [new(Ms, 1, 10_000)],
            Default = FaultSize.Of(600, Ms),
            FoundBy = ["latency.cold_ms"],
            Break = (device, fault) => device with { ColdStart = TimeSpan.FromMilliseconds(fault.Value) },
        },
        new()
        {
            Name = "slow-recording-start",
            Description = "delivers the first recorded frame late",
            Units = [new(Ms, 1, 10_000)],
            Default = FaultSize.Of(400, Ms),
            FoundBy = [],
            Allowed = "real sound servers take 0.3 s and more to start; what is recorded then is not late",
            Break = (device, fault) => device with { RecordingStart = TimeSpan.FromMilliseconds(fault.Value) },
        },
        new()
        {
            Name = "bursty-delivery",
            Description = "holds recorded sound back and delivers it in bursts",
            Units = [new(Ms, 1, 500)],
            Default = FaultSize.Of(200, Ms),
            FoundBy = ["latency.delivery_jitter_ms"],
            Break = (device, fault) => device with { RecordingBurst = TimeSpan.FromMilliseconds(fault.Value) },
        },
        new()
        {
            Name = "clock-error",
            Description = "plays by a clock that is faster than the one it records by",
            Units = [new("ppm", -10_000, 10_000)],
            Default = FaultSize.Of(100, "ppm"),
            SmallestDigital = FaultSize.Of(0.1, "ppm"),
            SmallestElectrical = FaultSize.Of(1, "ppm"),
            SmallestAcoustic = FaultSize.Of(3, "ppm"),
            FoundBy = ["clock.drift_ppm"],
            Break = Breaking.Path((path, fault) => path with { PlaybackClockPpm = path.PlaybackClockPpm + fault.Value }),
        },
        new()
        {
            Name = "wrong-rate",
            Description = "plays 44 100 Hz at 48 000 Hz and the other way round, and their relatives alike",
            SmallestDigital = FaultSize.Any,
            SmallestElectrical = FaultSize.Any,
            SmallestAcoustic = FaultSize.Any,
            FoundBy = ["clock.drift_ppm", "play/every-format"],
            Break = Breaking.Path((path, _) => path with { PlaybackRunsAt = Mistaken }),
        },
        new()
        {
            Name = "fake-rate",
            Description = "converts what it plays to one native rate and back",
            Units = Frequencies,
            Default = FaultSize.Of(FakeRateHz, "Hz"),
            SmallestDigital = FaultSize.Of(FakeRateHz, "Hz"),
            SmallestElectrical = FaultSize.Of(FakeRateHz, "Hz"),
            // A small speaker ends near 9 kHz, and nobody hears what a stream would carry above.
            SmallestAcoustic = FaultSize.Of(8_000, "Hz"),
            FoundBy = ["bandwidth.effective_hz", "response.high_3db_hz", "response.deviation_db"],
            Break = Breaking.Playback(fault => new NativeRateSettings { RateHz = (int)Math.Clamp(Hz(fault), 2_000, 768_000) }),
        },
    ];
}
