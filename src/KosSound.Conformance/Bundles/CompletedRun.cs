using KosSound.Conformance.Records;

namespace KosSound.Conformance.Bundles;

/// <summary>A run whose bundle is whole.</summary>
/// <param name="Run">What results.json holds.</param>
/// <param name="Folder">Full path of the bundle.</param>
/// <param name="Warnings">What went wrong beside the bundle, for example that <c>latest</c> could not be moved.</param>
public sealed record CompletedRun(RunRecord Run, string Folder, IReadOnlyList<string> Warnings);
