using System.Security.Cryptography;

namespace KosSound.Suites.Images;

/// <summary>The native libraries a .NET process on this machine lives on: those this process has loaded.</summary>
internal static class NativeLibraries
{
    /// <summary>Absolute paths of the loaded shared objects outside a folder, without links, sorted.</summary>
    public static IReadOnlyList<string> LoadedOutside(string folder)
    {
        LoadOpenSsl();
        return
        [
            .. File.ReadLines("/proc/self/maps")
                .Select(line => line.IndexOf('/', StringComparison.Ordinal) is var start and >= 0 ? line[start..] : "")
                .Where(path => IsSharedObject(path) && !path.StartsWith(folder + "/", StringComparison.Ordinal) && File.Exists(path))
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>Names in the same folder that lead to the library: what other libraries ask for it by.</summary>
    public static IReadOnlyList<string> NamesOf(string library) =>
    [
        .. Directory.EnumerateFiles(Path.GetDirectoryName(library)!, Stem(library) + "*")
            .Where(path => path != library && File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName == library)
            .Select(path => Path.GetFileName(path))
            .Order(StringComparer.Ordinal),
    ];

    // The runtime opens it at the first digest.
    private static void LoadOpenSsl() => SHA256.HashData([]);

    private static bool IsSharedObject(string path)
    {
        var name = Path.GetFileName(path);
        return name.EndsWith(".so", StringComparison.Ordinal) || name.Contains(".so.", StringComparison.Ordinal);
    }

    // libstdc++.so.6.0.30 is asked for as libstdc++.so.6.
    private static string Stem(string library)
    {
        var name = Path.GetFileName(library);
        return name[..(name.IndexOf(".so", StringComparison.Ordinal) + 3)];
    }
}
