using KosSound.Conformance.Records;

namespace KosSound.Conformance.Bundles;

/// <summary>What checking a bundle found.</summary>
/// <param name="Folder">Full path of the bundle.</param>
/// <param name="Problems">One line each: the file and what is wrong with it; empty when the bundle can be trusted.</param>
/// <param name="Files">Number of files whose hash was checked.</param>
/// <param name="Run">The run; null when results.json cannot be read.</param>
public sealed record Verification(string Folder, IReadOnlyList<string> Problems, int Files, RunRecord? Run)
{
    /// <summary>0 for a bundle without problems; 6 otherwise, for evidence that does not hold.</summary>
    public ExitCode ExitCode => Problems.Count == 0 ? ExitCode.Pass : ExitCode.SuiteDefect;
}
