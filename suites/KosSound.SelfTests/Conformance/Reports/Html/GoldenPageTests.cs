using FluentAssertions;
using KosSound.SelfTests.Signals;
using NUnit.Framework;

namespace KosSound.SelfTests.Conformance.Reports.Html;

/// <summary>The page of a small fake run, line by line. Style and script are left out: they change often and mean nothing to readers
/// of the file. To accept a change, run with KOS_SOUND_ACCEPT_GOLDEN=1 and read the difference.</summary>
public sealed class GoldenPageTests
{
    private static readonly string Golden = GoldenFile.PathOf("report-small.html");

    [Test]
    public void The_page_of_a_small_run_is_the_golden_one()
    {
        var page = Page();
        if (Environment.GetEnvironmentVariable("KOS_SOUND_ACCEPT_GOLDEN") == "1")
            File.WriteAllText(Golden, page);
        ShouldEqual(page, File.ReadAllText(Golden).ReplaceLineEndings("\n"));
    }

    [Test]
    public void A_machine_that_writes_1_5_with_a_comma_writes_the_same_page() => ShouldEqual(CommaCulture.Run(Page), Page());

    // Captures are left out: their base64 would be most of the file.
    private static string Page() => PageFacts.WithoutAssets(PageFacts.Write(FakeRuns.Small() with { OpenAttachment = null }));

    private static void ShouldEqual(string page, string golden)
    {
        var (lines, expected) = (page.Split('\n'), golden.Split('\n'));
        for (var n = 0; n < Math.Min(lines.Length, expected.Length); n++)
            lines[n].Should().Be(expected[n], "line {0} of the page", n + 1);
        lines.Should().HaveSameCount(expected, "lines of the page");
    }
}
