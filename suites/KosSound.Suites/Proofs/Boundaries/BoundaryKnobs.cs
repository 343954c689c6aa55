using KosSound.Signals.Stimuli;
using KosSound.Simulator.Descriptions;
using KosSound.Simulator.Faults;
using KosSound.Simulator.SignalPath;
using KosSound.Simulator.SignalPath.Events;
using KosSound.Simulator.SignalPath.Stages;

namespace KosSound.Suites.Proofs.Boundaries;

/// <summary>The knobs of a simulated device, one per metric that a profile may limit.</summary>
public static class BoundaryKnobs
{
    /// <summary>Peak level of the stimulus.</summary>
    private const double LevelDbfs = -12;

    /// <summary>Highest step of the staircase below it.</summary>
    private const double TopStepDb = -1;

    /// <summary>Attack and release of a limiter that has settled long before a step is read.</summary>
    private static readonly TimeSpan AtOnce = TimeSpan.FromMilliseconds(1);

    /// <summary>The suite ends its band where a stream of another rate falls by 20 dB, which is this part of that rate.</summary>
    private const double EndOfRate = 0.5022;

    /// <summary>All of them.</summary>
    public static IReadOnlyList<BoundaryKnob> All { get; } =
    [
        // Time stamps resolve one message of 10 ms.
        new("latency.first_sound_ms", _ => 1, t => t.Device with { Path = t.Device.Path with { Latency = t.Device.Path.Latency + TimeSpan.FromMilliseconds(t.Value) } }) { IsAdded = true },
        new("latency.cold_ms", _ => 1, t => t.Device with { ColdStart = TimeSpan.FromMilliseconds(t.Value) }) { IsAdded = true },
        new("latency.spread_ms", _ => 1, t => OnPath(t, path => path with { StartJitter = TimeSpan.FromMilliseconds(t.Value) })),
        // The last period of a burst is in time.
        new("latency.delivery_jitter_ms", _ => 10, t => t.Device with { RecordingBurst = t.Device.Period + TimeSpan.FromMilliseconds(t.Value) }),
        Counted("dropouts.count", "skip=1frames") with { OnTypicalDevice = true },
        Counted("dropouts.lost_ms", "zero-fill=1ms@1s") with { OnTypicalDevice = true },
        new("bandwidth.effective_hz", bound => 0.015 * bound, t => Playing(t, new NativeRateSettings { RateHz = (int)Math.Round(t.Value / EndOfRate) })),
        new("response.deviation_db", bound => 0.05 * bound, t => Playing(t, new EqualiserSettings { Shape = EqualiserShape.Peak, FrequencyHz = 3_500, GainDb = t.Value, Quality = 3 })),
        new("thd.db", _ => 1, t => Playing(t, Third(t.Value))),
        new("thd_n.db", _ => 1, t => Playing(t, Third(t.Value))),
        new("noise.floor_dbfs", _ => 0.3, t => Recording(t, new NoiseSettings { LevelDbfs = t.Value })),
        new("snr.db", _ => 0.3, t => Recording(t, new NoiseSettings { LevelDbfs = LevelDbfs - t.Value })),
        // Of white noise up to 24 kHz the part up to 20 kHz counts.
        new("dynamic_range.db", _ => 1, t => Recording(t, new NoiseSettings { LevelDbfs = -t.Value - (10 * Math.Log10(20.0 / 24)) })),
        new("hum.dbfs", _ => 0.3, t => Recording(t, new HumSettings { LevelDbfs = t.Value })),
        new("level.gain_db", Tenth, t => Playing(t, new GainSettings { LevelDb = [t.Value] })),
        new("level.balance_db", Tenth, t => Playing(t, new GainSettings { LevelDb = [0, t.Value] })),
        new("level.linearity_db", Tenth, t => Playing(t, new LimiterSettings { ThresholdDbfs = LevelDbfs + TopStepDb - t.Value, Attack = AtOnce, Release = AtOnce })),
        new("level.stability_db", Tenth, t => Playing(t, new GainSettings { LevelDb = [t.Value], FromTime = Extent.Milliseconds(1_000 * BetweenSweeps(t)) })),
        new("crosstalk.db", _ => 0.5, t => Playing(t, new CrosstalkSettings { LevelDb = t.Value })),
        Flagged("channel.map", new ChannelMapSettings { Sources = ["1", "0"] }),
        Flagged("polarity", new GainSettings { Inverted = null }),
        new("skew.frames", Tenth, t => Playing(t, new SkewSettings { DelayFrames = t.Value < 0 ? [-t.Value, 0] : [0, t.Value] })),
        new("clock.drift_ppm", Tenth, t => OnPath(t, path => path with { RecordingClockPpm = t.Value })),
        Flagged("bits.exact", new ClickSettings { HeightLsb = 1, When = new Schedule { At = [Extent.Milliseconds(1_000)] } }),
        new("dc.offset_fs", Tenth, t => Recording(t, new OffsetSettings { OffsetFs = t.Value })),
        new("clipping.count", _ => 1, t => t.Value < 0.5 ? t.Device : Playing(t, new ClippingSettings { LevelDbfs = LevelDbfs - 3 })),
    ];

    private static double Tenth(double bound) => Math.Abs(bound) / 10;

    /// <summary>1 is as it should be.</summary>
    private static BoundaryKnob Flagged(string metric, StageSettings fault) => new(metric, _ => 1, t => t.Value > 0.5 ? t.Device : Playing(t, fault));

    /// <summary>0 is as it should be.</summary>
    private static BoundaryKnob Counted(string metric, string fault) => new(metric, _ => 1, t => t.Value < 0.5 ? t.Device : FaultCatalog.Parse(fault).ApplyTo(t.Device));

    private static NonlinearitySettings Third(double dbc) => new() { HarmonicsDbc = [null, dbc] };

    private static double BetweenSweeps(BoundaryTarget target) =>
        StimulusPlanner.Composite(target.Format, target.Loopback).Segments.First(s => s.Kind == SegmentKind.Multitone).StartFrame / (double)target.Format.RateHz;

    private static DeviceDescription Playing(BoundaryTarget target, StageSettings stage) => OnPath(target, path => path with { PlaybackStages = [.. path.PlaybackStages, stage] });

    private static DeviceDescription Recording(BoundaryTarget target, StageSettings stage) => OnPath(target, path => path with { RecordingStages = [.. path.RecordingStages, stage] });

    private static DeviceDescription OnPath(BoundaryTarget target, Func<PathSettings, PathSettings> change) => target.Device with { Path = change(target.Device.Path) };
}
