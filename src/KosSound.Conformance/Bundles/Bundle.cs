using KosSound.Conformance.Records;
using KosSound.Conformance.Reports.Json;

namespace KosSound.Conformance.Bundles;

/// <summary>A whole bundle as read back.</summary>
/// <param name="Folder">Full path of the bundle; of the file's folder when only results.json was named.</param>
/// <param name="Run">What results.json says.</param>
/// <param name="Evidence">Curves; empty when only results.json is there.</param>
/// <param name="Files">Captures and other files, with their hashes; empty when only results.json is there.</param>
public sealed record Bundle(string Folder, RunRecord Run, IReadOnlyList<FormatEvidence> Evidence, IReadOnlyList<AttachmentRecord> Files)
{
    /// <summary>Curves of the run it was laid over; null when none were given.</summary>
    public BaselineEvidence? Baseline { get; init; }

    /// <summary>Reads the bundle of a folder, or a results.json alone.</summary>
    /// <exception cref="EvidenceException">Missing, incomplete, of another schema version or damaged.</exception>
    public static Bundle Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (File.Exists(path))
            return new Bundle(Path.GetDirectoryName(Path.GetFullPath(path))!, ResultsJson.Read(path), [], []);
        var folder = BundleFolder.Find(path);
        if (!File.Exists(Path.Combine(folder.Working, BundleNames.Manifest)))
        {
            throw new EvidenceException($"{path}: is not a whole bundle: its run was killed or is under way. `./run.sh report {path}` completes it.")
            { ExitCode = ExitCode.Usage };
        }

        var state = EventLogReader.Read(Path.Combine(folder.Working, BundleNames.Events));
        return new Bundle(folder.Working, ResultsJson.Read(Path.Combine(folder.Working, BundleNames.Results)), state.Evidence, state.Files) { Baseline = state.Baseline };
    }
}
