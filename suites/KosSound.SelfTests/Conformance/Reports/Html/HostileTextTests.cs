using FluentAssertions;
using KosSound.Conformance.Records;
using KosSound.Conformance.Reports.Html;
using NUnit.Framework;

namespace KosSound.SelfTests.Conformance.Reports.Html;

public sealed class HostileTextTests
{
    private const string Hostile = "\"><script>alert(1)</script><img src=x onerror='alert(2)'>&lt;\u0000\u001B[31m\u202Egnp\uD800\uFFFE\U0001F50A";

    [Test]
    public void Markup_control_characters_and_lone_surrogates_are_shown_not_obeyed()
    {
        var page = PageFacts.Write(Named(Hostile));
        var body = PageFacts.WithoutAssets(page);
        foreach (var danger in (string[])["<script>alert", "<img", "onerror='"])
            body.Contains(danger, StringComparison.Ordinal).Should().BeFalse("{0} must not be in the page", danger);
        PageFacts.ShouldSay(body, "&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=&#39;alert(2)&#39;&gt;&amp;lt;\\u0000\\u001B[31m\\u202Egnp\\uD800\\uFFFE\U0001F50A");
    }

    [Test]
    public void A_page_of_hostile_names_survives_UTF8_and_holds_no_forbidden_character()
    {
        var page = PageFacts.Write(Named(Hostile));
        new System.Text.UTF8Encoding(false, throwOnInvalidBytes: true).GetBytes(page).Length.Should().BeGreaterThan(1000, "bytes");
        page.Where(c => (char.IsControl(c) && c is not ('\n' or '\t')) || c is '\u202E' or '\uFFFE').Should().BeEmpty();
    }

    [TestCase("javascript:alert(1)")]
    [TestCase("../../etc/passwd")]
    [TestCase("/etc/passwd")]
    [TestCase("..\\x.wav")]
    [TestCase("captures//x.wav")]
    public void A_path_that_leaves_the_bundle_is_shown_without_a_link(string path)
    {
        var body = PageFacts.WithoutAssets(PageFacts.Write(Attached(path)));
        PageFacts.ShouldSay(body, $"<a>{path}</a>");
    }

    [Test]
    public void A_strange_but_honest_path_is_escaped_in_its_link()
    {
        PageFacts.ShouldSay(PageFacts.Write(Attached("captures/a b#1?.wav")), "href=\"./captures/a%20b%231%3F.wav\"");
    }

    internal static HtmlReportInput Named(string name)
    {
        var input = FakeRuns.Small();
        var run = input.Run;
        return input with
        {
            Run = run with
            {
                Notes = [name],
                Header = run.Header with
                {
                    RunId = name, Profile = name, Coverage = name, Argv = [name], Inputs = [new InputRecord(name, name)],
                    Suite = new SuiteRecord(name, name), Host = new HostRecord(name, name, name),
                    Target = new TargetRecord(name, name, name, name, null), Station = new StationRecord(name, name, name, null),
                },
                Tests = [.. run.Tests.Select((t, n) => t with
                {
                    Id = n + name, Clause = name, Message = name, Reason = name, Reproduce = name, Outcome = Outcome.Fail,
                    Measurements = [.. t.Measurements.Select(m => m with { Id = name, Unit = name, Note = name, NotMeasurable = name })],
                    Events = [new EventRecord(name, 0, 0, 1, null)],
                    Attachments = [new AttachmentRecord(name, name, name, 1)],
                    Attempts = [new AttemptRecord(Outcome.Fail, name, 1), new AttemptRecord(Outcome.Fail, name, 1)],
                })],
            },
        };
    }

    private static HtmlReportInput Attached(string path)
    {
        var input = FakeRuns.Small();
        return input with
        {
            Run = input.Run with { Tests = [input.Run.Tests[^1] with { Outcome = Outcome.Fail, Attachments = [new AttachmentRecord(path, "audio/wav", "", 1)] }] },
        };
    }
}
