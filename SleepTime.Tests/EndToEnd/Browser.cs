using Microsoft.Playwright;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.EndToEnd;

/// <summary>The Chromium that is installed on this machine, started once for all end-to-end tests.</summary>
public sealed class Browser : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private readonly List<IBrowserContext> _open = [];
    private IBrowser? _browser;
    private string? _test;

    public static bool IsInstalled => InstalledChromium.Executable is not null;

    public async ValueTask InitializeAsync()
    {
        if (!IsInstalled)
            return;
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = InstalledChromium.Executable, Args = InstalledChromium.Arguments });
    }

    /// <summary>A fresh profile on a screen of this size.</summary>
    public async Task<IPage> OpenAsync(Uri site, int width = 1400, int height = 900, ColorScheme scheme = ColorScheme.Light)
    {
        await CloseThoseOfTheTestBeforeAsync();
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = site.ToString(),
            ColorScheme = scheme,
            ViewportSize = new ViewportSize { Width = width, Height = height },
            ReducedMotion = ReducedMotion.Reduce,
        });
        _open.Add(context);
        context.SetDefaultTimeout(60_000);
        Assertions.SetDefaultExpectTimeout(60_000);
        return await context.NewPageAsync();
    }

    /// <summary>They would go on being rendered at every change, beside what is tested now.</summary>
    private async Task CloseThoseOfTheTestBeforeAsync()
    {
        var test = TestContext.Current.Test?.UniqueID;
        if (test == _test)
            return;
        _test = test;
        foreach (var context in _open)
            await context.CloseAsync();
        _open.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
    }
}
