namespace KosSound.SelfTests.Signals;

/// <summary>Where the pinned bytes and signals lie in the source tree.</summary>
internal static class GoldenFile
{
    /// <summary>Full path of a file below fixtures/golden.</summary>
    public static string PathOf(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "KosSoundConformance.sln")))
                return Path.Combine(folder.FullName, "fixtures", "golden", name);
        }
        throw new DirectoryNotFoundException($"no KosSoundConformance.sln above {AppContext.BaseDirectory}");
    }
}
