using Microsoft.Playwright;
using SleepTime.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace SleepTime.Tests.EndToEnd;

/// <summary>The Overview and the wall screen follow what happens, on a desktop and a phone.</summary>
public sealed class OverviewTests(Browser browser, FirstStartApp app) : EndToEndTests, IClassFixture<FirstStartApp>
{
    [BrowserTheory]
    [InlineData(1400, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task Overview_Open_ShowsWhatHappensWithoutAReload(int width, ColorScheme scheme)
    {
        var context = Guid.Parse((await AskAboutASampleAsync(app)).Split('=')[^1]);
        await SleepTimeApp.WaitAsync("notes", async () => (string?)(await app.ReadAsync($"/api/v1/contexts/{context}"))["sleep"]!["state"] == "ready");
        var page = await browser.OpenAsync(app.Address, width, height: 900, scheme);
        await GoToAsync(page, "/");
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Learned in the last 24 hours" }).GetByRole(AriaRole.Link).First).ToBeVisibleAsync();
        await CheckAsync(page, $"overview-{width}");

        var question = $"How many bugs did they close, on {width} pixels?";
        await app.CompareAsync(context, question);
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Recent comparisons" }).GetByRole(AriaRole.Link, new() { Name = question })).ToBeVisibleAsync();
        await app.Http.PostAsync("/api/v1/queue/pause", null, TestContext.Current.CancellationToken);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Sleep is paused" })).ToBeVisibleAsync();
        await CheckAsync(page, $"overview-alert-{width}");
        await app.Http.PostAsync("/api/v1/queue/resume", null, TestContext.Current.CancellationToken);
        await Expect(page.GetByText("All is well.")).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Wall screen" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "All is well" })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Navigation)).ToHaveCountAsync(0);
        await CheckAsync(page, $"wall-{width}");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Overview", Level = 1 })).ToBeVisibleAsync();
    }
}
