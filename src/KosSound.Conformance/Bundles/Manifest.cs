using System.Security.Cryptography;
using KosSound.Conformance.Records;

namespace KosSound.Conformance.Bundles;

/// <summary>manifest.sha256: one line per file, as <c>sha256sum -c</c> reads it. A folder with it is a whole bundle.</summary>
public static class Manifest
{
    /// <summary>SHA-256 of a file as 64 lower-case hexadecimal digits.</summary>
    public static string HashOf(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    /// <summary>Relative paths, with forward slashes and in ordinal order, of every file of the bundle in a folder but the manifest
    /// itself and what is half written. What else lies in the folder is not the bundle's.</summary>
    public static IReadOnlyList<string> FilesOf(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/'))
            .Where(path => path != BundleNames.Manifest && !path.EndsWith(BundleNames.Part, StringComparison.Ordinal)
                && BundleNames.TopLevel.Contains(path.Split('/')[0]))
            .Order(StringComparer.Ordinal)];

    /// <summary>Text of a manifest.</summary>
    /// <param name="files">Path and hash of each file.</param>
    public static string Format(IEnumerable<(string Path, string Sha256)> files) =>
        string.Concat(files.Select(file => $"{file.Sha256}  {file.Path}\n"));

    /// <summary>Reads a manifest: hash by path.</summary>
    /// <exception cref="EvidenceException">A line has another form or leads out of the folder.</exception>
    public static IReadOnlyDictionary<string, string> Read(string folder)
    {
        var path = Path.Combine(folder, BundleNames.Manifest);
        var hashes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var number = 0;
        foreach (var line in ReadLines(path))
        {
            number++;
            if (line.Length < 67 || line[64..66] != "  " || !IsHash(line[..64]) || !StaysInside(line[66..]) || !hashes.TryAdd(line[66..], line[..64]))
                throw new EvidenceException($"{path}:{number}: is not \"SHA-256, two spaces, path within the folder\", each path once");
        }

        return hashes;
    }

    /// <summary>Removes the bundle that stands in a folder, file by file as its manifest names them; foreign files stay.</summary>
    internal static void RemoveBundle(string folder)
    {
        if (!File.Exists(Path.Combine(folder, BundleNames.Manifest)))
            return;
        var files = Read(folder).Keys;
        File.Delete(Path.Combine(folder, BundleNames.Manifest));
        foreach (var file in files)
            File.Delete(Path.Combine(folder, file));
        foreach (var directory in Directory.EnumerateDirectories(folder, "*", SearchOption.AllDirectories).OrderByDescending(d => d.Length))
        {
            if (files.Any(f => Path.Combine(folder, f).StartsWith(directory + Path.DirectorySeparatorChar, StringComparison.Ordinal))
                && !Directory.EnumerateFileSystemEntries(directory).Any())
                Directory.Delete(directory);
        }
    }

    private static string[] ReadLines(string path)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EvidenceException($"{path}: cannot be read: {e.Message}", e);
        }
    }

    private static bool IsHash(string text) => text.All(c => char.IsAsciiHexDigitLower(c));

    /// <summary>True for a relative path that never leads out of its folder.</summary>
    internal static bool StaysInside(string path) =>
        !Path.IsPathRooted(path) && path.Split('/').All(part => part is not ("" or "." or ".."));
}
