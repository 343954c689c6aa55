namespace KosSound.Simulator.Parameters;

/// <summary>What kind of value a parameter takes.</summary>
public enum ParameterKind
{
    /// <summary>One number.</summary>
    Number,

    /// <summary>A list of numbers; one number alone is a list of one.</summary>
    Numbers,

    /// <summary>One of some words.</summary>
    Choice,

    /// <summary>A list of words or whole numbers.</summary>
    Choices,

    /// <summary>true or false.</summary>
    Flag,

    /// <summary>A file, relative to the one that names it.</summary>
    File,
}

/// <summary>One value a device file may set: its key, unit, range and meaning. Reading, schema and listing all follow from it.</summary>
public sealed record Parameter
{
    /// <summary>The key; ends with the unit where there is one.</summary>
    public required string Key { get; init; }

    /// <summary>What it takes.</summary>
    public required ParameterKind Kind { get; init; }

    /// <summary>What it means.</summary>
    public required string Description { get; init; }

    /// <summary>Unit of a number; empty when it has none.</summary>
    public string Unit { get; init; } = "";

    /// <summary>Lowest number allowed.</summary>
    public double Low { get; init; } = double.MinValue;

    /// <summary>Highest number allowed.</summary>
    public double High { get; init; } = double.MaxValue;

    /// <summary>Whether a number must be whole.</summary>
    public bool IsWhole { get; init; }

    /// <summary>The words of a choice.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>Whether the key must be there.</summary>
    public bool IsRequired { get; init; }

    /// <summary>A number.</summary>
    public static Parameter Number(string key, string unit, (double Low, double High) range, string description) =>
        new() { Key = key, Kind = ParameterKind.Number, Unit = unit, Low = range.Low, High = range.High, Description = description };

    /// <summary>A whole number.</summary>
    public static Parameter Whole(string key, string unit, (double Low, double High) range, string description) =>
        Number(key, unit, range, description) with { IsWhole = true };

    /// <summary>A list of numbers, or one.</summary>
    public static Parameter Numbers(string key, string unit, (double Low, double High) range, string description) =>
        Number(key, unit, range, description) with { Kind = ParameterKind.Numbers };

    /// <summary>One of some words.</summary>
    public static Parameter Choice(string key, IReadOnlyList<string> words, string description) =>
        new() { Key = key, Kind = ParameterKind.Choice, Words = words, Description = description };

    /// <summary>A list of words and whole numbers.</summary>
    public static Parameter Choices(string key, IReadOnlyList<string> words, (double Low, double High) range, string description) =>
        Whole(key, "", range, description) with { Kind = ParameterKind.Choices, Words = words };

    /// <summary>true or false.</summary>
    public static Parameter Flag(string key, string description) =>
        new() { Key = key, Kind = ParameterKind.Flag, Description = description };

    /// <summary>A file.</summary>
    public static Parameter File(string key, string description) =>
        new() { Key = key, Kind = ParameterKind.File, Description = description };

    /// <summary>The same parameter as one that must be there.</summary>
    public Parameter Required() => this with { IsRequired = true };
}
