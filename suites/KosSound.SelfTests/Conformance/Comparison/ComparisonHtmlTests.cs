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
        page.Should().Contain("<h1>Regressed</h1>").And.Contain("passed before, now fail").And.Contain("baseline 20260314T092653Z-fake, channel 0");
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

    private static Bundle BundleOf(KosSound.Conformance.Reports.Html.HtmlReportInput input) => new("/nowhere", input.Run, input.Evidence, []);

    private static string Page(Bundle before, Bundle after)
    {
        using var writer = new StringWriter();
        ComparisonHtml.Write(writer, RunComparer.Compare(before, after), before, after);
        return writer.ToString();
    }
}
