using System.Globalization;
using KosSound.Conformance.Bundles;
using KosSound.Conformance.Configuration;
using KosSound.Conformance.Records;

namespace KosSound.Conformance.Waivers;

/// <summary>Reads waiver files; their form is written down in <c>fixtures/waivers/waivers.schema.json</c>.</summary>
public static class WaiverFile
{
    /// <summary>Loads the waivers of a file, with its hash for the results.</summary>
    /// <exception cref="ConfigurationException">Unreadable, unknown or missing keys, two of one id: every error with its line.</exception>
    public static (IReadOnlyList<Waiver> Waivers, InputRecord Input) Load(string path)
    {
        var waivers = YamlFile.Load(path, Read);
        return (waivers, new InputRecord(path, Manifest.HashOf(path)));
    }

    private static IReadOnlyList<Waiver> Read(YamlMap map)
    {
        var ids = new HashSet<string>();
        return map.Maps("waivers", entry =>
        {
            var waiver = ReadOne(entry);
            if (waiver.Id.Length > 0 && !ids.Add(waiver.Id))
                entry.Error($"two waivers have the id '{waiver.Id}'", "id");
            return waiver;
        });
    }

    private static Waiver ReadOne(YamlMap map) => new()
    {
        Id = Said(map, "id"),
        Test = Said(map, "test"),
        Owner = Said(map, "owner"),
        Issue = Said(map, "issue"),
        Reason = Said(map, "reason"),
        Expires = Day(map, "expires"),
        Firmware = map.Map("firmware", m => Range(m)) ?? new FirmwareRange(null, null),
        Message = Said(map, "message"),
    };

    private static string Said(YamlMap map, string key)
    {
        var text = map.Text(key);
        if (text is null)
            return map.RequiredText(key);
        if (string.IsNullOrWhiteSpace(text))
            map.Error($"'{key}' must not be empty", key);
        return text;
    }

    private static DateOnly Day(YamlMap map, string key)
    {
        var text = map.RequiredText(key);
        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && map.Text(key) is not null)
            map.Error($"'{key}' must be a day such as 2026-06-30, not '{text}'", key);
        return day;
    }

    private static FirmwareRange Range(YamlMap map)
    {
        var range = new FirmwareRange(map.Text("from"), map.Text("below"));
        if (range is { From: null, Below: null })
            map.Error("'firmware' needs 'from', 'below' or both; leave it out to mean every firmware");
        if (range is { From: { } from, Below: { } below } && FirmwareRange.Compare(from, below) >= 0)
            map.Error($"'firmware': from {from} is not before below {below}, so nothing is meant");
        return range;
    }
}
