using System.CommandLine.Parsing;
using System.Globalization;
using KosSound.Signals;

namespace KosSound.Cli.Commands;

/// <summary>Reads the values of options so that a wrong one is told in words a person knows.</summary>
internal static class Words
{
    /// <summary>A kind of loop.</summary>
    public static LoopbackKind? Loopback(ArgumentResult result)
    {
        var word = result.Tokens[0].Value;
        foreach (var kind in Enum.GetValues<LoopbackKind>())
        {
            if (word.Equals(kind.ToString(), StringComparison.OrdinalIgnoreCase))
                return kind;
        }

        result.AddError($"--loopback '{word}' is none of digital, electrical, acoustic");
        return null;
    }

    /// <summary>A seed: 1 … 2³¹ − 1.</summary>
    public static int? Seed(ArgumentResult result)
    {
        var word = result.Tokens[0].Value;
        if (int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var seed) && seed > 0)
            return seed;
        result.AddError($"{(result.Parent as OptionResult)?.Option.Name} '{word}' is not a whole number from 1 to {int.MaxValue}");
        return null;
    }
}
