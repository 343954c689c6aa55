namespace KosSound.Conformance.Bundles;

/// <summary>Keeps <c>latest</c> of a reports folder pointing at the newest bundle: a symbolic link, or a text file where links are not to be had.</summary>
public static class LatestPointer
{
    /// <summary>Points at a bundle directly under the folder.</summary>
    /// <returns>Null, or one line that says why it could not be done; the bundle itself is not in danger.</returns>
    public static string? Update(string reportsRoot, string bundleName)
    {
        var latest = Path.Combine(reportsRoot, BundleNames.Latest);
        try
        {
            if (Directory.Exists(latest) && new DirectoryInfo(latest).LinkTarget is null)
                return $"{latest}: is a folder, not a link, and was left alone";
            // A link to a folder cannot be replaced in one step; for an instant there is none, which is true enough.
            Remove(latest);
            if (!TryLink(latest, bundleName))
                File.WriteAllText(latest, bundleName + "\n");
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"{latest}: could not be pointed at {bundleName}: {e.Message}";
        }
    }

    /// <summary>The bundle <c>latest</c> points at; null when there is none.</summary>
    public static string? Resolve(string reportsRoot)
    {
        var latest = Path.Combine(reportsRoot, BundleNames.Latest);
        if (Directory.Exists(latest))
            return new DirectoryInfo(latest).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? latest;
        if (!File.Exists(latest))
            return null;
        var named = Path.Combine(reportsRoot, SafePath.Of(File.ReadAllText(latest).Trim()));
        return Directory.Exists(named) ? named : null;
    }

    private static void Remove(string latest)
    {
        // Windows keeps links to folders apart from files.
        if (OperatingSystem.IsWindows() && Directory.Exists(latest))
            Directory.Delete(latest);
        else
            File.Delete(latest);
    }

    private static bool TryLink(string path, string target)
    {
        try
        {
            File.CreateSymbolicLink(path, target);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or PlatformNotSupportedException)
        {
            return false;
        }
    }
}
