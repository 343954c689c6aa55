using System.Security.Cryptography;
using KosSound.Analysis.Metrics;
using KosSound.Conformance.Configuration;
using KosSound.Conformance.Records;
using KosSound.Signals;

namespace KosSound.Conformance.Verdicts;

/// <summary>Reads limits files; their form is written down in <c>fixtures/profiles/profile.schema.json</c>.</summary>
public static class ProfileFile
{
    /// <summary>Loads a profile.</summary>
    /// <exception cref="ConfigurationException">Unreadable, unknown keys or metrics, values out of range: every error with its line.</exception>
    public static Profile Load(string path)
    {
        var profile = YamlFile.Load(path, Read);
        return profile with { Input = new InputRecord(path, Sha256Of(path)) };
    }

    private static Profile Read(YamlMap map)
    {
        var stimulus = map.Map("stimulus", m => new { Level = m.Number("levelDbfs", -60, 0), Restarts = m.Number("restarts", 1, 50) });
        var band = map.Map("band", m => new { Low = m.Number("lowHz", 1, 20_000), High = m.Number("highHz", 100, 96_000), Rate = m.Number("highRate", 0.05, 0.45) });
        return new Profile
        {
            Name = map.RequiredText("profile"),
            Loopback = map.Choice<LoopbackKind>("loopback") ?? LoopbackKind.Digital,
            LevelDbfs = stimulus?.Level ?? -12,
            Restarts = (int)(stimulus?.Restarts ?? 3),
            MinimumTests = (int)(map.Number("minimumTests", 1, 1e6) ?? 1),
            BandLowHz = band?.Low ?? 40,
            BandHighHz = band?.High ?? 96_000,
            BandHighRate = band?.Rate ?? 0.45,
            Limits = map.Map("limits", ReadLimits) ?? [],
            Input = new InputRecord("", ""),
        };
    }

    private static Dictionary<string, Limit> ReadLimits(YamlMap map)
    {
        var limits = new Dictionary<string, Limit>();
        foreach (var metric in map.Keys.ToList())
        {
            if (!MetricCatalog.Contains(metric))
            {
                map.Error($"unknown metric '{metric}'; known: {string.Join(", ", MetricCatalog.All.Select(m => m.Id))}", metric);
                map.Ignore(metric);
            }
            else if (map.Map(metric, m => ReadLimit(metric, m)) is { } limit)
            {
                limits[metric] = limit;
            }
        }

        return limits;
    }

    private static Limit ReadLimit(string metric, YamlMap map)
    {
        var limit = new Limit
        {
            Metric = metric,
            Low = map.Number("low", -1e9, 1e9),
            LowRate = MetricCatalog.Find(metric).Unit == "Hz" ? map.Number("lowRate", 0.05, 0.5) : null,
            High = map.Number("high", -1e9, 1e9),
            Source = map.RequiredText("source"),
        };
        if (limit is { Low: null, LowRate: null, High: null })
            map.Error($"'{metric}' needs 'low', 'high' or both");
        if (limit is { Low: not null, LowRate: not null })
            map.Error($"'{metric}': one of 'low' and 'lowRate' is enough");
        if (limit.Low > limit.High)
            map.Error($"'{metric}': low is above high");
        return limit;
    }

    private static string Sha256Of(string path) =>
        Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
}
