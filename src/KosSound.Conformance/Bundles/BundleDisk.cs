namespace KosSound.Conformance.Bundles;

/// <summary>Opens the files of a bundle for writing.</summary>
public class BundleDisk
{
    /// <summary>Creates a file that must not exist yet. Others may read it, but not lock it, while it is open.</summary>
    public virtual Stream CreateNew(string path) =>
        new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, 1 << 16);

    /// <summary>Opens an existing file to write behind its end.</summary>
    public virtual Stream Append(string path) =>
        new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read, 1 << 16);

    /// <summary>Writes a whole file under a temporary name, forces it to the disk, and renames it: it is there complete or not at all.</summary>
    public void WriteAtomically(string path, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        var part = path + BundleNames.Part;
        File.Delete(part);
        using (var stream = CreateNew(part))
        {
            write(stream);
            Force(stream);
        }

        File.Move(part, path, overwrite: true);
    }

    /// <summary>Empties all buffers, the system's included.</summary>
    public static void Force(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (stream is FileStream file)
            file.Flush(flushToDisk: true);
        else
            stream.Flush();
    }
}
