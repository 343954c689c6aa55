using System.Globalization;
using Microsoft.Playwright;

namespace KosSound.SelfTests.Conformance.Reports.Html;

/// <summary>A live plot in an open page, handled with mouse and keyboard.</summary>
internal sealed record PlotOnPage(IPage Page, ILocator Figure)
{
    public ILocator Svg => Figure.Locator("svg.chart");

    /// <summary>Moves the mouse to a frequency, on an axis that shows a range of the whole.</summary>
    public async Task PointAtAsync(double hz, double? fromHz = null, double? toHz = null)
    {
        var (x, y) = await PlaceAsync(hz, fromHz, toHz);
        await Page.Mouse.MoveAsync(x, y);
    }

    public async Task DragAsync(double fromHz, double toHz)
    {
        var (x, y) = await PlaceAsync(fromHz, null, null);
        await Page.Mouse.MoveAsync(x, y);
        await Page.Mouse.DownAsync();
        (x, y) = await PlaceAsync(toHz, null, null);
        await Page.Mouse.MoveAsync(x, y, new MouseMoveOptions { Steps = 4 });
        await Page.Mouse.UpAsync();
    }

    public Task<string> ReadingAsync() => Figure.Locator(".readout").InnerTextAsync().ContinueWith(t => t.Result.Replace('\u00A0', ' '), TaskScheduler.Default);

    /// <summary>Labels of the abscissa, the plot's own or those it shares with others.</summary>
    public async Task<IReadOnlyList<string>> TicksAsync() => await Svg.EvaluateAsync<string[]>("""
        svg => {
          const own = svg.querySelector('.tx'), shared = own.querySelector('use');
          return [...(shared ? document.querySelector(shared.getAttribute('href')) : own).querySelectorAll('text')].map(t => t.textContent);
        }
        """);

    /// <summary>The number beside a trace in the legend.</summary>
    public async Task<double> ValueAsync(string trace)
    {
        var text = await Figure.Locator(".legend li", new LocatorLocatorOptions { HasText = trace }).Locator("b").InnerTextAsync();
        return double.Parse(text.Trim().Split('\u00A0')[0].Replace('\u2212', '-'), CultureInfo.InvariantCulture);
    }

    private async Task<(float X, float Y)> PlaceAsync(double hz, double? fromHz, double? toHz)
    {
        await Svg.ScrollIntoViewIfNeededAsync();
        var box = (await Svg.Locator("rect.frame").BoundingBoxAsync())!;
        var axis = (await Svg.GetAttributeAsync("data-x"))!.Split('|');
        var (from, to) = (fromHz ?? Parse(axis[1]), toHz ?? Parse(axis[2]));
        return ((float)(box.X + box.Width * Math.Log(hz / from) / Math.Log(to / from)), box.Y + box.Height / 2);
    }

    private static double Parse(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
