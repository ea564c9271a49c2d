using Microsoft.Playwright;
using SleepTime.Tests.Support;

namespace SleepTime.Benchmarks.Browsers;

/// <summary>Chromium with fresh profiles, started for a scenario.</summary>
internal sealed class OpenBrowser : IAsyncDisposable
{
    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private OpenBrowser(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    public string Version => _browser.Version;

    /// <exception cref="InvalidOperationException">There is no Chromium.</exception>
    public static async Task<OpenBrowser> StartAsync()
    {
        if (InstalledChromium.Executable is not { } executable)
            throw new InvalidOperationException("No Chromium was found. Install one (Debian: apt-get install chromium) or name it in SLEEPTIME_TEST_BROWSER.");
        var playwright = await Playwright.CreateAsync();
        return new OpenBrowser(playwright, await playwright.Chromium.LaunchAsync(new() { ExecutablePath = executable, Args = InstalledChromium.Arguments }));
    }

    /// <summary>A page of a size, drawn and connected.</summary>
    public async Task<IPage> GoAsync(Uri site, string path, int width)
    {
        var context = await _browser.NewContextAsync(new() { BaseURL = site.ToString(), ViewportSize = new() { Width = width, Height = 900 } });
        context.SetDefaultTimeout(120_000);
        var page = await context.NewPageAsync();
        await page.GotoAsync(path);
        await page.Locator("h1").First.WaitForAsync();
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
