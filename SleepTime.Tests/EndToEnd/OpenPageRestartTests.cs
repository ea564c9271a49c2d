using Microsoft.Playwright;
using SleepTime.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace SleepTime.Tests.EndToEnd;

/// <summary>What an open page does when its server is killed and started again at the same address.</summary>
public sealed class OpenPageRestartTests(Browser browser) : EndToEndTests, IDisposable
{
    private readonly TemporaryFolder _data = new();

    [BrowserFact]
    public async Task Wall_ServerKilledAndStartedAgain_ShowsFiguresAgainByItself()
    {
        IPage page;
        Uri address;
        await using (var site = await SiteProcess.StartAsync(_data.Path))
        {
            address = site.Http.BaseAddress!;
            page = await browser.OpenAsync(address);
            await GoToAsync(page, "/wall");
            await Expect(page.Locator(".figures strong").First).ToBeVisibleAsync();
            await page.EvaluateAsync("window.before = true");
            await site.KillAsync();
            await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "The connection is gone" })).ToBeVisibleAsync();
        }

        await using var again = await SiteProcess.StartAsync(_data.Path, $"--urls={address}");

        await Expect(page.Locator(".figures strong").First).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        Assert.False(await page.EvaluateAsync<bool>("window.before === true")); // a new page, from the server that was started again
    }

    [BrowserTheory]
    [InlineData(1400, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task Ask_ServerKilledAndStartedAgain_ShowsWhatWasTypedUntilReloaded(int width, ColorScheme scheme)
    {
        const string Typed = "How many books would they have if Finn gave his away?";
        IPage page;
        Uri address;
        await using (var site = await SiteProcess.StartAsync(_data.Path))
        {
            address = site.Http.BaseAddress!;
            page = await browser.OpenAsync(address, width, height: 900, scheme);
            await GoToAsync(page, "/ask");
            await Question(page).FillAsync(Typed);
            await site.KillAsync();
            await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "The connection is gone" })).ToBeVisibleAsync();
            await CheckAsync(page, $"connection-gone-{width}");
        }

        await using var again = await SiteProcess.StartAsync(_data.Path, $"--urls={address}");

        await Expect(page.GetByText("What you had typed is still here")).ToBeVisibleAsync();
        await Expect(page.GetByLabel("What you had typed")).ToHaveValueAsync(Typed);
        await CheckAsync(page, $"page-expired-{width}");
        await Button(page, "Reload").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await Expect(Question(page)).ToBeVisibleAsync();
    }

    public void Dispose() => _data.Dispose();
}
