using System.Security.Cryptography;
using KosSound.Analysis.Metrics;
using KosSound.Conformance.Configuration;
using KosSound.Conformance.Records;
using KosSound.Signals;

namespace KosSound.Conformance.Verdicts;

/// <summary>Reads limits files; their form is written down in <c>fixtures/profiles/profile.schema.json</c>.</summary>
public static class ProfileFile
{
    // Ranges of the file's numbers; its schema states the same.
    internal static readonly (double Low, double High) LevelDbfs = (-60, 0);
    internal static readonly (double Low, double High) Restarts = (1, 50);
    internal static readonly (double Low, double High) MinimumTests = (1, 1e6);
    internal static readonly (double Low, double High) BandLowHz = (1, 20_000);
    internal static readonly (double Low, double High) BandHighHz = (100, 96_000);
    internal static readonly (double Low, double High) BandHighRate = (0.05, 0.45);
    internal static readonly (double Low, double High) Bound = (-1e9, 1e9);
    internal static readonly (double Low, double High) LowRate = (0.05, 0.5);

    /// <summary>Loads a profile.</summary>
    /// <exception cref="ConfigurationException">Unreadable, unknown keys or metrics, values out of range: every error with its line.</exception>
    public static Profile Load(string path)
    {
        var profile = YamlFile.Load(path, Read);
        return profile with { Input = new InputRecord(path, Sha256Of(path)) };
    }

    internal static Profile Read(YamlMap map)
    {
        var stimulus = map.Map("stimulus", m => new { Level = Number(m, "levelDbfs", LevelDbfs), Restarts = Number(m, "restarts", Restarts) });
        var band = map.Map("band", m => new { Low = Number(m, "lowHz", BandLowHz), High = Number(m, "highHz", BandHighHz), Rate = Number(m, "highRate", BandHighRate) });
        return new Profile
        {
            Name = map.RequiredText("profile"),
            Loopback = map.Choice<LoopbackKind>("loopback") ?? LoopbackKind.Digital,
            LevelDbfs = stimulus?.Level ?? -12,
            Restarts = (int)(stimulus?.Restarts ?? 3),
            MinimumTests = (int)(Number(map, "minimumTests", MinimumTests) ?? 1),
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
            Low = Number(map, "low", Bound),
            LowRate = MetricCatalog.Find(metric).Unit == "Hz" ? Number(map, "lowRate", LowRate) : null,
            High = Number(map, "high", Bound),
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

    private static double? Number(YamlMap map, string key, (double Low, double High) range) => map.Number(key, range.Low, range.High);

    private static string Sha256Of(string path) =>
        Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
}
