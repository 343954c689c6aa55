using System.CommandLine.Parsing;
using System.Globalization;
using KosSound.Conformance.Cases;
using KosSound.Signals;

namespace KosSound.Cli.Commands;

/// <summary>Reads the values of options so that a wrong one is told in words a person knows.</summary>
internal static class Words
{
    /// <summary>A kind of loop.</summary>
    public static LoopbackKind? Loopback(ArgumentResult result) => OneOf<LoopbackKind>(result, "--loopback");

    /// <summary>A rule by which formats are taken.</summary>
    public static Coverage? Coverage(ArgumentResult result) => OneOf<Coverage>(result, "--coverage");

    /// <summary>A seed: 1 … 2³¹ − 1.</summary>
    public static int? Seed(ArgumentResult result)
    {
        var word = result.Tokens[0].Value;
        if (int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var seed) && seed > 0)
            return seed;
        result.AddError($"{(result.Parent as OptionResult)?.Option.Name} '{word}' is not a whole number from 1 to {int.MaxValue}");
        return null;
    }

    private static T? OneOf<T>(ArgumentResult result, string option)
        where T : struct, Enum
    {
        var word = result.Tokens[0].Value;
        foreach (var value in Enum.GetValues<T>())
        {
            if (word.Equals(value.ToString(), StringComparison.OrdinalIgnoreCase))
                return value;
        }

        result.AddError($"{option} '{word}' is none of {string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant()}");
        return null;
    }
}
