using System.Formats.Tar;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using KosSound.Suites.Containers;
using Microsoft.AspNetCore.Builder;

namespace KosSound.Suites.Images;

/// <summary>A base image made of this machine's own .NET runtime and the native libraries it lives on, for engines that can pull none.</summary>
/// <remarks>No shell, no package manager: the runtime, ASP.NET Core, the C and C++ libraries, OpenSSL.</remarks>
internal sealed class HostRuntime
{
    private const string DotnetFolder = "/usr/share/dotnet";
    private static readonly DateTimeOffset Unstamped = DateTimeOffset.UnixEpoch;

    // Debuggers' halves of the runtime: a fifth of its native size, and diagnostics are off in the container.
    private static readonly string[] Unneeded = ["libmscordaccore.so", "libmscordbi.so", "createdump", "libcoreclrtraceptprovider.so"];

    private readonly SortedDictionary<string, string> _files = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> _links = new(StringComparer.Ordinal);

    private HostRuntime(string dotnetRoot, string loader)
    {
        AddDotnet(dotnetRoot);
        foreach (var library in NativeLibraries.LoadedOutside(dotnetRoot))
            AddLibrary(library);
        AddLoader(loader);
        _links.Add("/usr/bin/dotnet", DotnetFolder + "/dotnet");
    }

    /// <summary>Name and tag of the image; the same content has the same tag.</summary>
    public string Tag => $"kos-sound-host-runtime:{RuntimeVersion}-{ContentDigest()[..12]}";

    /// <summary>Version of the runtime, for example 10.0.12.</summary>
    public static string RuntimeVersion => Path.GetFileName(RuntimeFolder);

    /// <summary>Looks at the runtime of this process.</summary>
    /// <exception cref="ContainerException">It cannot be packed: not Linux, or not an installed runtime.</exception>
    public static HostRuntime Find()
    {
        if (!OperatingSystem.IsLinux())
            throw new ContainerException("no base image can be pulled, and one can be made of this machine's own runtime on Linux only; connect to a registry, or name a base image that is here with --base IMAGE");
        var root = Path.GetFullPath(Path.Combine(RuntimeFolder, "..", "..", ".."));
        var muxer = Path.Combine(root, "dotnet");
        if (!File.Exists(muxer) || ElfInterpreter.Of(muxer) is not { } loader)
            throw new ContainerException($"no base image can be pulled, and {root} holds no installed .NET runtime to make one of; name a base image that is here with --base IMAGE");
        return new HostRuntime(root, loader);
    }

    /// <summary>Writes the root file system as a tar archive, the same bytes for the same content.</summary>
    public void Write(Stream archive)
    {
        using var tar = new TarWriter(archive, TarEntryFormat.Pax, leaveOpen: true);
        foreach (var folder in Folders())
            Write(tar, new PaxTarEntry(TarEntryType.Directory, folder[1..] + "/"), folder == "/tmp" ? 0b001_111_111_111 : 0b111_101_101);
        foreach (var (path, source) in _files)
        {
            using var content = File.OpenRead(source);
            Write(tar, new PaxTarEntry(TarEntryType.RegularFile, path[1..]) { DataStream = content }, 0b111_101_101);
        }

        foreach (var (path, target) in _links)
            Write(tar, new PaxTarEntry(TarEntryType.SymbolicLink, path[1..]) { LinkName = target }, 0b111_111_111);
    }

    private static string RuntimeFolder => Path.TrimEndingDirectorySeparator(RuntimeEnvironment.GetRuntimeDirectory());

    private static void Write(TarWriter tar, PaxTarEntry entry, int mode)
    {
        entry.Mode = (UnixFileMode)mode;
        entry.ModificationTime = Unstamped;
        tar.WriteEntry(entry);
    }

    private void AddDotnet(string root)
    {
        _files.Add(DotnetFolder + "/dotnet", Path.Combine(root, "dotnet"));
        string[] folders = [RuntimeFolder, Path.GetDirectoryName(typeof(WebApplication).Assembly.Location)!, .. Directory.GetDirectories(Path.Combine(root, "host", "fxr"))];
        foreach (var folder in folders)
            AddFolder("/" + Path.GetRelativePath(root, folder), folder);
    }

    private void AddFolder(string target, string source)
    {
        foreach (var file in Directory.EnumerateFiles(source).Where(f => !Unneeded.Contains(Path.GetFileName(f))))
            _files.Add($"{DotnetFolder}{target}/{Path.GetFileName(file)}", file);
    }

    // The loader looks where it looks on this machine.
    private void AddLibrary(string library)
    {
        _files.Add(library, library);
        foreach (var name in NativeLibraries.NamesOf(library))
            _links.Add($"{Path.GetDirectoryName(library)}/{name}", Path.GetFileName(library));
    }

    private void AddLoader(string loader)
    {
        var real = RealPath(loader);
        _files[real] = real;
        if (real != loader)
            _links[loader] = real;
    }

    private static string RealPath(string path) =>
        File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName is { } target ? RealFolder(target) : RealFolder(path);

    // /lib is itself a link on most machines.
    private static string RealFolder(string path)
    {
        var folder = new DirectoryInfo(Path.GetDirectoryName(path)!);
        for (var at = folder; at?.Parent is not null; at = at.Parent)
        {
            if (at.ResolveLinkTarget(returnFinalTarget: true) is { } target)
                return RealFolder(Path.Combine(target.FullName, Path.GetRelativePath(at.FullName, path)));
        }

        return path;
    }

    private SortedSet<string> Folders()
    {
        var folders = new SortedSet<string>(StringComparer.Ordinal) { "/tmp", "/app" };
        foreach (var path in _files.Keys.Concat(_links.Keys))
        {
            for (var folder = Path.GetDirectoryName(path)!; folder != "/"; folder = Path.GetDirectoryName(folder)!)
                folders.Add(folder);
        }

        return folders;
    }

    private string ContentDigest()
    {
        var list = new StringBuilder();
        foreach (var (path, source) in _files)
        {
            var file = new FileInfo(source);
            list.Append(CultureInfo.InvariantCulture, $"{path} {file.Length} {file.LastWriteTimeUtc.Ticks}\n");
        }

        foreach (var (path, target) in _links)
            list.Append(CultureInfo.InvariantCulture, $"{path} -> {target}\n");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(list.ToString())));
    }
}
