using KosSound.Simulator.Descriptions;
using KosSound.Simulator.Parameters;
using KosSound.Simulator.Pcm;
using KosSound.Simulator.SignalPath.Events;
using YamlDotNet.RepresentationModel;

namespace KosSound.Simulator.DeviceFiles;

/// <summary>Reads how the bytes of a side differ from what the contract assumes: <c>wire: {playback: …, recording: …}</c>.</summary>
internal static class WireReader
{
    private static readonly string[] Containers = ["packed", "low_of_4", "high_of_4", "float"];

    /// <summary>What can be set of a side.</summary>
    public static IReadOnlyList<Parameter> Parameters { get; } =
    [
        Parameter.Choice("byte_order", ["little", "big"], "which byte of a sample comes first: the least or the most significant; little unless given"),
        Parameter.Choice("sign", ["signed", "unsigned"], "whether silence lies at 0 or in the middle of the range; signed unless given"),
        Parameter.Choice("container", Containers, "where the bits lie: in as many bytes as the depth has, at either end of four bytes, or as a 32-bit float; packed unless given"),
        Parameter.Whole("slip_bytes", "byte", (1, 64), "bytes lost at each moment below; none unless given"),
        .. Schedule.Parameters,
    ];

    /// <summary>Both sides, playback first.</summary>
    public static (WireSettings Playback, WireSettings Recording) Read(DeviceFileSection root, DeviceDescription defaults)
    {
        if (root.Section("wire") is not { } wire)
            return (defaults.PlaybackWire, defaults.RecordingWire);
        var sides = (ReadSide(wire, "playback") ?? defaults.PlaybackWire, ReadSide(wire, "recording") ?? defaults.RecordingWire);
        wire.RefuseUnknownKeys();
        return sides;
    }

    private static WireSettings? ReadSide(DeviceFileSection wire, string side) =>
        wire.Find(side) is { } at && wire.Section(side) is { } section && ParameterReader.Read(section, at, Parameters) is { } values
            ? Build(values, section, at)
            : null;

    private static WireSettings? Build(ParameterValues values, DeviceFileSection section, YamlNode at)
    {
        try
        {
            return new WireSettings
            {
                Encoding = new SampleEncoding
                {
                    IsBigEndian = values.Choice("byte_order", "little") == "big",
                    IsUnsigned = values.Choice("sign", "signed") == "unsigned",
                    Container = (SampleContainer)Array.IndexOf(Containers, values.Choice("container", "packed")),
                },
                SlipBytes = values.WholeNumber("slip_bytes", 0),
                SlipWhen = Schedule.From(values),
            };
        }
        catch (ArgumentException e)
        {
            section.Refuse(at, e.Message);
            return null;
        }
    }
}
