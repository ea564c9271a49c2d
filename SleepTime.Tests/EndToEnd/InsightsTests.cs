using System.Net.Http.Json;
using Microsoft.Playwright;
using SleepTime.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace SleepTime.Tests.EndToEnd;

/// <summary>The charts grow while the page is open, and prices change them, on a desktop and a phone.</summary>
public sealed class InsightsTests(Browser browser, FirstStartApp app) : EndToEndTests, IClassFixture<FirstStartApp>
{
    [BrowserTheory]
    [InlineData(1400, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task Insights_QuestionAskedBothWays_ShowsAtOnceAndCanBeRepriced(int width, ColorScheme scheme)
    {
        var context = await AskAboutASampleAsync(app);
        var page = await browser.OpenAsync(app.Address, width, height: 900, scheme);
        await GoToAsync(page, "/insights");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Right answers" })).ToBeVisibleAsync();
        await CheckAsync(page);

        await app.CompareAsync(Guid.Parse(context.Split('=')[^1]), $"How many bugs did they close, on {width} pixels?");
        var costs = page.GetByRole(AriaRole.Region, new() { Name = "Cost of all questions so far" });
        await Expect(costs.GetByRole(AriaRole.Img).First).ToBeVisibleAsync();
        await costs.GetByText("Show as a table").ClickAsync();
        await Expect(costs.GetByRole(AriaRole.Columnheader, new() { NameRegex = new("Standard") })).ToBeVisibleAsync();
        await Expect(costs.Locator(".apexcharts-series path").First).ToBeAttachedAsync();
        await CheckAsync(page);

        await Button(page, "Prices").ClickAsync();
        await page.GetByRole(AriaRole.Radio, new() { Name = "By GPU hour" }).CheckAsync(new() { Force = true });
        await CheckAsync(page);
        await Button(page, "Save").ClickAsync();
        await Expect(costs.GetByRole(AriaRole.Columnheader, new() { NameRegex = new("€") }).First).ToBeVisibleAsync();
        using var back = await app.Http.PutAsJsonAsync("/api/v1/insights/prices", new { kind = "relative" });
        await Expect(costs.GetByRole(AriaRole.Columnheader, new() { NameRegex = new("sleep tokens") }).First).ToBeVisibleAsync();
    }
}
