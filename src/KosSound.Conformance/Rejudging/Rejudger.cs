using System.Globalization;
using KosSound.Conformance.Bundles;
using KosSound.Conformance.Records;
using KosSound.Conformance.Trials;
using KosSound.Conformance.Verdicts;

namespace KosSound.Conformance.Rejudging;

/// <summary>Judges a bundle again under other limits. The old bundle stays as it is; the new one carries its captures, curves and values.</summary>
public static class Rejudger
{
    /// <summary>Writes the new bundle.</summary>
    /// <exception cref="EvidenceException">The bundle cannot be read or is not whole, the limits are for another loop, or nothing can be written.</exception>
    public static CompletedRun Rejudge(RejudgeRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var old = Bundle.Read(request.Bundle);
        var profile = request.Profile;
        if (profile.Loopback != old.Run.Header.Loopback)
        {
            throw new EvidenceException($"{request.Bundle}: was recorded over a loop that is {Word(old.Run.Header.Loopback)}, but profile {profile.Name} is for one that is {Word(profile.Loopback)}")
            { ExitCode = ExitCode.Usage };
        }

        var time = request.Time ?? TimeProvider.System;
        using var bundle = RunBundle.Create(request.Location, HeaderOf(old.Run, request, time.GetUtcNow()), PlanOf(old.Run), time);
        CopyFiles(old, bundle);
        foreach (var test in Judged(old.Run, profile).Where(t => t.Outcome != Outcome.NotRun))
            bundle.Add(request.Waivers.Apply(test));
        if (old.Baseline is { } baseline)
            bundle.AddBaseline(baseline);
        var formats = old.Run.Header.Formats.ToDictionary(f => f.Id);
        foreach (var evidence in old.Evidence)
            bundle.AddEvidence(formats.TryGetValue(evidence.Format, out var format) ? evidence with { Mask = TrialEvidence.MaskOf(format, profile) } : evidence);
        return bundle.Complete(new RunEnd
        {
            Status = old.Run.Status,
            EndedUtc = old.Run.EndedUtc,
            Notes = [Note(old.Run, profile), .. old.Run.Notes.Select(n => $"then: {n}")],
            StaleWaivers = request.Waivers.Stale(bundle.Tests, wholePlan: old.Run.Header.Only.Count == 0),
            Unusable = UnusableThen(old.Run),
        });
    }

    /// <summary>Every test of the run under the profile's limits, in the same order, waivers undone.</summary>
    public static IReadOnlyList<TestRecord> Judged(RunRecord run, Profile profile)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(profile);
        var tests = run.Tests.Select(Unwaive).ToList();
        var byId = tests.DistinctBy(t => t.Id).ToDictionary(t => t.Id);
        var bandIsKept = run.Header.Band is null || run.Header.Band == BandOf(profile);
        foreach (var format in run.Header.Formats)
        {
            foreach (var (id, test) in new FormatRejudge(format, byId).Under(profile, bandIsKept))
                byId[id] = test;
        }

        return [.. tests.Select(t => byId[t.Id])];
    }

    private static TestRecord Unwaive(TestRecord test) =>
        test.Outcome == Outcome.Waived ? test with { Outcome = Outcome.Fail, Reason = null } : test;

    private static BandRecord BandOf(Profile profile) => new(profile.BandLowHz, profile.BandHighHz, profile.BandHighRate);

    private static RunHeader HeaderOf(RunRecord run, RejudgeRequest request, DateTimeOffset now) => run.Header with
    {
        RunId = string.Create(CultureInfo.InvariantCulture, $"{run.Header.RunId}-judged-{now.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}"),
        Profile = request.Profile.Name,
        // The minimum guards against a run that shrinks unnoticed; who picked tests meant to run less.
        MinimumTests = run.Header.Only.Count > 0 ? run.Header.MinimumTests : request.Profile.MinimumTests,
        Band = BandOf(request.Profile),
        Inputs = [.. run.Header.Inputs, request.Profile.Input, .. request.WaiverInput is { } waivers ? [waivers] : Array.Empty<InputRecord>()],
    };

    private static IReadOnlyList<PlannedTest> PlanOf(RunRecord run) =>
        [.. run.Tests.DistinctBy(t => t.Id).Select(t => new PlannedTest(t.Id, t.Clause, t.Level, t.Format))];

    private static void CopyFiles(Bundle old, RunBundle bundle)
    {
        foreach (var file in old.Files)
        {
            using var source = OpenFile(old.Folder, file);
            var copy = bundle.AddFile(file.Path[(BundleNames.Captures.Length + 1)..], file.Mime, source.CopyTo);
            if (copy.Sha256 != file.Sha256 || copy.Path != file.Path)
                throw new EvidenceException($"{Path.Combine(old.Folder, file.Path)}: is not the file that was written during the run: its SHA-256 differs");
        }
    }

    private static FileStream OpenFile(string folder, AttachmentRecord file)
    {
        var path = Path.Combine(folder, file.Path);
        try
        {
            return File.OpenRead(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EvidenceException($"{path}: cannot be read: {e.Message}", e);
        }
    }

    /// <summary>A target that could not be used then is not made usable by other limits.</summary>
    private static string? UnusableThen(RunRecord run) =>
        run.ExitCode == ExitCode.Infrastructure && run.Counts.Executed == 0 ? (run.Notes.Count > 0 ? run.Notes[0] : "the target could not be used") : null;

    private static string Note(RunRecord run, Profile profile) =>
        $"judged again by profile {profile.Name} (SHA-256 {profile.Input.Sha256}); run {run.Header.RunId} had been judged by {run.Header.Profile} with verdict {run.ExitCode.Verdict()}";

    private static string Word(Signals.LoopbackKind loopback) => loopback.ToString().ToLowerInvariant();
}
