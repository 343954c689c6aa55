namespace KosSound.Conformance.Reports.Html.Plots;

/// <summary>How a trace is drawn.</summary>
internal enum TraceStyle
{
    /// <summary>Line between the points.</summary>
    Line,

    /// <summary>Line of a reference laid under the others.</summary>
    Reference,

    /// <summary>Boundary of what is allowed; what lies beyond is hatched.</summary>
    Limit,

    /// <summary>Area between the curve and its mirror image about zero.</summary>
    Envelope,

    /// <summary>A dot per point on a vertical stem.</summary>
    Stems,

    /// <summary>Vertical marks over the whole height; only the abscissa counts.</summary>
    Marks,
}

/// <summary>One set of points in a plot.</summary>
/// <param name="Name">For legend and read-out.</param>
/// <param name="X">Abscissa, ascending.</param>
/// <param name="Y">Ordinate, same length.</param>
/// <param name="Style">How it is drawn.</param>
/// <param name="Colour">Number of its colour, 0 … 7, in order of channels.</param>
internal sealed record Trace(string Name, IReadOnlyList<double> X, IReadOnlyList<double> Y, TraceStyle Style, int Colour);
