using System.Globalization;
using KosSound.Conformance.Configuration;

namespace KosSound.Suites.Session;

/// <summary>Reads <c>KOS_SOUND_*</c> variables.</summary>
internal static class SessionEnvironment
{
    private const string Prefix = "KOS_SOUND_";

    public static string? Text(string name) => Environment.GetEnvironmentVariable(Prefix + name) is { Length: > 0 } value ? value : null;

    public static IReadOnlyList<string> List(string name) =>
        Text(name)?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    public static bool Flag(string name) => Text(name) switch
    {
        null or "0" or "false" => false,
        "1" or "true" => true,
        var other => throw Wrong(name, other, "0 or 1"),
    };

    public static int? Integer(string name)
    {
        if (Text(name) is not { } text)
            return null;
        return int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) ? value : throw Wrong(name, text, "a whole number");
    }

    public static T? Choice<T>(string name)
        where T : struct, Enum
    {
        if (Text(name) is not { } text)
            return null;
        return Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value)
            ? value
            : throw Wrong(name, text, string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant());
    }

    private static ConfigurationException Wrong(string name, string value, string allowed) =>
        new($"environment variable {Prefix}{name}: '{value}' is not {allowed}");
}
