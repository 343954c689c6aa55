using System.Text.Json;
using FluentAssertions;
using KosSound.Signals;
using KosSound.SelfTests.Conformance.Reports.Html;
using KosSound.Simulator.Faults;
using KosSound.Suites.Proofs.Detection;
using Microsoft.Playwright;
using NUnit.Framework;

namespace KosSound.SelfTests.Suites.Proofs.Detection;

public sealed class DetectionPageTests
{
    private const string Hostile = "<img src=x onerror=alert(1)>";

    private static DetectionReport Report => Rows.Report() with
    {
        Rows = [.. Rows.Report().Rows, Rows.Killed(FaultCatalog.Find("click")!, LoopbackKind.Acoustic) with { Outcome = DetectionOutcome.Survived, Evidence = Hostile, Failed = [] }],
    };

    [Test]
    public void What_devices_say_is_text_and_never_markup()
    {
        var page = DetectionFiles.ResultOf(Report).Files["detection.html"];

        page.Should().NotContain(Hostile).And.Contain("&lt;img src=x onerror=alert(1)&gt;");
        page.Should().Contain("default-src &#39;none&#39;", "the page may load nothing");
    }

    [Test]
    public void The_json_says_the_same()
    {
        using var json = JsonDocument.Parse(DetectionFiles.ResultOf(Report).Files["detection.json"]);

        json.RootElement.GetProperty("holds").GetBoolean().Should().BeFalse("one fault survived");
        json.RootElement.GetProperty("rows").EnumerateArray().Count(row => row.GetProperty("outcome").GetString() == "survived").Should().Be(1);
    }

    [TestCase(390), TestCase(1280)]
    public async Task It_fits_the_screen_in_light_and_dark_and_asks_the_network_for_nothing(int width)
    {
        var folder = Directory.CreateTempSubdirectory("kos-sound-detection-");
        try
        {
            var file = Path.Combine(folder.FullName, "detection.html");
            await File.WriteAllTextAsync(file, DetectionFiles.ResultOf(Report).Files["detection.html"]);
            await using var browser = await RealBrowser.StartAsync();
            foreach (var scheme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
            {
                var context = await browser.Browser.NewContextAsync(new() { ViewportSize = new() { Width = width, Height = 800 }, ColorScheme = scheme });
                var page = await context.NewPageAsync();
                var requests = new List<string>();
                page.Request += (_, request) => requests.Add(request.Url);
                await page.GotoAsync(new Uri(file).AbsoluteUri);

                (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).Should().BeLessThanOrEqualTo(width, "the page does not scroll sideways at {0} px", width);
                requests.Should().ContainSingle("the page itself is all that is loaded");
                await context.CloseAsync();
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
