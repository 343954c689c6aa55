using KosSound.Simulator.SignalPath.Edits;
using KosSound.Simulator.SignalPath.Events;
using KosSound.Simulator.SignalPath.Stages;
using static KosSound.Simulator.Faults.FaultUnits;

namespace KosSound.Simulator.Faults;

/// <summary>Sound that is lost, moved or altered for a moment.</summary>
internal static class DropoutFaults
{
    private static readonly Extent GlitchDistance = Extent.Milliseconds(250);

    public static IReadOnlyList<FaultKind> All { get; } =
    [
        new()
        {
            Name = "silent",
            Description = "reports success and plays nothing",
            SmallestDigital = FaultSize.Any,
            SmallestElectrical = FaultSize.Any,
            SmallestAcoustic = FaultSize.Any,
            FoundBy = ["play/every-format", "level.gain_db"],
            Break = Breaking.Playback(_ => new SilenceSettings()),
        },
        Moment("zero-fill", "plays zeros for a moment instead of the sound, and goes on where it would be", FaultSize.Of(1, Ms), FaultSize.Of(8, Frames)) with
        {
            SmallestElectrical = FaultSize.Of(8, Frames),
            Break = Breaking.Playback(fault => new ZeroFillSettings { Length = fault.Length, When = fault.When }),
        },
        Moment("skip", "leaves frames out, so that what follows comes earlier", FaultSize.Of(1, Frames), FaultSize.Of(1, Frames)) with
        {
            SmallestElectrical = FaultSize.Of(1, Frames),
            Break = Breaking.Playback(fault => new SkipSettings { Length = fault.Length, When = fault.When }),
        },
        Moment("insert", "puts silence in, so that what follows comes later", FaultSize.Of(1, Frames), FaultSize.Of(1, Frames)) with
        {
            SmallestElectrical = FaultSize.Of(1, Frames),
            Break = Breaking.Playback(fault => new InsertSettings { Length = fault.Length, When = fault.When }),
        },
        Moment("repeat", "plays the last frames once more, so that what follows comes later", FaultSize.Of(10, Ms), FaultSize.Of(48, Frames)) with
        {
            SmallestElectrical = FaultSize.Of(16, Frames),
            Break = Breaking.Playback(fault => new RepeatSettings { Length = fault.Length, When = fault.When }),
        },
        Moment("reorder", "plays two neighbouring chunks in the wrong order", FaultSize.Of(10, Ms), FaultSize.Of(5, Ms)) with
        {
            SmallestElectrical = FaultSize.Of(2, Ms),
            Break = Breaking.Playback(fault => new ReorderSettings { Length = fault.Length, When = fault.When }),
        },
        new()
        {
            Name = "click",
            Description = "adds a single sample that does not belong there",
            Units = [new("FS", -2, 2), new(Lsb, -1_000_000, 1_000_000)],
            Default = FaultSize.Of(0.5, "FS"),
            SmallestDigital = FaultSize.Of(1, Lsb),
            SmallestElectrical = FaultSize.Of(0.05, "FS"),
            SmallestAcoustic = FaultSize.Of(0.5, "FS"),
            FoundBy = ["dropouts.count", "bits.exact"],
            IsTimed = true,
            Break = Breaking.Playback(fault => new ClickSettings { HeightFs = fault.In("FS"), HeightLsb = fault.In(Lsb), When = fault.When }),
        },
        Length("periodic-glitch", "plays zeros for a moment four times a second", FaultSize.Of(1, Ms), FaultSize.Of(4, Frames)) with
        {
            SmallestElectrical = FaultSize.Of(4, Frames),
            Break = Breaking.Playback(fault => new ZeroFillSettings { Length = fault.Length, When = new Schedule { Every = GlitchDistance } }),
        },
        Length("lose-first", "loses the beginning of what sounds in every play", FaultSize.Of(10, Ms), FaultSize.Of(5, Ms)) with
        {
            SmallestElectrical = FaultSize.Of(5, Ms),
            FoundBy = ["play/first-message-audio", "dropouts.count", "dropouts.lost_ms"],
            Break = Breaking.Buffer(fault => new LossSettings { Length = fault.Length, IsAtEnd = false, PassesSilence = true }),
        },
        Length("lose-last", "loses the end of every play", FaultSize.Of(10, Ms), FaultSize.Of(5, Ms)) with
        {
            SmallestElectrical = FaultSize.Of(5, Ms),
            FoundBy = ["play/last-frame-heard", "dropouts.count", "dropouts.lost_ms"],
            Break = Breaking.Buffer(fault => new LossSettings { Length = fault.Length, IsAtEnd = true }),
        },
    ];

    private static FaultKind Moment(string name, string description, FaultSize usual, FaultSize acoustic) =>
        Length(name, description, usual, acoustic) with { IsTimed = true };

    private static FaultKind Length(string name, string description, FaultSize usual, FaultSize acoustic) => new()
    {
        Name = name,
        Description = description,
        Units = LengthUnits,
        Default = usual,
        SmallestDigital = FaultSize.Of(1, Frames),
        SmallestAcoustic = acoustic,
        FoundBy = ["dropouts.count", "dropouts.lost_ms", "bits.exact"],
        Break = (device, _) => device,
    };
}
