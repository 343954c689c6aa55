using System.Globalization;
using KosSound.Simulator.Parameters;
using KosSound.Simulator.SignalPath;
using YamlDotNet.RepresentationModel;

namespace KosSound.Simulator.DeviceFiles;

/// <summary>Reads the path of a device: its latency, its clocks and its stages.</summary>
internal static class PathReader
{
    public static PathSettings Read(DeviceFileSection root, PathSettings defaults)
    {
        var path = defaults with { Latency = root.Milliseconds(DeviceKeys.PathLatency, defaults.Latency) };
        if (root.Section("path") is not { } section)
            return path;
        path = path with
        {
            PlaybackStages = section.Has("playback") ? ReadStages(section, "playback") : defaults.PlaybackStages,
            RecordingStages = section.Has("recording") ? ReadStages(section, "recording") : defaults.RecordingStages,
            PlaybackClockPpm = section.Number(DeviceKeys.PlaybackClock, defaults.PlaybackClockPpm),
            RecordingClockPpm = section.Number(DeviceKeys.RecordingClock, defaults.RecordingClockPpm),
            StartJitter = section.Milliseconds(DeviceKeys.StartJitter, defaults.StartJitter),
            StartGrowth = section.Milliseconds(DeviceKeys.StartGrowth, defaults.StartGrowth),
            PlaybackRunsAt = ReadRates(section, "playback_runs_at_hz") ?? defaults.PlaybackRunsAt,
            RecordingRunsAt = ReadRates(section, "recording_runs_at_hz") ?? defaults.RecordingRunsAt,
        };
        section.RefuseUnknownKeys();
        return path;
    }

    private static Dictionary<int, int>? ReadRates(DeviceFileSection section, string key)
    {
        if (section.Section(key) is not { } rates)
            return null;
        var read = new Dictionary<int, int>();
        foreach (var rate in rates.Keys.ToArray())
        {
            if (int.TryParse(rate, NumberStyles.None, CultureInfo.InvariantCulture, out var nominal) && nominal is >= 4_000 and <= 768_000)
                read[nominal] = (int)rates.Number(rate, 4_000, 768_000, "Hz", nominal);
        }
        rates.RefuseUnknownKeys();
        return read;
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

    private static void Build(StageKind kind, ParameterValues read, DeviceFileSection values, YamlNode at, List<StageSettings> stages)
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
