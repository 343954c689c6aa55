namespace KosSound.SelfTests.Conformance.Reports.JUnit;

/// <summary>What a CI system makes of a test case.</summary>
internal enum ReadStatus
{
    Success,
    Failed,
    Error,
    Skipped,
}

/// <summary>A test case as a CI system shows it.</summary>
/// <param name="Key">What the system tells cases apart by.</param>
/// <param name="Shown">The text people get to see for a case that is not a success.</param>
/// <param name="Attachments">Paths of the attachments the system finds.</param>
internal sealed record ReadCase(string Key, string Name, ReadStatus Status, string Shown, double Seconds, IReadOnlyList<string> Attachments);
