using KosSound.Simulator.Descriptions;
using KosSound.Simulator.Misbehaviours;
using YamlDotNet.RepresentationModel;

namespace KosSound.Simulator.DeviceFiles;

/// <summary>Turns the sections of a device file into a <see cref="DeviceDescription"/>.</summary>
internal static class DeviceDescriptionReader
{
    /// <param name="root">The file.</param>
    /// <param name="extended">The device it extends, whose values hold where the file sets none; null when it extends none.</param>
    public static DeviceDescription Read(DeviceFileSection root, DeviceDescription? extended)
    {
        var defaults = extended ?? new DeviceDescription { Name = "", Playback = SideDescription.None, Recording = SideDescription.None };
        var period = root.Milliseconds(DeviceKeys.Period, defaults.Period);
        var twoPeriods = 2 * period.TotalMilliseconds;
        var buffer = root.Milliseconds(DeviceKeys.PlaybackBuffer with { Low = twoPeriods }, defaults.PlaybackBuffer);
        var wire = WireReader.Read(root, defaults);
        var description = defaults with
        {
            Name = root.Text("name", Path.GetFileNameWithoutExtension(root.File)),
            Playback = ReadSide(root, "playback", extended?.Playback),
            Recording = ReadSide(root, "recording", extended?.Recording),
            Loop = ReadLoop(root, defaults.Loop),
            Path = PathReader.Read(root, defaults.Path),
            PlaybackWire = wire.Playback,
            RecordingWire = wire.Recording,
            ColdStart = root.Milliseconds(DeviceKeys.ColdStart, defaults.ColdStart),
            RecordingStart = root.Milliseconds(DeviceKeys.RecordingStart, defaults.RecordingStart),
            RecordingBurst = root.Milliseconds(DeviceKeys.RecordingBurst, defaults.RecordingBurst),
            Misbehaviours = root.Has("misbehaviours") ? ReadMisbehaviours(root) : defaults.Misbehaviours,
            Period = period,
            PlaybackBuffer = buffer,
            StartThreshold = root.Milliseconds(DeviceKeys.StartThreshold with { High = buffer.TotalMilliseconds }, defaults.StartThreshold),
            RecordingBuffer = root.Milliseconds(DeviceKeys.RecordingBuffer with { Low = twoPeriods }, defaults.RecordingBuffer),
        };
        description = FaultListReader.Read(root).Aggregate(description, (device, fault) => fault.ApplyTo(device));
        root.RefuseUnknownKeys();
        RefuseTooLittleLatency(root, description);
        return description;
    }

    /// <summary>Told at the key that sets the latency, or at the group of stages that asks for more than the file it extends has.</summary>
    private static void RefuseTooLittleLatency(DeviceFileSection root, DeviceDescription description)
    {
        if (LookAhead.Shortage(description) is { } shortage)
            root.Refuse(root.Find(DeviceKeys.PathLatency.Key) ?? root.Find("path") ?? root.Find("faults") ?? new YamlScalarNode(), DeviceKeys.PathLatency.Key, shortage);
    }

    private static LoopKind ReadLoop(DeviceFileSection root, LoopKind fallback)
    {
        var words = DeviceKeys.Loopback.Words.ToList();
        return (LoopKind)words.IndexOf(root.Choice(DeviceKeys.Loopback, words[(int)fallback]));
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

    private static SideDescription ReadSide(DeviceFileSection root, string key, SideDescription? extended)
    {
        if (!root.Has(key) && extended is null)
            root.Refuse(new YamlScalarNode(), key, "is missing; a device without this side says 'available: false' in it");
        if (!root.Has(key))
            return extended ?? SideDescription.None;
        if (root.Section(key) is not { } section)
            return SideDescription.None;
        var side = section.Flag("available", true) ? ReadFormats(section, extended) : SideDescription.None;
        if (!side.Available)
            RefuseFormats(section);
        section.RefuseUnknownKeys();
        return side;
    }

    private static SideDescription ReadFormats(DeviceFileSection section, SideDescription? extended)
    {
        // A file that extends another may change one list alone; of a side the other lacks it must give all.
        var known = extended is { Available: true } ? extended : null;
        return new SideDescription
        {
            RatesHz = List("sample_rates_hz", known?.RatesHz, rate => rate is >= 4_000 and <= 768_000, "whole numbers from 4000 to 768000 Hz"),
            BitDepths = List("bit_depths", known?.BitDepths, depth => depth is 8 or 16 or 24 or 32, "8, 16, 24 and 32 bit"),
            Channels = List("channels", known?.Channels, channels => channels is >= 1 and <= 64, "whole numbers from 1 to 64"),
        };

        IReadOnlyList<int> List(string key, IReadOnlyList<int>? fallback, Func<int, bool> isAllowed, string allowed) =>
            fallback is not null && !section.Has(key) ? fallback : section.WholeNumbers(key, isAllowed, allowed);
    }

    private static void RefuseFormats(DeviceFileSection section)
    {
        foreach (var key in (string[])["sample_rates_hz", "bit_depths", "channels"])
            if (section.Find(key) is { } node)
                section.Refuse(node, key, "a side that is not available has no formats");
    }
}
