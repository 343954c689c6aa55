using System.Text;
using KosSound.Conformance.Records;
using KosSound.Conformance.Reports.Html;
using KosSound.Conformance.Reports.JUnit;
using KosSound.Conformance.Reports.Json;
using KosSound.Conformance.Reports.Summary;

namespace KosSound.Conformance.Bundles;

/// <summary>Makes every file of a bundle from its events and captures.</summary>
internal static class BundleReports
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Reads the events of a folder, checks the files they name, and writes all reports and, last, the manifest.</summary>
    /// <exception cref="EvidenceException">Something cannot be read or written; the manifest is then missing.</exception>
    public static RunRecord Write(string folder, BundleDisk disk)
    {
        var state = EventLogReader.Read(Path.Combine(folder, BundleNames.Events));
        var writing = folder;
        try
        {
            File.Delete(Path.Combine(folder, BundleNames.Manifest));
            RemoveHalfWritten(folder);
            CheckFiles(folder, state);
            var run = state.ToRun();
            foreach (var (name, write) in Files(run, state, folder))
            {
                writing = Path.Combine(folder, name);
                disk.WriteAtomically(writing, write);
            }

            writing = Path.Combine(folder, BundleNames.Manifest);
            var manifest = Manifest.Format(Manifest.FilesOf(folder).Select(path => (path, Manifest.HashOf(Path.Combine(folder, path)))));
            disk.WriteAtomically(writing, stream => stream.Write(Utf8.GetBytes(manifest)));
            return run;
        }
        catch (Exception e) when (WriteFailure.Is(e))
        {
            throw new EvidenceException(WriteFailure.Describe(writing, e), e);
        }
    }

    private static IEnumerable<(string Name, Action<Stream> Write)> Files(RunRecord run, RunState state, string folder)
    {
        yield return (BundleNames.Schema, stream => stream.Write(Utf8.GetBytes(ResultsSchema.Text)));
        yield return (BundleNames.JUnit, stream => JUnitReport.Write(stream, run, new JUnitOptions { AttachmentBase = state.Header!.AttachmentBase }));
        yield return (BundleNames.Summary, stream => WriteText(stream, writer => SummaryReport.Write(writer, run)));
        yield return (BundleNames.Html, stream => WriteText(stream, writer => HtmlReport.Write(writer, new HtmlReportInput
        {
            Run = run,
            Evidence = state.Evidence,
            Baseline = state.Baseline is { } baseline ? new HtmlBaseline("baseline", baseline.Evidence, baseline.RunId) : null,
            OpenAttachment = path => Open(folder, path),
        })));
        yield return (BundleNames.Results, stream => ResultsJson.Write(stream, run));
    }

    private static void WriteText(Stream stream, Action<TextWriter> write)
    {
        using var writer = new StreamWriter(stream, Utf8, 1 << 16, leaveOpen: true) { NewLine = "\n" };
        write(writer);
    }

    private static FileStream? Open(string folder, string path)
    {
        var full = Path.Combine(folder, path);
        return Manifest.StaysInside(path) && File.Exists(full) ? File.OpenRead(full) : null;
    }

    private static void CheckFiles(string folder, RunState state)
    {
        foreach (var file in state.Files)
        {
            var path = Path.Combine(folder, file.Path);
            if (!File.Exists(path))
                state.AddDefect($"{file.Path} was written during the run and is missing");
            else if (Manifest.HashOf(path) != file.Sha256)
                state.AddDefect($"{file.Path} is not the file that was written during the run: its SHA-256 differs");
        }
    }

    private static void RemoveHalfWritten(string folder)
    {
        foreach (var part in Directory.EnumerateFiles(folder, "*" + BundleNames.Part, SearchOption.AllDirectories))
            File.Delete(part);
    }
}
