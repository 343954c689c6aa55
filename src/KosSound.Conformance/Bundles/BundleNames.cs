namespace KosSound.Conformance.Bundles;

/// <summary>Names of the files of a bundle.</summary>
public static class BundleNames
{
    public const string Events = "events.jsonl";
    public const string Results = "results.json";
    public const string Schema = "results.schema.json";
    public const string JUnit = "junit.xml";
    public const string Html = "report.html";
    public const string Summary = "summary.md";
    public const string Manifest = "manifest.sha256";
    public const string Captures = "captures";

    /// <summary>Ends the name of a folder whose run has not come to its end.</summary>
    public const string Incomplete = ".incomplete";

    /// <summary>Ends the name of a file that is being written.</summary>
    public const string Part = ".part";

    /// <summary>Points at the newest bundle of a reports folder.</summary>
    public const string Latest = "latest";

    /// <summary>Everything a bundle puts at its top.</summary>
    public static IReadOnlyList<string> TopLevel { get; } = [Events, Results, Schema, JUnit, Html, Summary, Manifest, Captures];
}
