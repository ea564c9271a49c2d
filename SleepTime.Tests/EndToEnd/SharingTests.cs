using Microsoft.Playwright;
using SleepTime.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace SleepTime.Tests.EndToEnd;

/// <summary>A link is made, opened by somebody else, and taken back, on a desktop and a phone.</summary>
public sealed class SharingTests(Browser browser, FirstStartApp app) : EndToEndTests, IClassFixture<FirstStartApp>
{
    [BrowserTheory]
    [InlineData(1400, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task Share_AComparison_OpensForOthersUntilItIsRevoked(int width, ColorScheme scheme)
    {
        var question = $"How many bugs did they close, on {width} pixels?";
        var context = await AskAboutASampleAsync(app);
        var comparison = await app.CompareAsync(Guid.Parse(context.Split('=')[^1]), question);
        var page = await browser.OpenAsync(app.Address, width, height: 900, scheme);
        await GoToAsync(page, $"{context}&comparison={comparison}");

        await Button(page, "Share").ClickAsync();
        await page.GetByRole(AriaRole.Radio, new() { Name = "1 day" }).CheckAsync(new() { Force = true });
        await CheckAsync(page);
        await Button(page, "Make a link").ClickAsync();
        var link = await page.GetByRole(AriaRole.Textbox, new() { Name = "The link" }).InputValueAsync();
        await Expect(Button(page, "Copy the link")).ToBeVisibleAsync();
        await CheckAsync(page);
        await Button(page, "Done").ClickAsync();

        var other = await browser.OpenAsync(app.Address, width, height: 900, scheme);
        await GoToAsync(other, link);
        await Expect(other.GetByRole(AriaRole.Heading, new() { Level = 1, Name = question })).ToBeVisibleAsync();
        await Expect(other.GetByRole(AriaRole.Region, new() { Name = "Standard", Exact = true })).ToBeVisibleAsync();
        await Expect(other.GetByRole(AriaRole.Link)).ToHaveCountAsync(0);
        await CheckAsync(other);

        await OpenFromNavigationAsync(page, "Shares");
        var row = page.Locator(".share").Filter(new() { HasText = question });
        await Expect(row.GetByText("opened once")).ToBeVisibleAsync();
        await CheckAsync(page);
        await row.GetByRole(AriaRole.Button, new() { Name = "Revoke" }).ClickAsync();
        await Button(page, "Revoke it").ClickAsync();
        await Expect(row.GetByText("Revoked", new() { Exact = true })).ToBeVisibleAsync();

        await other.ReloadAsync();
        await Expect(other.GetByRole(AriaRole.Heading, new() { Name = "This link does not work (any more)" })).ToBeVisibleAsync();
        await Expect(other.GetByText(question)).ToHaveCountAsync(0);
    }
}
