namespace KosSound.Conformance.Reports.Html.Plots;

/// <summary>A drawing of traces over two axes.</summary>
internal sealed record Plot
{
    public required string Title { get; init; }

    /// <summary>One sentence that says what is seen, read to whoever cannot see it.</summary>
    public required string Description { get; init; }
    public required Axis X { get; init; }
    public required Axis Y { get; init; }
    public required IReadOnlyList<Trace> Traces { get; init; }
}
