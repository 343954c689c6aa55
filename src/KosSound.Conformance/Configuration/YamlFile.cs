using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace KosSound.Conformance.Configuration;

/// <summary>Reads a YAML file strictly: all errors are collected and thrown together, each with file and line.</summary>
public static class YamlFile
{
    /// <summary>More is no limits or waivers file, or has no end.</summary>
    private const int MostCharacters = 1 << 22;

    /// <summary>Levels of lists and maps. The tree is built by recursion, which thousands of levels would end in a crash.</summary>
    private const int MostLevels = 32;

    /// <summary>Parses <paramref name="text"/> and hands its top map to <paramref name="read"/>.</summary>
    /// <param name="path">Name used in messages.</param>
    /// <exception cref="ConfigurationException">The text is no YAML map, or <paramref name="read"/> left errors or unread keys.</exception>
    public static T Parse<T>(string path, string text, Func<YamlMap, T> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        var errors = new YamlErrors(path);
        var map = new YamlMap(Root(path, text), "the file", errors);
        var result = read(map);
        map.RefuseUnread();
        errors.ThrowIfAny();
        return result;
    }

    /// <summary>Reads a file; see <see cref="Parse{T}"/>.</summary>
    /// <exception cref="ConfigurationException">The file cannot be read, or as for <see cref="Parse{T}"/>.</exception>
    public static T Load<T>(string path, Func<YamlMap, T> read)
    {
        try
        {
            return Parse(path, Read(path), read);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ConfigurationException($"{path}: cannot be read: there is no such file", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"{path}: cannot be read: {e.Message}", e);
        }
    }

    private static string Read(string path)
    {
        using var reader = new StreamReader(path);
        var text = new char[MostCharacters + 1];
        var length = reader.ReadBlock(text, 0, text.Length);
        return length <= MostCharacters ? new string(text, 0, length) : throw new IOException($"it has more than {MostCharacters} characters");
    }

    private static YamlMappingNode Root(string path, string text)
    {
        try
        {
            RequireShallow(text);
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            return stream.Documents is [{ RootNode: YamlMappingNode root }]
                ? root
                : throw new ConfigurationException($"{path}:1: expected one map of keys");
        }
        catch (YamlException e)
        {
            throw new ConfigurationException($"{path}:{e.Start.Line}: not valid YAML: {e.Message}", e);
        }
    }

    private static void RequireShallow(string text)
    {
        var parser = new Parser(new StringReader(text));
        for (var level = 0; parser.MoveNext();)
        {
            // The stream and the document are levels to the parser too.
            level += parser.Current!.NestingIncrease;
            if (level > MostLevels + 2)
                throw new YamlException(parser.Current.Start, parser.Current.End, $"lists and maps are nested more than {MostLevels} levels deep");
        }
    }
}

/// <summary>Collects the errors of one file in order of line.</summary>
public sealed class YamlErrors(string path)
{
    private readonly SortedSet<(long Line, string Text)> _errors = [];

    /// <summary>Notes one error.</summary>
    public void Add(YamlNode node, string text)
    {
        ArgumentNullException.ThrowIfNull(node);
        _errors.Add((node.Start.Line, text));
    }

    internal void ThrowIfAny()
    {
        if (_errors.Count > 0)
            throw new ConfigurationException([.. _errors.Select(e => $"{path}:{e.Line}: {e.Text}")]);
    }
}
