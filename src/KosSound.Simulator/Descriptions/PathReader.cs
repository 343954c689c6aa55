using KosSound.Simulator.SignalPath;

namespace KosSound.Simulator.Descriptions;

/// <summary>Reads the path of a device: its latency, its clocks and its stages.</summary>
internal static class PathReader
{
    public static PathSettings Read(DeviceFileSection root, PathSettings defaults)
    {
        var path = defaults with { Latency = root.Milliseconds("path_latency_ms", 0, 10_000, defaults.Latency) };
        if (root.Section("path") is not { } section)
            return path;
        path = path with
        {
            PlaybackStages = section.Has("playback") ? ReadStages(section, "playback") : defaults.PlaybackStages,
            RecordingStages = section.Has("recording") ? ReadStages(section, "recording") : defaults.RecordingStages,
            PlaybackClockPpm = section.Number("playback_clock_ppm", -10_000, 10_000, "ppm", defaults.PlaybackClockPpm),
            RecordingClockPpm = section.Number("recording_clock_ppm", -10_000, 10_000, "ppm", defaults.RecordingClockPpm),
        };
        section.RefuseUnknownKeys();
        return path;
    }

    private static List<StageSettings> ReadStages(DeviceFileSection section, string key)
    {
        var stages = new List<StageSettings>();
        foreach (var (name, at, values) in section.NamedSections(key))
        {
            if (StageCatalog.Find(name) is not { } kind)
                section.Refuse(at, key, $"no stage is called '{name}'; there are {string.Join(", ", StageCatalog.All.Select(known => known.Name))}");
            else if (ParameterReader.Read(values, at, kind.Parameters) is { } read)
                Build(kind, read, values, at, stages);
        }
        return stages;
    }

    private static void Build(StageKind kind, Parameters.ParameterValues read, DeviceFileSection values, YamlDotNet.RepresentationModel.YamlNode at, List<StageSettings> stages)
    {
        try
        {
            stages.Add(kind.Build(read));
        }
        catch (ArgumentException e)
        {
            values.Refuse(at, e.Message);
        }
    }
}
