using System.Text.RegularExpressions;
using KosSound.Conformance.Configuration;

namespace KosSound.Suites.Containers;

/// <summary>The name of a container image, <c>[HOST[:PORT]/]PATH[:TAG][@sha256:DIGEST]</c>, checked before any program sees it.</summary>
/// <remarks>Grammar: the reference package of the OCI distribution project.</remarks>
public static partial class ImageName
{
    /// <summary>What <c>image</c> builds and <c>--target container</c> starts when nothing else is said.</summary>
    public const string Default = "kos-sound-simulator:latest";

    /// <summary>The name as given, when it is one.</summary>
    /// <param name="text">The name.</param>
    /// <param name="where">Who gave it, for the error: an option.</param>
    /// <exception cref="ConfigurationException">It is none.</exception>
    public static string Check(string text, string where)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length <= 255 && Grammar().IsMatch(text)
            ? text
            : throw new ConfigurationException($"{where}: '{text}' is not the name of an image; write it like {Default} (small letters, digits and . _ - / before the tag)");
    }

    /// <summary>True when the name says which registry the image is from: only such an image may be pulled. Anyone can put one
    /// called like ours on the public registry that names without one stand for.</summary>
    public static bool NamesRegistry(string image)
    {
        ArgumentNullException.ThrowIfNull(image);
        return image.Split('/') is [var host, _, ..] && (host.Contains('.', StringComparison.Ordinal) || host.Contains(':', StringComparison.Ordinal) || host == "localhost");
    }

    [GeneratedRegex(@"\A([a-zA-Z0-9]([a-zA-Z0-9.-]*[a-zA-Z0-9])?(:[0-9]+)?/)?[a-z0-9]+([._/-]+[a-z0-9]+)*(:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(@sha256:[0-9a-f]{64})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Grammar();
}
