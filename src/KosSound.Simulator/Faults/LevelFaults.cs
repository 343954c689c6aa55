using KosSound.Simulator.SignalPath.Events;
using KosSound.Simulator.SignalPath.Stages;
using static KosSound.Simulator.Faults.FaultUnits;

namespace KosSound.Simulator.Faults;

/// <summary>Sound of another level, or of one that depends on the sound.</summary>
internal static class LevelFaults
{
    /// <summary>Peak level stimuli have unless they are set otherwise; dynamics work from there.</summary>
    private const double UsualDbfs = -12;

    public static IReadOnlyList<FaultKind> All { get; } =
    [
        new()
        {
            Name = "gain",
            Description = "plays louder or softer than it should",
            Units = Decibels(-120, 40),
            Default = FaultSize.Of(-6, Db),
            SmallestDigital = FaultSize.Of(0.01, Db),
            SmallestElectrical = FaultSize.Of(0.1, Db),
            SmallestAcoustic = FaultSize.Of(0.5, Db),
            FoundBy = ["level.gain_db"],
            Break = Breaking.Playback(fault => new GainSettings { LevelDb = [fault.Value] }),
        },
        new()
        {
            Name = "gain-step",
            Description = "changes its level during a play and keeps the new one",
            Units = Decibels(-120, 40),
            Default = FaultSize.Of(-1, Db),
            SmallestDigital = FaultSize.Of(0.01, Db),
            SmallestElectrical = FaultSize.Of(0.1, Db),
            SmallestAcoustic = FaultSize.Of(0.5, Db),
            FoundBy = ["level.stability_db", "level.linearity_db", "response.deviation_db", "level.gain_db", "bits.exact"],
            IsTimed = true,
            Break = Breaking.Playback(fault => new GainSettings { LevelDb = [fault.Value], FromTime = fault.When.At.FirstOrDefault(Extent.Milliseconds(1_000)) }),
        },
        new()
        {
            Name = "clipping",
            Description = "holds samples at a limit",
            Units = [new(Dbfs, -60, 0)],
            Default = FaultSize.Of(UsualDbfs - 3, Dbfs),
            // One step of 16 bit below the peak.
            SmallestDigital = FaultSize.Of(UsualDbfs - 0.001, Dbfs),
            SmallestElectrical = FaultSize.Of(UsualDbfs - 0.5, Dbfs),
            SmallestAcoustic = FaultSize.Of(UsualDbfs - 1, Dbfs),
            FoundBy = ["clipping.count", "thd.db", "dropouts.count"],
            Break = Breaking.Playback(fault => new ClippingSettings { LevelDbfs = fault.Value }),
        },
        new()
        {
            Name = "integer-wrap",
            Description = "lets samples beyond a limit come round on the other side, as integers do that overflow",
            Units = [new(Dbfs, -60, 0)],
            Default = FaultSize.Of(UsualDbfs - 3, Dbfs),
            SmallestDigital = FaultSize.Of(UsualDbfs - 0.001, Dbfs),
            SmallestElectrical = FaultSize.Of(UsualDbfs - 1, Dbfs),
            SmallestAcoustic = FaultSize.Of(UsualDbfs - 1, Dbfs),
            FoundBy = ["dropouts.count", "thd.db"],
            Break = Breaking.Playback(fault => new ClippingSettings { LevelDbfs = fault.Value, Shape = ClippingShape.Wrap }),
        },
        new()
        {
            Name = "dc",
            Description = "adds a constant to what it records",
            Units = [new("%", -100, 100), new(Lsb, -1_000_000, 1_000_000)],
            Default = FaultSize.Of(0.1, "%"),
            SmallestDigital = FaultSize.Of(1, Lsb),
            SmallestElectrical = FaultSize.Of(0.1, "%"),
            SmallestAcoustic = FaultSize.Of(0.1, "%"),
            FoundBy = ["dc.offset_fs"],
            Break = Breaking.Recording(fault => new OffsetSettings { OffsetFs = (fault.In("%") ?? 0) / 100, OffsetLsb = fault.In(Lsb) ?? 0 }),
        },
        new()
        {
            Name = "agc",
            Description = "brings every level to -12 dBFS by an automatic gain, by so much at most",
            Units = Decibels(0.001, 60),
            Default = FaultSize.Of(6, Db),
            SmallestDigital = FaultSize.Of(0.05, Db),
            SmallestElectrical = FaultSize.Of(0.5, Db),
            SmallestAcoustic = FaultSize.Of(1, Db),
            FoundBy = ["level.linearity_db", "level.stability_db"],
            Break = Breaking.Recording(fault => new AgcSettings { TargetDbfs = UsualDbfs, MaxBoostDb = fault.Value, MaxCutDb = fault.Value }),
        },
        new()
        {
            Name = "limiter",
            Description = "turns a sound of -12 dBFS down by so much, and softer ones less",
            Units = Decibels(0.001, 48),
            Default = FaultSize.Of(6, Db),
            SmallestDigital = FaultSize.Of(0.05, Db),
            SmallestElectrical = FaultSize.Of(0.5, Db),
            SmallestAcoustic = FaultSize.Of(1, Db),
            // The staircase ends 1 dB below the level at which a weak limiter sets in.
            FoundBy = ["level.linearity_db", "level.stability_db", "level.gain_db"],
            Break = Breaking.Playback(fault => new LimiterSettings { ThresholdDbfs = UsualDbfs - fault.Value }),
        },
        new()
        {
            Name = "noise-suppression",
            Description = "takes steady tones for noise and turns them down: so much at most, or so fast",
            Units = [new(Db, 0.001, 80), new("dB/s", 0.01, 1_000)],
            Default = FaultSize.Of(6, Db),
            SmallestDigital = FaultSize.Of(0.1, Db),
            SmallestElectrical = FaultSize.Of(1, Db),
            SmallestAcoustic = FaultSize.Of(3, "dB/s"),
            FoundBy = ["level.stability_db", "level.linearity_db", "response.deviation_db", "thd_n.db"],
            Break = Breaking.Recording(fault => new NoiseSuppressionSettings { DepthDb = fault.In(Db) ?? 24, RateDbPerS = fault.In("dB/s") ?? 60 }),
        },
    ];
}
