namespace KosSound.Suites.Proofs.Measurement;

/// <summary>Which figure of the errors a requirement limits.</summary>
public enum ErrorFigure
{
    /// <summary>The largest magnitude.</summary>
    Largest,

    /// <summary>The root of the mean square: repeatability, where one reading is compared with another.</summary>
    Rms,
}

/// <summary>A quantity that is measured on paths known by formula, with what is required of its error.</summary>
public sealed record AccuracyCase
{
    /// <summary>What is measured, with its metric id in parentheses.</summary>
    public required string Quantity { get; init; }

    /// <summary>The path: loop, depth, noise.</summary>
    public required string Path { get; init; }

    /// <summary>Unit of the error.</summary>
    public required string Unit { get; init; }

    /// <summary>Largest error that is allowed, in that unit.</summary>
    public required double Required { get; init; }

    /// <summary>Which figure of the errors it limits.</summary>
    public ErrorFigure Figure { get; init; }

    /// <summary>Where the true value comes from.</summary>
    public required string Reference { get; init; }

    /// <summary>Makes a capture by a seed, analyses it and says what the truth is.</summary>
    public required Func<int, AccuracyReading> Read { get; init; }
}
