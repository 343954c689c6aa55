using Microsoft.Playwright;
using NUnit.Framework;

namespace KosSound.SelfTests.Conformance.Reports.Html;

/// <summary>Takes pictures of pages of fake runs and leaves them beside the test results, for people to look at.</summary>
[Explicit("for looking at")]
public sealed class SamplePagesTests
{
    [Test]
    public async Task Take_pictures([Values("passing", "failing", "small", "studio", "crowded")] string name, [Values(1280, 390)] int width, [Values] ColorScheme scheme)
    {
        if (scheme is ColorScheme.NoPreference or ColorScheme.Null)
            return;
        await using var browser = await RealBrowser.StartAsync();
        var options = new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = width, Height = 900 }, ColorScheme = scheme };
        await using var page = await OpenPage.OfAsync(browser, FakeRuns.Named(name), options);
        if (name != "studio")
            await page.Page.Locator("details.format.fail > summary, details.format.pass > summary").First.ClickAsync();
        var path = Path.Combine(TestContext.CurrentContext.WorkDirectory, FormattableString.Invariant($"{name}-{width}-{scheme}"));
        var bytes = await page.Page.ScreenshotAsync(new PageScreenshotOptions { Path = path + ".png", FullPage = true });
        await File.WriteAllTextAsync(path + ".html", PageFacts.Write(FakeRuns.Named(name)));
        if (width == 1280 && scheme == ColorScheme.Light)
            await page.Page.PdfAsync(new PagePdfOptions { Path = path + ".pdf", PreferCSSPageSize = true });
        Assert.That(bytes, Has.Length.GreaterThan(10_000), "bytes of the picture");
    }
}
