using KosSound.Conformance.Reports.Html;
using Microsoft.Playwright;

namespace KosSound.SelfTests.Conformance.Reports.Html;

/// <summary>A report opened as a file, with everything it asked for and complained about.</summary>
internal sealed class OpenPage : IAsyncDisposable
{
    private const string Colours = """
        element => {
        const parse = text => { const n = text.match(/[\d.]+/g).map(Number); return n.length > 3 ? n : [...n, 1]; };
        const luminance = colour => {
          const [r, g, b] = colour.map(c => c / 255).map(c => (c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4)));
          return 0.2126 * r + 0.7152 * g + 0.0722 * b;
        };

        """;

    private readonly IBrowserContext _context;
    private readonly DirectoryInfo _folder;
    private readonly List<string> _requests = [];
    private readonly List<string> _complaints = [];

    private OpenPage(IBrowserContext context, IPage page, DirectoryInfo folder)
    {
        _context = context;
        _folder = folder;
        Page = page;
        page.Request += (_, request) => _requests.Add(request.Url);
        page.Console += (_, message) => Complain(message.Type is "error" or "warning", message.Text);
        page.PageError += (_, error) => Complain(true, error);
        page.RequestFailed += (_, request) => Complain(true, $"request failed: {request.Url}");
    }

    public IPage Page { get; }

    /// <summary>Everything requested but the page itself and what is contained in it.</summary>
    public IReadOnlyList<string> Requests => [.. _requests.Skip(1).Where(url => !url.StartsWith("data:", StringComparison.Ordinal))];

    public IReadOnlyList<string> Complaints => _complaints;

    public static async Task<OpenPage> OfAsync(RealBrowser browser, HtmlReportInput input, BrowserNewContextOptions? options = null)
    {
        var folder = Directory.CreateTempSubdirectory("kos-sound-html-");
        var file = Path.Combine(folder.FullName, "report.html");
        await File.WriteAllTextAsync(file, PageFacts.Write(input));
        var context = await browser.Browser.NewContextAsync(options ?? new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 1280, Height = 900 } });
        context.SetDefaultTimeout(120_000);
        var opened = new OpenPage(context, await context.NewPageAsync(), folder);
        await opened.Page.GotoAsync(new Uri(file).AbsoluteUri);
        return opened;
    }

    /// <summary>Opens every fold and scrolls through the page, so that everything that loads or wakes lazily has done so.</summary>
    public async Task OpenEverythingAsync()
    {
        await Page.EvaluateAsync("document.querySelectorAll('details').forEach(d => d.open = true)");
        foreach (var figure in await Page.Locator("figure.plot").AllAsync())
            await figure.ScrollIntoViewIfNeededAsync();
        await Page.WaitForFunctionAsync("[...document.querySelectorAll('figure.plot')].every(f => f.classList.contains('live'))");
    }

    /// <summary>Opens a format and finds one of its plots, awake.</summary>
    public async Task<PlotOnPage> PlotAsync(string format, string title)
    {
        var fold = Page.Locator("details.format", new PageLocatorOptions { HasText = format }).First;
        await fold.Locator("> summary").ClickAsync();
        var figure = fold.Locator("figure.plot", new LocatorLocatorOptions { HasText = title });
        await figure.ScrollIntoViewIfNeededAsync();
        await Assertions.Expect(figure).ToHaveClassAsync("plot live");
        return new PlotOnPage(Page, figure);
    }

    /// <summary>The text of some elements without the buttons and read-outs that scripts add.</summary>
    public async Task<string[]> FactsAsync(string selector) => await Page.Locator(selector).EvaluateAllAsync<string[]>("""
        all => all.map(element => {
          const copy = element.cloneNode(true);
          copy.querySelectorAll('button.copy, .tools, output').forEach(added => added.remove());
          return copy.textContent.replace(/\s+/g, ' ').trim();
        })
        """);

    /// <summary>Contrast ratio of text against what lies behind it, as WCAG 2.2 defines it, of the first element that matches.</summary>
    public Task<double> ContrastAsync(string selector) => Page.Locator(selector).First.EvaluateAsync<double>(Colours + """
        const over = (top, under) => top.slice(0, 3).map((c, i) => c * top[3] + under[i] * (1 - top[3]));
        const layers = [];
        for (let e = element; e; e = e.parentElement) layers.push(parse(getComputedStyle(e).backgroundColor));
        const ground = layers.reverse().reduce((under, top) => over(top, under), [255, 255, 255]);
        const [a, b] = [luminance(parse(getComputedStyle(element).color)), luminance(ground)];
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
        }
        """);

    /// <summary>Relative luminance of a colour property, 0 … 1.</summary>
    public Task<double> LuminanceAsync(string selector, string property) =>
        Page.Locator(selector).First.EvaluateAsync<double>(Colours + $"return luminance(parse(getComputedStyle(element).{property})); }}");

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private void Complain(bool serious, string text)
    {
        if (serious)
            _complaints.Add(text);
    }
}
