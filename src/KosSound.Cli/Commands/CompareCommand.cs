using System.CommandLine;
using KosSound.Conformance.Bundles;
using KosSound.Conformance.Comparison;
using KosSound.Conformance.Records;

namespace KosSound.Cli.Commands;

/// <summary><c>compare</c>: a run against its baseline; the release gate.</summary>
internal static class CompareCommand
{
    public static Command Create()
    {
        var before = new Argument<string>("base") { Description = "bundle, or results.json, of the baseline" };
        var after = new Argument<string>("new") { Description = "bundle, or results.json, of the new run" };
        var junit = new Option<string?>("--junit") { Description = "write the comparison as JUnit", HelpName = "FILE" };
        var html = new Option<string?>("--html") { Description = "write the comparison as a page with overlaid curves", HelpName = "FILE" };
        var command = new Command("compare", "Compare a run with a baseline: regressed (exit 1), improved or same (0), not comparable (4).") { before, after, junit, html };
        command.SetAction(parsed => Compare(parsed.GetValue(before)!, parsed.GetValue(after)!, parsed.GetValue(junit), parsed.GetValue(html)));
        return command;
    }

    private static int Compare(string before, string after, string? junit, string? html)
    {
        var (old, fresh) = (Bundle.Read(before), Bundle.Read(after));
        var comparison = RunComparer.Compare(old, fresh);
        foreach (var line in ComparisonText.Lines(comparison))
            Console.WriteLine(line);
        if (junit is not null)
            Write(junit, stream => ComparisonJUnit.Write(stream, comparison));
        if (html is not null)
        {
            Write(html, stream =>
            {
                using var writer = new StreamWriter(stream);
                ComparisonHtml.Write(writer, comparison, old, fresh);
            });
        }

        return (int)comparison.ExitCode;
    }

    private static void Write(string path, Action<Stream> write)
    {
        try
        {
            using var stream = File.Create(path);
            write(stream);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EvidenceException($"{path}: cannot be written: {e.Message}", e);
        }
    }
}
