namespace KosSound.Conformance.Reports.JUnit;

/// <summary>How junit.xml is written.</summary>
public sealed record JUnitOptions
{
    /// <summary>Put before the path of every attachment, for example <c>reports/latest</c>: the folder as seen from where the CI system
    /// resolves paths. Empty: paths relative to the bundle.</summary>
    public string AttachmentBase { get; init; } = "";
}
