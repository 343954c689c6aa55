using System.Globalization;
using KosSound.Conformance.Configuration;

namespace KosSound.Suites.Session;

/// <summary>Reads <c>KOS_SOUND_*</c> variables.</summary>
public static class SessionEnvironment
{
    private const string Prefix = "KOS_SOUND_";

    /// <summary>Read here, in the order of <c>--help</c>.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. ((string[])["TARGET", "LOOPBACK", "OUT", "REPORTS", "ATTACHMENT_BASE", "ONLY", "COVERAGE", "PROFILE", "WAIVERS", "BASELINE", "DEVICE", "FAULTS", "SEED", "STRICT",
            "WHOLE_CONTRACT", "KEEP_ALL", "REAL_TIME", "SERIAL", "FIRMWARE", "STATION", "OPERATOR"]).Select(n => Prefix + n),
    ];

    /// <summary>Read by the tests of this repository and by its container files.</summary>
    private static readonly string[] Others = [Prefix + "ACCEPT_GOLDEN", Prefix + "REQUIRE_ALL", Prefix + "TEST_SEED", Prefix + "IMAGE", Prefix + "PORT"];

    /// <summary>A variable whose name is misspelt would be ignored in silence.</summary>
    /// <exception cref="ConfigurationException">There is one that nothing reads.</exception>
    public static void RefuseUnknown()
    {
        var unknown = Environment.GetEnvironmentVariables().Keys.Cast<string>().Where(k => k.StartsWith(Prefix, StringComparison.Ordinal)).Except(Names).Except(Others).Order(StringComparer.Ordinal).ToList();
        if (unknown.Count > 0)
            throw new ConfigurationException([.. unknown.Select(name => $"environment variable {name}: is not known; known are {string.Join(", ", Names)}")]);
    }

    public static string? Text(string name) => Environment.GetEnvironmentVariable(Prefix + name) is { Length: > 0 } value ? value : null;

    public static IReadOnlyList<string> List(string name) =>
        Text(name)?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    public static bool Flag(string name) => Text(name) switch
    {
        null or "0" or "false" => false,
        "1" or "true" => true,
        var other => throw Wrong(name, other, "0 or 1"),
    };

    /// <summary>1 … 2³¹ − 1; null when absent.</summary>
    public static int? Seed(string name)
    {
        if (Text(name) is not { } text)
            return null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0 ? value : throw Wrong(name, text, $"a whole number from 1 to {int.MaxValue}");
    }

    public static T? Choice<T>(string name)
        where T : struct, Enum
    {
        if (Text(name) is not { } text)
            return null;
        return Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value)
            ? value
            : throw Wrong(name, text, $"one of {string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant()}");
    }

    private static ConfigurationException Wrong(string name, string value, string allowed) =>
        new($"environment variable {Prefix}{name}: '{value}' is not {allowed}");
}
