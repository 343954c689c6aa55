using KosSound.Conformance.Records;

namespace KosSound.Conformance.Reports.Html;

/// <summary>Everything the page shows.</summary>
public sealed record HtmlReportInput
{
    /// <summary>The run, complete or interrupted.</summary>
    public required RunRecord Run { get; init; }

    /// <summary>What is drawn per format; formats without evidence get their tables only.</summary>
    public required IReadOnlyList<FormatEvidence> Evidence { get; init; }

    /// <summary>Opens an attachment by its path within the bundle, seekable, for audible excerpts; returns null when it is missing.
    /// Null: no excerpts, links only.</summary>
    public Func<string, Stream?>? OpenAttachment { get; init; }

    /// <summary>A golden unit or an earlier run to lay under the curves; null for none.</summary>
    public HtmlBaseline? Baseline { get; init; }
}

/// <summary>Curves to compare with.</summary>
/// <param name="Name">What it is, for the legend: "golden unit 17", a run id.</param>
/// <param name="Evidence">Its curves.</param>
/// <param name="RunId">The run it comes from, for the head; null where the page says so elsewhere.</param>
public sealed record HtmlBaseline(string Name, IReadOnlyList<FormatEvidence> Evidence, string? RunId = null);
