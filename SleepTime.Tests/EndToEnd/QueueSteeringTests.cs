using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace SleepTime.Tests.EndToEnd;

/// <summary>Jobs that wait, steered one by one.</summary>
public sealed class QueueSteeringTests(Browser browser, HeldApp app) : EndToEndTests, IClassFixture<HeldApp>
{
    [BrowserFact]
    public async Task Queue_MovedByKeyboard_KeepsTheFocusOnTheSameJob()
    {
        var page = await browser.OpenAsync(app.Address);
        await GoToAsync(page, "/queue");
        var titles = page.Locator(".job-title");
        await Expect(titles).ToHaveCountAsync(6);
        var last = await titles.Last.TextContentAsync();

        await Button(page, $"Run first: the sleep on {last}").PressAsync("Enter");
        await Expect(titles.First).ToHaveTextAsync(last!);

        var down = Button(page, $"Move down: the sleep on {last}");
        await down.PressAsync("Enter");
        await Expect(titles.Nth(1)).ToHaveTextAsync(last!);
        await Expect(down).ToBeFocusedAsync();
    }

    [BrowserFact]
    public async Task Queue_OnePaused_IsFoundByItsFilterAndItsLogSaysSo()
    {
        var page = await browser.OpenAsync(app.Address, width: 390);
        await GoToAsync(page, "/queue");
        var title = await page.Locator(".job-title").Nth(2).TextContentAsync();

        await Button(page, $"Pause: the sleep on {title}").ClickAsync();
        await Expect(Button(page, $"Resume: the sleep on {title}")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Paused 1", Exact = true }).ClickAsync();

        await Expect(page.Locator(".job-title")).ToHaveTextAsync([title!]);
        await page.Locator("summary", new() { HasText = "Log" }).ClickAsync();
        await Expect(page.GetByText("Paused by a person.")).ToBeVisibleAsync();
    }
}
