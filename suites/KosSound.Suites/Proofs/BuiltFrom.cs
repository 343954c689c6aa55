using System.Reflection;

namespace KosSound.Suites.Proofs;

/// <summary>What this program was built from.</summary>
internal static class BuiltFrom
{
    /// <summary>The commit; null when the build did not know it. The SDK writes it behind a plus sign.</summary>
    public static string? Commit { get; } =
        typeof(BuiltFrom).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+', 2) is [_, var commit] ? commit : null;
}
