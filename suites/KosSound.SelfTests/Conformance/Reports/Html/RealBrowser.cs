using Microsoft.Playwright;
using NUnit.Framework;

namespace KosSound.SelfTests.Conformance.Reports.Html;

/// <summary>The installed Chromium, driven by Playwright; nothing is downloaded.</summary>
internal sealed class RealBrowser : IAsyncDisposable
{
    private static readonly string[] Places =
        ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"];

    private static readonly string[] Arguments =
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    private readonly IPlaywright _playwright;

    private RealBrowser(IPlaywright playwright, IBrowser browser)
    {
        _playwright = playwright;
        Browser = browser;
    }

    public IBrowser Browser { get; }

    /// <summary>Starts it. Without an installed browser the tests are skipped and say so; where everything is required they fail.</summary>
    public static async Task<RealBrowser> StartAsync()
    {
        var executable = Places.FirstOrDefault(File.Exists);
        if (executable is null)
        {
            var reason = $"no Chromium at {string.Join(", ", Places)}: apt-get install chromium";
            if (Environment.GetEnvironmentVariable("KOS_SOUND_REQUIRE_ALL") == "1")
                Assert.Fail(reason);
            Assert.Ignore(reason);
        }
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = executable, Headless = true, Args = Arguments, Timeout = 120_000 });
        return new RealBrowser(playwright, browser);
    }

    public async ValueTask DisposeAsync()
    {
        await Browser.DisposeAsync();
        _playwright.Dispose();
    }
}
