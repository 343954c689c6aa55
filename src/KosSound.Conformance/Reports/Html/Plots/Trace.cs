namespace KosSound.Conformance.Reports.Html.Plots;

/// <summary>How a trace is drawn.</summary>
internal enum TraceStyle
{
    /// <summary>Line between the points.</summary>
    Line,

    /// <summary>Line of a reference laid under the others.</summary>
    Reference,

    /// <summary>Line of another run laid under that of the same colour.</summary>
    Baseline,

    /// <summary>Upper boundary of what is allowed; what lies above is tinted.</summary>
    Ceiling,

    /// <summary>Lower boundary of what is allowed; what lies below is tinted.</summary>
    Floor,

    /// <summary>Area between the curve and its mirror image about zero.</summary>
    Envelope,

    /// <summary>A dot per point on a vertical stem.</summary>
    Stems,

    /// <summary>Marked stretches of the abscissa: x is the start of each, y its end.</summary>
    Marks,
}

/// <summary>One set of points in a plot.</summary>
/// <param name="Name">For legend and read-out.</param>
/// <param name="X">Abscissa, ascending.</param>
/// <param name="Y">Ordinate, same length.</param>
/// <param name="Style">How it is drawn.</param>
/// <param name="Colour">Number of its colour, 0 … 7, in order of channels.</param>
/// <param name="Lane">The lane of <see cref="Plot.Lanes"/> it is drawn in; null for the whole height.</param>
internal sealed record Trace(string Name, IReadOnlyList<double> X, IReadOnlyList<double> Y, TraceStyle Style, int Colour, int? Lane = null)
{
    /// <summary>Style and colour as the style sheet and the script know them.</summary>
    public string Css => FormattableString.Invariant($"{Style.ToString().ToLowerInvariant()} c{Colour % 8}");
}
