namespace KosSound.Suites.Proofs.Measurement;

/// <summary>How well a quantity was measured.</summary>
public sealed record AccuracyRow
{
    public required string Quantity { get; init; }

    public required string Path { get; init; }

    public required string Unit { get; init; }

    /// <summary>Where the true values come from.</summary>
    public required string Reference { get; init; }

    /// <summary>Captures, each of another seed.</summary>
    public required int Trials { get; init; }

    /// <summary>Mean error; null when a capture gave no value.</summary>
    public required double? Mean { get; init; }

    /// <summary>Root of the mean square error; null when a capture gave no value.</summary>
    public required double? Rms { get; init; }

    /// <summary>Largest magnitude of an error; null when a capture gave no value.</summary>
    public required double? Largest { get; init; }

    /// <summary>Median of the standard uncertainties the analysis stated; null where it states none.</summary>
    public required double? StatedSigma { get; init; }

    public required double Required { get; init; }

    /// <summary>Which of the figures is limited.</summary>
    public required ErrorFigure Figure { get; init; }

    /// <summary>Whether the limited figure keeps what is required.</summary>
    public bool Holds => (Figure == ErrorFigure.Rms ? Rms : Largest) is { } figure && figure <= Required;

    /// <summary>Sums up readings.</summary>
    public static AccuracyRow Of(AccuracyCase tried, IReadOnlyList<AccuracyReading> readings)
    {
        ArgumentNullException.ThrowIfNull(tried);
        ArgumentNullException.ThrowIfNull(readings);
        var whole = readings.All(r => r.Measured is not null);
        var sigmas = readings.Select(r => r.Sigma).OfType<double>().Order().ToArray();
        return new AccuracyRow
        {
            Quantity = tried.Quantity,
            Path = tried.Path,
            Unit = tried.Unit,
            Reference = tried.Reference,
            Trials = readings.Count,
            Mean = whole ? readings.Average(r => r.Error) : null,
            Rms = whole ? Math.Sqrt(readings.Average(r => r.Error * r.Error)) : null,
            Largest = whole ? readings.Max(r => Math.Abs(r.Error)) : null,
            StatedSigma = sigmas.Length == 0 ? null : sigmas[sigmas.Length / 2],
            Required = tried.Required,
            Figure = tried.Figure,
        };
    }
}
