using FluentAssertions;
using NUnit.Framework;

namespace KosSound.SelfTests.Conformance.Reports.Html;

public sealed class HtmlReportTests
{
    [Test]
    public void The_head_says_the_verdict_why_and_who()
    {
        var text = PageFacts.Text(PageFacts.Write(FakeRuns.Failing()));
        PageFacts.ShouldSay(text, "Fail 5 of 122 checks failed: contract/play/config-required, dropouts in 2 of 12 formats");
        PageFacts.ShouldSay(text, "First: contract/play/config-required – PlayAudio without config");
        foreach (var fact in (string[])["192.0.2.17:50051 (device)", "FAKE-000217", "2.4.1-fake", "line 3 / bench 2", "A. Operator",
            "XLR loop 7, calibration due 2026-09-30", "electrical loopback, profile electrical-default", "20260314", "0.1.0 (0123abc)", "2026-03-14 09:26:53 UTC, took 97.3 s"])
        {
            PageFacts.ShouldSay(text, fact);
        }
    }

    [Test]
    public void A_page_of_twelve_formats_is_smaller_than_5_MB()
    {
        var bytes = System.Text.Encoding.UTF8.GetByteCount(PageFacts.Write(FakeRuns.Failing()));
        bytes.Should().BeLessThan(5_000_000, "bytes of 12 formats");
    }

    [Test]
    public void Every_planned_test_every_value_and_every_limit_is_in_the_page()
    {
        var input = FakeRuns.Failing();
        var text = PageFacts.Text(PageFacts.Write(input));
        foreach (var test in input.Run.Tests)
        {
            PageFacts.ShouldSay(text, test.Id);
            if (test.Message is { } message)
                PageFacts.ShouldSay(text, message);
            if (test.Reproduce is { } reproduce)
                PageFacts.ShouldSay(text, reproduce);
        }
        PageFacts.ShouldSay(text, "response.deviation_db ch\u00A01 \u22122.384\u00A0dB 0.018\u00A0dB \u22121 … 1\u00A0dB fail".Replace('\u00A0', ' '));
    }

    [Test]
    public void A_run_of_fewer_formats_than_the_device_claims_says_so_in_its_head()
    {
        var input = FakeRuns.Passing();
        PageFacts.ShouldSay(PageFacts.Text(PageFacts.Write(input)), "Coverage all, 12 formats");
        var narrowed = input with { Run = input.Run with { Header = input.Run.Header with { Formats = [.. input.Run.Header.Formats.Take(4)] } } };
        PageFacts.ShouldSay(PageFacts.Text(PageFacts.Write(narrowed)), "Coverage narrowed: 4 of the 12 formats both sides claim");
    }
}
