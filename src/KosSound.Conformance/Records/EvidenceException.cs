namespace KosSound.Conformance.Records;

/// <summary>Evidence could not be written or read: exit 6 (or 2 for an unusable folder named by the user).</summary>
public sealed class EvidenceException : Exception
{
    public EvidenceException(string message)
        : base(message)
    {
    }

    public EvidenceException(string message, Exception inner)
        : base(message, inner)
    {
    }

    public EvidenceException()
    {
    }

    /// <summary>What the command answers: a defect (6), or usage (2) when the user named a folder or file that cannot serve.</summary>
    public ExitCode ExitCode { get; init; } = ExitCode.SuiteDefect;

    /// <summary>True when the file is of a schema version this suite does not read, so that nothing can be said about it.</summary>
    public bool OtherSchemaVersion { get; init; }
}
