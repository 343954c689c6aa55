using KosSound.Conformance.Records;

namespace KosSound.Conformance.Bundles;

/// <summary>Makes every other file of a bundle again from its events: after a kill, after a disk ran full, or with a newer suite.</summary>
public static class BundleRebuilder
{
    /// <summary>Rebuilds a bundle and gives it its final name. Tests without a record are listed as not run; without an end the run counts as
    /// interrupted; a capture that is missing or changed makes it a defect.</summary>
    /// <param name="dir">The bundle, whole or incomplete; the name it would have had is understood too.</param>
    /// <param name="disk">Opens the files; the real disk when null.</param>
    /// <exception cref="EvidenceException">No bundle, a run that is still under way, damaged events, or a disk that cannot be written.</exception>
    public static CompletedRun Rebuild(string dir, BundleDisk? disk = null)
    {
        var folder = BundleFolder.Find(dir);
        if (folder.InUse())
            throw new EvidenceException($"{dir}: its run is still under way; wait for its end") { ExitCode = ExitCode.Usage };
        try
        {
            folder.FinishPublishing();
            var run = BundleReports.Write(folder.Working, disk ?? new BundleDisk());
            folder.Publish();
            return new CompletedRun(run, folder.Final, []);
        }
        catch (Exception e) when (WriteFailure.Is(e))
        {
            throw new EvidenceException(WriteFailure.Describe(folder.Working, e), e);
        }
    }
}
