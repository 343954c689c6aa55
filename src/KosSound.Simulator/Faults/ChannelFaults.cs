using System.Globalization;
using KosSound.Simulator.SignalPath.Stages;
using static KosSound.Simulator.Faults.FaultUnits;

namespace KosSound.Simulator.Faults;

/// <summary>Channels that are mistaken for each other; without effect on one channel, polarity apart.</summary>
internal static class ChannelFaults
{
    public static IReadOnlyList<FaultKind> All { get; } =
    [
        Map("channel-swap", "plays left on the right and right on the left", "1", "0"),
        Map("channel-duplicate", "plays the first channel on the second too", "0", "0"),
        Map("mono-sum", "plays the mean of all channels on each", [.. Enumerable.Repeat("mean", 64)]),
        new()
        {
            Name = "dead-channel",
            Description = "plays nothing on one channel",
            Units = Channels,
            Default = FaultSize.Of(1, "channel"),
            SmallestDigital = FaultSize.Of(1, "channel"),
            SmallestElectrical = FaultSize.Of(1, "channel"),
            SmallestAcoustic = FaultSize.Of(1, "channel"),
            FoundBy = ["channel.map", "level.balance_db"],
            Break = Breaking.Playback(fault => new ChannelMapSettings
            {
                Sources = [.. Enumerable.Range(0, (int)fault.Value).Select(channel => channel.ToString(CultureInfo.InvariantCulture)), "none"],
            }),
        },
        new()
        {
            Name = "crosstalk",
            Description = "lets every channel be heard in each other",
            Units = Decibels(-200, 0),
            Default = FaultSize.Of(-30, Db),
            // 1 LSB of 16 bit for a channel that plays at −12 dBFS.
            SmallestDigital = FaultSize.Of(-78, Db),
            SmallestElectrical = FaultSize.Of(-60, Db),
            SmallestAcoustic = FaultSize.Of(-30, Db),
            FoundBy = ["crosstalk.db"],
            Break = Breaking.Playback(fault => new CrosstalkSettings { LevelDb = fault.Value }),
        },
        new()
        {
            Name = "polarity",
            Description = "turns the sign of one channel, or of all",
            Units = Channels,
            SmallestDigital = FaultSize.Any,
            SmallestElectrical = FaultSize.Any,
            SmallestAcoustic = FaultSize.Any,
            FoundBy = ["polarity"],
            Break = Breaking.Playback(fault => new GainSettings { Inverted = fault.Size.Value is { } channel ? [(int)channel] : null }),
        },
        new()
        {
            Name = "skew",
            Description = "delays the second channel against the first",
            Units = [new(Frames, 0.001, 100_000)],
            Default = FaultSize.Of(1, Frames),
            SmallestDigital = FaultSize.Of(1, Frames),
            SmallestElectrical = FaultSize.Of(0.1, Frames),
            SmallestAcoustic = FaultSize.Of(0.1, Frames),
            FoundBy = ["skew.frames"],
            Break = Breaking.Playback(fault => new SkewSettings { DelayFrames = [0, fault.Value] }),
        },
    ];

    private static FaultKind Map(string name, string description, params string[] sources) => new()
    {
        Name = name,
        Description = description,
        SmallestDigital = FaultSize.Any,
        SmallestElectrical = FaultSize.Any,
        SmallestAcoustic = FaultSize.Any,
        FoundBy = ["channel.map"],
        Break = Breaking.Playback(_ => new ChannelMapSettings { Sources = sources }),
    };
}
