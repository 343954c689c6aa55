namespace KosSound.Conformance.Reports.Html.Plots;

/// <summary>A drawing of traces over two axes.</summary>
internal sealed record Plot
{
    public required string Title { get; init; }

    /// <summary>One sentence that says what is seen, read to whoever cannot see it.</summary>
    public required string Description { get; init; }
    public required Axis X { get; init; }

    /// <summary>Ordinate of the whole area, or of every lane.</summary>
    public required Axis Y { get; init; }
    public required IReadOnlyList<Trace> Traces { get; init; }

    /// <summary>Names of strips of equal height, first on top, each with the whole <see cref="Y"/> axis; empty for a single area.</summary>
    public IReadOnlyList<string> Lanes { get; init; } = [];

    /// <summary>Height of a value in units of the plot area, 0 on top.</summary>
    public double Row(double value, int? lane)
    {
        var fraction = 1 - Y.Fraction(value);
        return (lane is { } l && Lanes.Count > 0 ? (l + fraction) / Lanes.Count : fraction) * TracePath.Units;
    }
}
