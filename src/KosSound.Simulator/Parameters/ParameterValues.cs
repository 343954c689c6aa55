namespace KosSound.Simulator.Parameters;

/// <summary>The values read for a list of parameters; keys that were not there have none.</summary>
/// <param name="values">double, double[], string, string[] or bool, by the kind of the parameter.</param>
public sealed class ParameterValues(IReadOnlyDictionary<string, object> values)
{
    public bool Has(string key) => values.ContainsKey(key);

    public double Number(string key, double fallback) => Get<double?>(key) ?? fallback;

    public int WholeNumber(string key, int fallback) => (int)Math.Round(Number(key, fallback));

    public double? OptionalNumber(string key) => Get<double?>(key);

    public IReadOnlyList<double> Numbers(string key, IReadOnlyList<double> fallback) => Get<double[]>(key) ?? fallback;

    public string Choice(string key, string fallback) => Get<string>(key) ?? fallback;

    public IReadOnlyList<string> Choices(string key) => Get<string[]>(key) ?? [];

    public bool Flag(string key, bool fallback) => Get<bool?>(key) ?? fallback;

    /// <summary>The full name of a file; null when none is named.</summary>
    public string? File(string key) => Get<string>(key);

    private T? Get<T>(string key) => values.TryGetValue(key, out var value) ? (T)value : default;
}
