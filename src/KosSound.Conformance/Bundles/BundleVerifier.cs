using System.Text;
using System.Xml;
using System.Xml.Linq;
using KosSound.Conformance.Records;
using KosSound.Conformance.Reports.Json;

namespace KosSound.Conformance.Bundles;

/// <summary>Checks that a bundle is whole and that its files agree with each other: hashes, schema, counts, events.</summary>
public static class BundleVerifier
{
    private static readonly string[] Required =
        [BundleNames.Events, BundleNames.Results, BundleNames.Schema, BundleNames.JUnit, BundleNames.Summary, BundleNames.Html];

    /// <summary>Checks a bundle without changing anything. Problems are collected, so that one run names them all.</summary>
    /// <exception cref="EvidenceException">There is no bundle at all, or it is of another schema version (exit 2).</exception>
    public static Verification Verify(string dir)
    {
        var folder = BundleFolder.Find(dir).Working;
        var problems = new List<string>();
        var files = CheckHashes(folder, problems);
        var run = Collect(problems, () => ResultsJson.Read(Path.Combine(folder, BundleNames.Results)));
        var state = Collect(problems, () => EventLogReader.Read(Path.Combine(folder, BundleNames.Events)));
        if (run is not null && state is not null)
            CheckAgreement(folder, run, state, problems);
        if (run is not null)
        {
            CheckAttachments(folder, run, problems);
            Collect(problems, () => CheckJUnit(folder, run, problems));
        }

        return new Verification(folder, [.. problems.Distinct()], files, run);
    }

    private static int CheckHashes(string folder, List<string> problems)
    {
        if (!File.Exists(Path.Combine(folder, BundleNames.Manifest)))
        {
            problems.Add($"{BundleNames.Manifest}: is missing; the bundle is not whole. `./run.sh report {folder}` completes it.");
            return 0;
        }

        if (Collect(problems, () => Manifest.Read(folder)) is not { } hashes)
            return 0;
        foreach (var (path, hash) in hashes)
        {
            var full = Path.Combine(folder, path);
            if (!File.Exists(full))
                problems.Add($"{path}: is missing");
            else if (Collect(problems, () => Manifest.HashOf(full)) is { } found && found != hash)
                problems.Add($"{path}: was changed: its SHA-256 is {found}, the manifest says {hash}");
        }

        problems.AddRange(Required.Where(name => !hashes.ContainsKey(name)).Select(name => $"{name}: is not in {BundleNames.Manifest}"));
        problems.AddRange(Manifest.FilesOf(folder).Where(path => !hashes.ContainsKey(path)).Select(path => $"{path}: is not in {BundleNames.Manifest}; it was added later"));
        return hashes.Count;
    }

    private static void CheckAgreement(string folder, RunRecord run, RunState state, List<string> problems)
    {
        var expected = Bytes(state.ToRun());
        if (!expected.AsSpan().SequenceEqual(Bytes(run)))
            problems.Add($"{BundleNames.Results}: does not say what {BundleNames.Events} says; `./run.sh report` makes it again from the events");
        if (Collect(problems, () => File.ReadAllText(Path.Combine(folder, BundleNames.Schema))) is { } schema
            && schema != ResultsSchema.Text && !ResultsSchema.Fits(schema, File.ReadAllText(Path.Combine(folder, BundleNames.Results))))
            problems.Add($"{BundleNames.Schema}: is no schema that {BundleNames.Results} has the shape of");
        foreach (var file in state.Files.Where(f => !File.Exists(Path.Combine(folder, f.Path))))
            problems.Add($"{file.Path}: is missing");
    }

    private static void CheckAttachments(string folder, RunRecord run, List<string> problems)
    {
        foreach (var attachment in run.Tests.SelectMany(t => t.Attachments).DistinctBy(a => a.Path))
        {
            var full = Path.Combine(folder, attachment.Path);
            if (!Manifest.StaysInside(attachment.Path))
                problems.Add($"{attachment.Path}: leads out of the bundle");
            else if (!File.Exists(full))
                problems.Add($"{attachment.Path}: is missing");
            else if (new FileInfo(full).Length != attachment.Bytes || Manifest.HashOf(full) != attachment.Sha256)
                problems.Add($"{attachment.Path}: is not the file that {BundleNames.Results} names: size or SHA-256 differ");
        }
    }

    private static string CheckJUnit(string folder, RunRecord run, List<string> problems)
    {
        var root = XDocument.Load(Path.Combine(folder, BundleNames.JUnit)).Root!;
        var names = root.Descendants("testcase").Select(c => (string?)c.Attribute("name")).ToList();
        var red = root.Descendants("testcase").Any(c => c.Element("failure") is not null || c.Element("error") is not null);
        var missing = run.Tests.Count - names.Count(n => n != "run/verdict");
        if (missing != 0)
            problems.Add($"{BundleNames.JUnit}: has {names.Count} test cases for {run.Tests.Count} tests");
        if (red != (run.ExitCode != ExitCode.Pass))
            problems.Add($"{BundleNames.JUnit}: is {(red ? "red" : "green")} while the verdict is {run.ExitCode.Verdict()}");
        return root.Name.LocalName;
    }

    private static byte[] Bytes(RunRecord run)
    {
        using var stream = new MemoryStream();
        ResultsJson.Write(stream, run);
        return stream.ToArray();
    }

    /// <summary>Runs one check; what cannot be read is a problem like any other. Another schema version is not: nothing here can judge it.</summary>
    private static T? Collect<T>(List<string> problems, Func<T> check)
        where T : class
    {
        try
        {
            return check();
        }
        catch (EvidenceException e) when (!e.OtherSchemaVersion)
        {
            problems.Add(e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or XmlException or DecoderFallbackException)
        {
            problems.Add(e.Message.ReplaceLineEndings(" "));
        }

        return null;
    }
}
