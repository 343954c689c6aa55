using KosSound.Conformance.Records;

namespace KosSound.Conformance.Bundles;

/// <summary>The folder of a bundle: where it grows, and where it will stand once it is whole.</summary>
/// <param name="Working">Where files are written; its name says that it is incomplete, unless the bundle was published before.</param>
/// <param name="Final">Where the bundle is found afterwards.</param>
public sealed record BundleFolder(string Working, string Final)
{
    /// <summary>Makes the working folder of a new run.</summary>
    /// <exception cref="IOException">Or UnauthorizedAccessException: it cannot be made.</exception>
    /// <exception cref="EvidenceException">The folder the user named is in use or holds files that belong to no bundle.</exception>
    public static BundleFolder Create(BundleLocation location, string runId)
    {
        ArgumentNullException.ThrowIfNull(location);
        var folder = location.OutDir is { } dir ? InPlace(Path.GetFullPath(dir)) : Named(Path.GetFullPath(location.ReportsRoot), SafePath.Of(runId).Replace('/', '_'));
        Directory.CreateDirectory(folder.Working);
        return folder;
    }

    /// <summary>Finds the bundle the user means, whole or not.</summary>
    /// <exception cref="EvidenceException">There is none.</exception>
    public static BundleFolder Find(string dir)
    {
        ArgumentException.ThrowIfNullOrEmpty(dir);
        var path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(dir));
        var inner = Path.Combine(path, BundleNames.Incomplete);
        if (HasEvents(path))
            return new BundleFolder(path, FinalOf(path));
        if (HasEvents(inner))
            return new BundleFolder(inner, path);
        if (HasEvents(path + BundleNames.Incomplete))
            return new BundleFolder(path + BundleNames.Incomplete, path);
        throw new EvidenceException(Directory.Exists(path)
            ? $"{dir}: holds no {BundleNames.Events}, so it is not the report of a run"
            : $"{dir}: no such folder")
        { ExitCode = ExitCode.Usage };
    }

    /// <summary>True when a living process is writing into the working folder.</summary>
    public bool InUse()
    {
        try
        {
            using var probe = new FileStream(Path.Combine(Working, BundleNames.Events), FileMode.Open, FileAccess.Read, FileShare.None);
            return false;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    /// <summary>Puts the bundle to its final place; the manifest, without which it is not whole, arrives last.</summary>
    public void Publish()
    {
        if (Working == Final)
            return;
        if (Path.GetDirectoryName(Working) == Final)
            MoveUp(Working);
        else
            Directory.Move(Working, Final);
    }

    /// <summary>Takes over what a kill in the middle of <see cref="Publish"/> left behind: the events had moved, other files had not.</summary>
    public void FinishPublishing()
    {
        var leftover = Path.Combine(Final, BundleNames.Incomplete);
        if (Working == Final && Directory.Exists(leftover))
            MoveUp(leftover);
    }

    private static BundleFolder Named(string root, string name)
    {
        var final = Path.Combine(root, name);
        var folder = new BundleFolder(final + BundleNames.Incomplete, final);
        Directory.CreateDirectory(root);
        if (Directory.Exists(final) || Directory.Exists(folder.Working))
            throw new EvidenceException($"{final}: exists already; a run never replaces another");
        return folder;
    }

    /// <summary>A folder the user named may be a mount point, so that it can neither be renamed nor have a neighbour: grow inside it.</summary>
    private static BundleFolder InPlace(string final)
    {
        var folder = new BundleFolder(Path.Combine(final, BundleNames.Incomplete), final);
        if (folder.InUse())
            throw new EvidenceException($"{final}: another run is writing there; wait for it or name another folder") { ExitCode = ExitCode.Usage };
        Directory.CreateDirectory(final);
        Manifest.RemoveBundle(final);
        if (BundleNames.TopLevel.FirstOrDefault(name => Path.Exists(Path.Combine(final, name))) is { } foreign)
        {
            throw new EvidenceException($"{final}: holds {foreign}, which no {BundleNames.Manifest} names; empty the folder or name another")
            { ExitCode = ExitCode.Usage };
        }

        if (Directory.Exists(folder.Working))
            Directory.Delete(folder.Working, recursive: true);
        return folder;
    }

    private void MoveUp(string working)
    {
        // The events first: with them in place a killed move can be finished by rebuilding.
        string[] order = [BundleNames.Events, .. Directory.EnumerateFileSystemEntries(working).Select(e => Path.GetFileName(e)!).Where(IsOrdinary), BundleNames.Manifest];
        foreach (var name in order)
        {
            var from = Path.Combine(working, name);
            var to = Path.Combine(Final, name);
            if (Directory.Exists(from))
                Directory.Move(from, to);
            else if (File.Exists(from))
                File.Move(from, to, overwrite: true);
        }

        Directory.Delete(working);

        static bool IsOrdinary(string name) => name is not (BundleNames.Events or BundleNames.Manifest);
    }

    private static string FinalOf(string working)
    {
        var name = Path.GetFileName(working);
        if (name == BundleNames.Incomplete)
            return Path.GetDirectoryName(working)!;
        return name.EndsWith(BundleNames.Incomplete, StringComparison.Ordinal) ? working[..^BundleNames.Incomplete.Length] : working;
    }

    private static bool HasEvents(string path) => File.Exists(Path.Combine(path, BundleNames.Events));
}
