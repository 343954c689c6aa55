using KosSound.Simulator.SignalPath.Stages;
using static KosSound.Simulator.Faults.FaultUnits;

namespace KosSound.Simulator.Faults;

/// <summary>Sound of another spectrum: filtered, distorted, or with something added.</summary>
internal static class ResponseFaults
{
    private const double EqualiserHz = 1_000;

    /// <summary>Quality of a band as wide as a third of an octave.</summary>
    private const double ThirdOctaveQ = 4.318;

    public static IReadOnlyList<FaultKind> All { get; } =
    [
        new()
        {
            Name = "low-pass",
            Description = "loses what lies above a frequency, 24 dB per octave",
            Units = Frequencies,
            Default = FaultSize.Of(6_000, "Hz"),
            SmallestDigital = FaultSize.Of(6_000, "Hz"),
            SmallestElectrical = FaultSize.Of(6_000, "Hz"),
            SmallestAcoustic = FaultSize.Of(6_000, "Hz"),
            FoundBy = ["bandwidth.effective_hz", "response.deviation_db", "response.high_3db_hz"],
            Break = Breaking.Playback(fault => new ButterworthPassSettings { FrequencyHz = Hz(fault) }),
        },
        new()
        {
            Name = "high-pass",
            Description = "loses what lies below a frequency, 24 dB per octave",
            Units = Frequencies,
            Default = FaultSize.Of(300, "Hz"),
            SmallestDigital = FaultSize.Of(300, "Hz"),
            SmallestElectrical = FaultSize.Of(300, "Hz"),
            // A small speaker ends at 350 Hz by itself, and the judged band begins at 800 Hz.
            SmallestAcoustic = FaultSize.Of(1_000, "Hz"),
            FoundBy = ["response.deviation_db", "response.low_3db_hz"],
            Break = Breaking.Playback(fault => new ButterworthPassSettings { FrequencyHz = Hz(fault), IsHighPass = true }),
        },
        new()
        {
            Name = "eq",
            Description = "raises or lowers a third of an octave at 1 kHz",
            Units = Decibels(-60, 40),
            Default = FaultSize.Of(-3, Db),
            SmallestDigital = FaultSize.Of(0.05, Db),
            SmallestElectrical = FaultSize.Of(0.2, Db),
            SmallestAcoustic = FaultSize.Of(1, Db),
            // 1 kHz is the frequency the gain is read at, too.
            FoundBy = ["response.deviation_db", "level.gain_db"],
            Break = Breaking.Playback(fault => new EqualiserSettings
            {
                Shape = EqualiserShape.Peak, FrequencyHz = EqualiserHz, GainDb = fault.Value, Quality = ThirdOctaveQ,
            }),
        },
        new()
        {
            Name = "distortion",
            Description = "adds a third harmonic to a sound of -12 dBFS",
            Units = [new("dBc", -200, -6)],
            Default = FaultSize.Of(-40, "dBc"),
            SmallestDigital = FaultSize.Of(-75, "dBc"),
            SmallestDeep = FaultSize.Of(-90, "dBc"),
            SmallestElectrical = FaultSize.Of(-60, "dBc"),
            SmallestAcoustic = FaultSize.Of(-40, "dBc"),
            // A cubic strong enough bends the staircase, too.
            FoundBy = ["thd.db", "thd_n.db", "level.linearity_db"],
            // An amplifier bends what it is given, not what a speaker has made of it in a room.
            Break = Breaking.Buffer(fault => new NonlinearitySettings { HarmonicsDbc = [null, fault.Value] }),
        },
        Added("noise", "adds white noise to what it records", ["noise.floor_dbfs", "snr.db"], fault => new NoiseSettings { LevelDbfs = fault.In(Dbfs), LevelLsb = fault.In(Lsb) }),
        Added("hum", "adds 50 Hz and its harmonics to what it records", ["hum.dbfs", "noise.floor_dbfs"], fault => new HumSettings
        {
            LevelDbfs = fault.In(Dbfs), LevelLsb = fault.In(Lsb), HarmonicsDbc = [-6, -10, -14],
        }),
        Added("spur", "adds a steady tone of 3 150 Hz to what it records", ["noise.floor_dbfs", "snr.db"], fault => new HumSettings
        {
            FrequencyHz = 3_150, LevelDbfs = fault.In(Dbfs), LevelLsb = fault.In(Lsb),
        }),
    ];

    private static FaultKind Added(string name, string description, IReadOnlyList<string> foundBy, Func<Fault, SignalPath.StageSettings> stage) => new()
    {
        Name = name,
        Description = description,
        Units = LevelUnits,
        Default = FaultSize.Of(-60, Dbfs),
        SmallestDigital = FaultSize.Of(1, Lsb),
        // As loud as the noise of the wire.
        SmallestElectrical = FaultSize.Of(-72, Dbfs),
        // As loud as the noise of a room at 20 dB below −12 dBFS: a rise of 3 dB.
        SmallestAcoustic = FaultSize.Of(-32, Dbfs),
        FoundBy = foundBy,
        Break = Breaking.Recording(stage),
    };
}
