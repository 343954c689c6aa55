using System.Reflection;
using KosSound.Analysis;
using KosSound.Signals;
using KosSound.Simulator.SignalPath;

namespace KosSound.Suites.Proofs;

/// <summary>What this program was built from.</summary>
internal static class BuiltFrom
{
    /// <summary>The commit; null when the build did not know it. The SDK writes it behind a plus sign.</summary>
    public static string? Commit { get; } =
        typeof(BuiltFrom).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+', 2) is [_, var commit] ? commit : null;

    /// <summary>What a measurement depends on, as it was compiled: other code has others, and so have another commit and another folder.</summary>
    public static string Modules { get; } = string.Join(' ', new[] { typeof(Signal), typeof(Analyzer), typeof(PathSettings), typeof(BuiltFrom) }
        .Select(type => $"{type.Assembly.GetName().Name}:{type.Module.ModuleVersionId:N}"));
}
