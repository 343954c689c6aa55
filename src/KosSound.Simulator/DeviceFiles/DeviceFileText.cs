using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace KosSound.Simulator.DeviceFiles;

/// <summary>The text of a device file, of bounded size and depth whatever it is handed.</summary>
internal static class DeviceFileText
{
    /// <summary>More is no device file: the longest shipped one has 2 kB.</summary>
    public const int MostCharacters = 1 << 20;

    /// <summary>Levels of lists and groups; a device file needs 6. The tree is built by recursion, which thousands of levels would end in a crash.</summary>
    public const int MostLevels = 32;

    /// <summary>Reads a file.</summary>
    /// <exception cref="IOException">It cannot be read, or is too large.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static string Read(string path)
    {
        using var reader = new StreamReader(path);
        // Some files have no end and tell no length.
        var text = new char[MostCharacters + 1];
        var length = reader.ReadBlock(text, 0, text.Length);
        return length <= MostCharacters ? new string(text, 0, length) : throw new IOException($"it has more than {MostCharacters} characters");
    }

    /// <summary>The top mapping of a YAML text; null, with an error, when it is none.</summary>
    /// <param name="text">YAML.</param>
    /// <param name="file">Name told in errors.</param>
    /// <param name="errors">Receives what is wrong.</param>
    public static YamlMappingNode? Root(string text, string file, List<DeviceFileError> errors)
    {
        try
        {
            RequireShallow(text);
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

    private static void RequireShallow(string text)
    {
        var parser = new Parser(new StringReader(text));
        for (var level = 0; parser.MoveNext();)
        {
            // The stream and the document are levels to the parser too.
            level += parser.Current!.NestingIncrease;
            if (level > MostLevels + 2)
                throw new YamlException(parser.Current.Start, parser.Current.End, $"lists and groups are nested more than {MostLevels} levels deep");
        }
    }
}
