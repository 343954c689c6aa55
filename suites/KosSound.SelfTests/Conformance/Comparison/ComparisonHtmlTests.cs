using FluentAssertions;
using KosSound.Conformance.Bundles;
using KosSound.Conformance.Comparison;
using KosSound.Conformance.Records;
using KosSound.SelfTests.Conformance.Reports.Html;
using NUnit.Framework;

namespace KosSound.SelfTests.Conformance.Comparison;

[Parallelizable(ParallelScope.All)]
public sealed class ComparisonHtmlTests
{
    [Test]
    public void A_regression_stands_with_both_values_difference_and_overlaid_curves()
    {
        var (before, after) = (BundleOf(FakeRuns.Passing()), BundleOf(FakeRuns.Failing()));
        var page = Page(before, after);
        page.Should().Contain("<h1>Regressed</h1>").And.Contain("passed before, now fail").And.Contain("baseline, channel 0").And.Contain("baseline, H2, channel 0").And.Contain("baseline, first-sound latency").And.Contain("Response, new minus baseline");
        OverlaysOf(page, "Magnitude response", "Impulse response", "Group delay", "Harmonic levels", "Spectrum of the tone", "Latency over restarts");
        page.Should().Contain("\u22122.384").And.Contain("What stayed the same");
    }

    [Test]
    public void Runs_that_cannot_be_compared_say_why_and_show_no_curves()
    {
        var before = BundleOf(FakeRuns.Passing());
        var after = before with { Run = before.Run with { Status = RunStatus.Interrupted } };
        Page(before, after).Should().Contain("<h1>Not comparable</h1>").And.Contain("the new run is interrupted").And.NotContain("<svg");
    }

    [Test]
    public void Hostile_text_is_encoded()
    {
        var before = BundleOf(FakeRuns.Passing());
        var hostile = before with { Run = before.Run with { Header = before.Run.Header with { RunId = "<script>alert(1)</script>" } } };
        Page(before, hostile).Should().NotContain("<script>alert").And.Contain("&lt;script&gt;alert");
    }

    [Test]
    public void A_comma_culture_changes_no_byte()
    {
        var (before, after) = (BundleOf(FakeRuns.Small()), BundleOf(FakeRuns.Small()));
        CommaCulture.Run(() => Page(before, after)).Should().Be(Page(before, after));
    }

    [Test]
    public void The_same_change_of_several_formats_is_one_finding_with_its_number_of_formats()
    {
        var page = Page(BundleOf(FakeRuns.Passing()), BundleOf(FakeRuns.Failing()));
        page.Should().MatchRegex("dropouts in [0-9]+ of 12 formats");
    }

    /// <summary>Every plot of that name that has a curve of the new run has one of the baseline under it.</summary>
    private static void OverlaysOf(string page, params string[] titles)
    {
        var figures = page.Split("<figure class=\"plot\">").Skip(1).ToList();
        foreach (var title in titles)
        {
            var named = figures.Where(f => f.Contains($"<figcaption>{title}</figcaption>", StringComparison.Ordinal)).ToList();
            named.Should().HaveCountGreaterThanOrEqualTo(12, "every format has a plot called {0}", title);
            named.Should().OnlyContain(f => f.Contains("class=\"baseline c0\" data-name=\"baseline, ", StringComparison.Ordinal), "{0} lays the baseline under the new run", title);
        }
    }

    private static Bundle BundleOf(KosSound.Conformance.Reports.Html.HtmlReportInput input) => new("/nowhere", input.Run, input.Evidence, []);

    private static string Page(Bundle before, Bundle after)
    {
        using var writer = new StringWriter();
        ComparisonHtml.Write(writer, RunComparer.Compare(before, after), before, after);
        return writer.ToString();
    }
}
