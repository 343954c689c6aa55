using KosSound.Simulator.Misbehaviours;
using YamlDotNet.RepresentationModel;

namespace KosSound.Simulator.Descriptions;

/// <summary>Turns the sections of a device file into a <see cref="DeviceDescription"/>.</summary>
internal static class DeviceDescriptionReader
{
    public static DeviceDescription Read(DeviceFileSection root)
    {
        var defaults = new DeviceDescription { Name = "", Playback = SideDescription.None, Recording = SideDescription.None };
        var period = root.Milliseconds("period_ms", 1, 1_000, defaults.Period);
        var buffer = root.Milliseconds("playback_buffer_ms", 2 * period.TotalMilliseconds, 60_000, defaults.PlaybackBuffer);
        var wire = WireReader.Read(root, defaults);
        var description = new DeviceDescription
        {
            Name = root.Text("name", Path.GetFileNameWithoutExtension(root.File)),
            Playback = ReadSide(root, "playback"),
            Recording = ReadSide(root, "recording"),
            Path = PathReader.Read(root, defaults.Path),
            PlaybackWire = wire.Playback,
            RecordingWire = wire.Recording,
            ColdStart = root.Milliseconds("cold_start_ms", 0, 10_000, defaults.ColdStart),
            RecordingStart = root.Milliseconds("recording_start_ms", 0, 10_000, defaults.RecordingStart),
            RecordingBurst = root.Milliseconds("recording_burst_ms", 0, 500, defaults.RecordingBurst),
            Misbehaviours = ReadMisbehaviours(root),
            Period = period,
            PlaybackBuffer = buffer,
            StartThreshold = root.Milliseconds("start_threshold_ms", 0, buffer.TotalMilliseconds, defaults.StartThreshold),
            RecordingBuffer = root.Milliseconds("recording_buffer_ms", 2 * period.TotalMilliseconds, 60_000, defaults.RecordingBuffer),
        };
        description = FaultListReader.Read(root).Aggregate(description, (device, fault) => fault.ApplyTo(device));
        root.RefuseUnknownKeys();
        return description;
    }

    private static List<Misbehaviour> ReadMisbehaviours(DeviceFileSection root)
    {
        var read = new List<Misbehaviour>();
        foreach (var (name, at) in root.Names("misbehaviours"))
        {
            if (MisbehaviourCatalog.Find(name) is { } known)
                read.Add(known);
            else
                root.Refuse(at, "misbehaviours", $"none is called '{name}'; there are {string.Join(", ", MisbehaviourCatalog.All)}");
        }

        return read;
    }

    private static SideDescription ReadSide(DeviceFileSection root, string key)
    {
        if (!root.Has(key))
        {
            root.Refuse(new YamlScalarNode(), key, "is missing; a device without this side says 'available: false' in it");
            return SideDescription.None;
        }
        if (root.Section(key) is not { } section)
            return SideDescription.None;
        var side = section.Flag("available", true) ? ReadFormats(section) : SideDescription.None;
        if (!side.Available)
            RefuseFormats(section);
        section.RefuseUnknownKeys();
        return side;
    }

    private static SideDescription ReadFormats(DeviceFileSection section) => new()
    {
        RatesHz = section.WholeNumbers("sample_rates_hz", rate => rate is >= 4_000 and <= 768_000, "whole numbers from 4000 to 768000 Hz"),
        BitDepths = section.WholeNumbers("bit_depths", depth => depth is 8 or 16 or 24 or 32, "8, 16, 24 and 32 bit"),
        Channels = section.WholeNumbers("channels", channels => channels is >= 1 and <= 64, "whole numbers from 1 to 64"),
    };

    private static void RefuseFormats(DeviceFileSection section)
    {
        foreach (var key in (string[])["sample_rates_hz", "bit_depths", "channels"])
            if (section.Find(key) is { } node)
                section.Refuse(node, key, "a side that is not available has no formats");
    }
}
