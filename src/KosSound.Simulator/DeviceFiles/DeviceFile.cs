using KosSound.Simulator.Descriptions;

namespace KosSound.Simulator.DeviceFiles;

/// <summary>Reads device files: YAML, strict, every error told at once with its line.</summary>
public static class DeviceFile
{
    /// <summary>The device every default run is made against: <c>fixtures/devices/reference.yaml</c>.</summary>
    public static DeviceDescription Reference => Shipped("reference");

    /// <summary>Names of the device files that travel inside this assembly.</summary>
    public static IReadOnlyList<string> ShippedNames { get; } =
    [
        .. typeof(DeviceFile).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(ResourcePrefix, StringComparison.Ordinal))
            .Select(name => name[ResourcePrefix.Length..^Extension.Length])
            .Order(StringComparer.Ordinal),
    ];

    private static readonly DeviceDescription Anything = new() { Name = "", Playback = SideDescription.None, Recording = SideDescription.None };

    private const string ExtendsKey = "extends";
    private const string ResourcePrefix = "devices/";
    private const string Extension = ".yaml";

    /// <summary>Reads a file; the name of a shipped device does as well.</summary>
    /// <exception cref="DeviceFileException">The file cannot be read, or something in it is wrong.</exception>
    public static DeviceDescription Load(string path) => Parse(Text(path), path);

    /// <summary>The text of a file, or of a shipped device by its name.</summary>
    /// <exception cref="DeviceFileException">The file cannot be read.</exception>
    public static string Text(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!File.Exists(path) && ShippedNames.Contains(path))
            return ShippedText(path);
        try
        {
            return DeviceFileText.Read(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            var why = e is FileNotFoundException or DirectoryNotFoundException ? $"there is no such file; shipped devices are {string.Join(", ", ShippedNames)}" : e.Message;
            throw new DeviceFileException([new DeviceFileError(path, 0, $"cannot be read: {why}")]);
        }
    }

    /// <summary>Reads a shipped device file by its name without extension.</summary>
    public static DeviceDescription Shipped(string name) => Parse(ShippedText(name), name + Extension);

    /// <summary>Reads the text of a device file.</summary>
    /// <param name="text">YAML.</param>
    /// <param name="file">Name told in errors; files it names are looked for beside it.</param>
    /// <exception cref="DeviceFileException">Something in it, or in a file it extends, is wrong.</exception>
    public static DeviceDescription Parse(string text, string file)
    {
        var errors = new List<DeviceFileError>();
        var description = Read(text, file, errors, []);
        if (description is null || errors.Count > 0)
            throw new DeviceFileException([.. errors.OrderBy(error => error.File == file ? 0 : 1).ThenBy(error => error.Line)]);
        return description;
    }

    private static DeviceDescription? Read(string text, string file, List<DeviceFileError> errors, IReadOnlyList<string> chain)
    {
        if (DeviceFileText.Root(text, file, errors) is not { } root)
            return null;
        var section = new DeviceFileSection(file, "", root, errors);
        return DeviceDescriptionReader.Read(section, Extended(section, errors, [.. chain, Path.GetFullPath(file)]));
    }

    /// <summary>The device a file extends: a file beside it, or a shipped device; null when it extends none, or a wrong one.</summary>
    private static DeviceDescription? Extended(DeviceFileSection section, List<DeviceFileError> errors, IReadOnlyList<string> chain)
    {
        if (section.Find(ExtendsKey) is not { } node)
            return null;
        var name = section.Text(ExtendsKey, "");
        var beside = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(section.File)) ?? "", name);
        try
        {
            if (chain.Contains(beside))
                section.Refuse(node, ExtendsKey, $"'{name}' extends this file in turn");
            else if (File.Exists(beside))
                return Read(DeviceFileText.Read(beside), beside, errors, chain);
            else if (ShippedNames.Contains(name))
                return Shipped(name);
            else if (name.Length > 0)
                section.Refuse(node, ExtendsKey, $"there is no file {beside}, and no shipped device is called '{name}'; there are {string.Join(", ", ShippedNames)}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            section.Refuse(node, ExtendsKey, $"{beside} cannot be read: {e.Message}");
        }
        // What the file leaves to the other is not to be told as missing.
        return Anything;
    }

    private static string ShippedText(string name)
    {
        using var stream = typeof(DeviceFile).Assembly.GetManifestResourceStream(ResourcePrefix + name + Extension)
            ?? throw new ArgumentException($"no shipped device is called '{name}'; there are {string.Join(", ", ShippedNames)}", nameof(name));
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
