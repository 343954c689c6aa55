using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace KosSound.Simulator.Descriptions;

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

    private const string ResourcePrefix = "devices/";
    private const string Extension = ".yaml";

    /// <summary>Reads a file; the name of a shipped device does as well.</summary>
    /// <exception cref="DeviceFileException">The file cannot be read, or something in it is wrong.</exception>
    public static DeviceDescription Load(string path)
    {
        return Parse(Text(path), path);
    }

    /// <summary>The text of a file, or of a shipped device by its name.</summary>
    /// <exception cref="DeviceFileException">The file cannot be read.</exception>
    public static string Text(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!File.Exists(path) && ShippedNames.Contains(path))
            return ShippedText(path);
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DeviceFileException([new DeviceFileError(path, 0, $"cannot be read: {e.Message}")]);
        }
    }

    /// <summary>Reads a shipped device file by its name without extension.</summary>
    public static DeviceDescription Shipped(string name) => Parse(ShippedText(name), name + Extension);

    /// <summary>Reads the text of a device file.</summary>
    /// <param name="text">YAML.</param>
    /// <param name="file">Name told in errors.</param>
    /// <exception cref="DeviceFileException">Something in it is wrong.</exception>
    public static DeviceDescription Parse(string text, string file)
    {
        var errors = new List<DeviceFileError>();
        var description = Root(text, file, errors) is { } root
            ? DeviceDescriptionReader.Read(new DeviceFileSection(file, "", root, errors))
            : null;
        if (description is null || errors.Count > 0)
            throw new DeviceFileException([.. errors.OrderBy(error => error.Line)]);
        return description;
    }

    private static string ShippedText(string name)
    {
        using var stream = typeof(DeviceFile).Assembly.GetManifestResourceStream(ResourcePrefix + name + Extension)
            ?? throw new ArgumentException($"no shipped device is called '{name}'; there are {string.Join(", ", ShippedNames)}", nameof(name));
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static YamlMappingNode? Root(string text, string file, List<DeviceFileError> errors)
    {
        try
        {
            var yaml = new YamlStream();
            yaml.Load(new StringReader(text));
            if (yaml.Documents is [{ RootNode: YamlMappingNode root }])
                return root;
            errors.Add(new DeviceFileError(file, 0, "one YAML mapping is expected, with the keys name, playback, recording …"));
        }
        catch (YamlException e)
        {
            errors.Add(new DeviceFileError(file, (int)e.Start.Line, $"not YAML: {e.Message}"));
        }
        return null;
    }
}
