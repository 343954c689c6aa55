using System.Text.RegularExpressions;
using FluentAssertions;
using KosSound.Analysis.Metrics;
using KosSound.Conformance.Reports.Html;
using Microsoft.Playwright;
using NUnit.Framework;

namespace KosSound.SelfTests.Conformance.Reports.Html;

/// <summary>The report in a real browser, opened as a file.</summary>
public sealed partial class BrowserTests
{
    private static readonly BrowserNewContextOptions WithoutScripts = new() { JavaScriptEnabled = false, ViewportSize = new ViewportSize { Width = 1280, Height = 900 } };

    private RealBrowser _browser = null!;

    [OneTimeSetUp]
    public async Task Start() => _browser = await RealBrowser.StartAsync();

    [OneTimeTearDown]
    public async Task Stop()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
    }

    [Test]
    public async Task It_asks_the_network_for_nothing_and_complains_about_nothing([Values("passing", "failing", "small")] string run)
    {
        await using var page = await OpenPage.OfAsync(_browser, FakeRuns.Named(run));
        await page.OpenEverythingAsync();
        page.Requests.Should().BeEmpty("requests beside the file itself");
        page.Complaints.Should().BeEmpty("complaints in the console");
    }

    [Test]
    public async Task A_failing_check_is_two_clicks_away_from_the_matrix([Values] bool scripts)
    {
        await using var page = await OpenPage.OfAsync(_browser, FakeRuns.Failing(), scripts ? null : WithoutScripts);
        await page.Page.Locator(".matrix td.fail a").First.ClickAsync();
        var finding = page.Page.Locator(".format .findings a", new PageLocatorOptions { HasText = "audio/48000Hz-16bit-2ch/dropouts" });
        await Assertions.Expect(finding).ToBeInViewportAsync();
        await finding.ClickAsync();
        var card = page.Page.Locator(".card", new PageLocatorOptions { HasText = "audio/48000Hz-16bit-2ch/dropouts" });
        await Assertions.Expect(card.Locator(".events")).ToBeInViewportAsync();
        await Assertions.Expect(card).ToContainTextAsync("48 frames of zero-fill at 1.180 s in channel 1");
        await Assertions.Expect(card).ToContainTextAsync("./run.sh --target 192.0.2.17:50051 --only audio/48000Hz-16bit-2ch/dropouts");
    }

    [Test]
    public async Task The_cursor_reads_what_was_measured([Values(63.0, 1000.0, 3150.0, 9000.0)] double hz)
    {
        var input = FakeRuns.Failing();
        await using var page = await OpenPage.OfAsync(_browser, input);
        var plot = await page.PlotAsync("48000Hz-16bit-2ch", "Magnitude response");
        await plot.PointAtAsync(hz);
        await ShouldReadAsync(plot, input, hz);
    }

    [Test]
    public async Task Zooming_spreads_the_axis_and_the_cursor_still_reads_what_was_measured()
    {
        var input = FakeRuns.Failing();
        await using var page = await OpenPage.OfAsync(_browser, input);
        var plot = await page.PlotAsync("48000Hz-16bit-2ch", "Magnitude response");
        var before = await plot.TicksAsync();
        await plot.DragAsync(2000, 5000);
        var zoomed = await plot.TicksAsync();
        zoomed.Should().NotContain(["20", "10k"]).And.Contain(["3k"], "ticks between 2 and 5 kHz");
        await plot.PointAtAsync(3150, 2000, 5000);
        await ShouldReadAsync(plot, input, 3150);
        await plot.Figure.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "show all" }).ClickAsync();
        (await plot.TicksAsync()).Should().BeEquivalentTo(before, "ticks of the whole curve");
    }

    [Test]
    public async Task Plots_obey_the_keyboard()
    {
        await using var page = await OpenPage.OfAsync(_browser, FakeRuns.Failing());
        var plot = await page.PlotAsync("48000Hz-16bit-2ch", "Magnitude response");
        await plot.Svg.FocusAsync();
        await page.Page.Keyboard.PressAsync("Home");
        var start = await plot.ReadingAsync();
        await page.Page.Keyboard.PressAsync("Shift+ArrowRight");
        var later = await plot.ReadingAsync();
        start.Should().Be("20.00 Hz", "reading at the start");
        later.Should().NotBe(start, "reading after a step to the right");
        await page.Page.Keyboard.PressAsync("+");
        (await plot.TicksAsync()).Should().NotContain("20k", "ticks after zooming in near the start");
    }

    [Test]
    public async Task Tab_reaches_everything_there_is_to_press_and_the_place_is_always_to_be_seen()
    {
        await using var page = await OpenPage.OfAsync(_browser, FakeRuns.Small());
        await page.OpenEverythingAsync();
        var expected = await page.Page.EvaluateAsync<int>("(() => { window.toReach = [...document.querySelectorAll('a[href], button, summary, input, audio, [tabindex=\"0\"]')].filter(e => e.checkVisibility()); window.reached = new Set(); return window.toReach.length; })()");
        var invisible = new List<string>();
        for (var press = 0; press < 12 * expected; press++)
        {
            await page.Page.Keyboard.PressAsync("Tab");
            var state = await page.Page.EvaluateAsync<string>("""
                (() => {
                  const e = document.activeElement;
                  if (e === document.body) return 'end';
                  reached.add(e);
                  const style = getComputedStyle(e);
                  return e.tagName === 'AUDIO' || (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1) ? 'seen' : e.outerHTML.slice(0, 80);
                })()
                """);
            if (state == "end")
                break;
            if (state != "seen")
                invisible.Add(state);
        }

        var missed = await page.Page.EvaluateAsync<string[]>("toReach.filter(e => !reached.has(e)).map(e => e.outerHTML.slice(0, 80))");
        expected.Should().BeGreaterThan(40, "the small page has that much to press");
        missed.Should().BeEmpty("of {0} elements that can be pressed, these are not reached by the keyboard", expected);
        invisible.Should().BeEmpty("the element that has the focus carries an outline");
    }

    [Test]
    public async Task Enter_on_a_cell_of_the_matrix_leads_to_the_format_and_from_there_to_its_finding()
    {
        await using var page = await OpenPage.OfAsync(_browser, FakeRuns.Failing());
        await page.Page.Locator(".matrix td.fail a").First.FocusAsync();
        await page.Page.Keyboard.PressAsync("Enter");
        var finding = page.Page.Locator(".format[open] .findings a", new PageLocatorOptions { HasText = "audio/48000Hz-16bit-2ch/dropouts" });
        await Assertions.Expect(finding).ToBeInViewportAsync();
        await finding.FocusAsync();
        await page.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Page.Locator(".card", new PageLocatorOptions { HasText = "audio/48000Hz-16bit-2ch/dropouts" }).Locator(".events")).ToBeInViewportAsync();
    }

    [Test]
    public async Task Labels_and_grid_that_plots_share_follow_the_dark_scheme()
    {
        await using var page = await OpenPage.OfAsync(_browser, FakeRuns.Failing(), new BrowserNewContextOptions { ColorScheme = ColorScheme.Dark });
        // What is referred to is styled where it stands only if its selector needs no ancestor.
        var rules = await page.Page.EvaluateAsync<string[]>("[...document.styleSheets[0].cssRules].map(r => r.selectorText ?? '').filter(s => /(^|[ ,])\\.(tick|minor|major|sw)\\b/.test(s))");
        foreach (var shape in (string[])[".tick", ".minor", ".major", ".sw"])
            rules.SelectMany(r => r.Split(',', StringSplitOptions.TrimEntries)).Should().Contain(shape, "a rule colours {0} wherever it is used", shape);
        (await page.LuminanceAsync(".tick", "fill")).Should().BeGreaterThan(0.3, "labels of plots are light on dark");
        (await page.LuminanceAsync(".major", "stroke")).Should().BeLessThan(0.1, "the grid does not shine on dark");
    }

    [Test]
    public async Task Excerpts_of_the_failure_can_be_played()
    {
        await using var page = await OpenPage.OfAsync(_browser, FakeRuns.Failing());
        var players = page.Page.Locator("audio");
        (await players.CountAsync()).Should().BeGreaterOrEqualTo(2, "players");
        await page.Page.WaitForFunctionAsync("[...document.querySelectorAll('audio')].every(a => a.readyState >= 1 || a.error)");
        var seconds = await players.EvaluateAllAsync<double[]>("all => all.map(a => a.error ? -1 : a.duration)");
        seconds.Should().OnlyContain(s => s > 0.2 && s < 1.2, "seconds of every excerpt; -1 is one that did not load");
    }

    [Test]
    public async Task Light_and_dark_are_both_legible([Values(ColorScheme.Light, ColorScheme.Dark)] ColorScheme scheme)
    {
        await using var page = await OpenPage.OfAsync(_browser, FakeRuns.Failing(), new BrowserNewContextOptions { ColorScheme = scheme });
        var ground = await page.LuminanceAsync("body", "backgroundColor");
        (scheme == ColorScheme.Dark ? ground < 0.05 : ground > 0.8).Should().BeTrue("luminance of the page in {0} is {1}", scheme, ground);
        foreach (var place in (string[])["h1", ".why", ".badge.fail", ".badge.pass", ".badge.error", ".badge.inconclusive", ".badge.waived", ".badge.advice", ".badge.notrun", ".badge.skip", "dt", "td small", "td a", ".matrix td.fail a", ".matrix td.pass a", "thead th"])
            (await page.ContrastAsync(place)).Should().BeGreaterOrEqualTo(4.5, "contrast of {0} in {1} (WCAG 2.2 AA)", place, scheme);
    }

    [Test]
    public async Task It_prints_to_a_certificate_of_one_page([Values("passing", "failing", "studio", "small", "crowded")] string run)
    {
        await using var page = await OpenPage.OfAsync(_browser, FakeRuns.Named(run));
        var pdf = System.Text.Encoding.Latin1.GetString(await page.Page.PdfAsync(new PagePdfOptions { PreferCSSPageSize = true }));
        PdfPage().Count(pdf).Should().Be(1, "pages of the certificate");
        await page.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
        foreach (var part in (string[])[".verdict", ".identity", ".matrix", ".overview", ".signature"])
            await Assertions.Expect(page.Page.Locator(part)).ToBeVisibleAsync();
        await Assertions.Expect(page.Page.Locator(".failures")).ToBeHiddenAsync();
    }

    [Test]
    public async Task The_same_facts_are_there_without_scripts()
    {
        var input = FakeRuns.Failing();
        await using var with = await OpenPage.OfAsync(_browser, input);
        await using var without = await OpenPage.OfAsync(_browser, input, WithoutScripts);
        foreach (var facts in (string[])["h1", ".why", "dd", ".matrix td", ".card", ".format table", ".contract tr", ".overview tr"])
        {
            var (one, other) = (await with.FactsAsync(facts), await without.FactsAsync(facts));
            other.Should().NotBeEmpty("there are {0}", facts).And.Equal(one, "{0} without scripts", facts);
        }
    }

    [Test]
    public async Task Nothing_sticks_out_of_a_narrow_screen([Values("passing", "failing", "studio", "small")] string run)
    {
        await using var page = await OpenPage.OfAsync(_browser, FakeRuns.Named(run), new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 390, Height = 844 } });
        var width = await page.Page.EvaluateAsync<int>("document.scrollingElement.scrollWidth");
        width.Should().BeLessOrEqualTo(390, "px of the page on a screen of 390 px");
    }

    [Test]
    public async Task The_command_that_reproduces_a_failure_is_copied_with_one_click()
    {
        await using var page = await OpenPage.OfAsync(_browser, FakeRuns.Failing(), new BrowserNewContextOptions { Permissions = ["clipboard-read", "clipboard-write"] });
        await page.Page.Locator(".reproduce .copy").First.ClickAsync();
        await Assertions.Expect(page.Page.Locator(".reproduce .copy").First).ToHaveTextAsync("Copied");
        (await page.Page.EvaluateAsync<string>("navigator.clipboard.readText()")).Should().Be("./run.sh contract --target 192.0.2.17:50051 --only contract/play/config-required");
    }

    [Test]
    public async Task Hostile_names_run_nothing()
    {
        await using var page = await OpenPage.OfAsync(_browser, HostileTextTests.Named("\"><script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">"));
        await page.OpenEverythingAsync();
        (await page.Page.TitleAsync()).Should().NotBe("owned");
        page.Requests.Should().BeEmpty("requests beside the file itself");
        page.Complaints.Should().BeEmpty("complaints in the console");
    }

    private static async Task ShouldReadAsync(PlotOnPage plot, HtmlReportInput input, double hz)
    {
        var evidence = input.Evidence.Single(e => e.Format == "48000Hz-16bit-2ch");
        for (var channel = 0; channel < 2; channel++)
        {
            var gain = input.Run.Tests.Where(t => t.Format == evidence.Format).SelectMany(t => t.Measurements).Single(m => m.Id == "level.gain_db" && m.Channel == channel).Value!.Value;
            var expected = Interpolate(evidence.Curves.Single(c => c.Kind == CurveKind.Response && c.Channel == channel), hz) - gain;
            var read = await plot.ValueAsync(FormattableString.Invariant($"channel {channel}"));
            read.Should().BeApproximately(expected, 0.03, "dB in channel {0} at {1} Hz; a pixel is 0.03 dB high", channel, hz);
        }
    }

    private static double Interpolate(Curve curve, double hz)
    {
        var n = Enumerable.Range(1, curve.X.Count - 1).First(i => curve.X[i] >= hz);
        var part = Math.Log(hz / curve.X[n - 1]) / Math.Log(curve.X[n] / curve.X[n - 1]);
        return curve.Y[n - 1] + part * (curve.Y[n] - curve.Y[n - 1]);
    }

    [GeneratedRegex(@"/Type\s*/Page\b(?!s)")]
    private static partial Regex PdfPage();
}
