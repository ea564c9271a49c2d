using System.Text.RegularExpressions;
using Microsoft.Playwright;
using SleepTime.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace SleepTime.Tests.EndToEnd;

/// <summary>A ready experiment, made smaller, watched until it has ended, its results opened; on a desktop and a phone.</summary>
public sealed class ExperimentsTests(Browser browser, FirstStartApp app) : EndToEndTests, IClassFixture<FirstStartApp>
{
    [BrowserTheory]
    [InlineData(1400, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task Pareto_MadeSmall_EndsAndShowsItsResults(int width, ColorScheme scheme)
    {
        var page = await browser.OpenAsync(app.Address, width, height: 900, scheme);
        await GoToAsync(page, "/");
        await OpenFromNavigationAsync(page, "Experiments");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Ready experiments" })).ToBeVisibleAsync();
        await CheckAsync(page, $"experiments-{width}");

        await Button(page, "Adjust: Accuracy against tokens").ClickAsync();
        var name = $"Small one on {width} pixels";
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync(name);
        await page.GetByLabel("Contexts", new() { Exact = true }).FillAsync("2");
        await page.GetByLabel("Seed", new() { Exact = true }).FillAsync($"{width}");
        await page.GetByLabel("Seed", new() { Exact = true }).PressAsync("Tab");
        await Expect(page.GetByText("About 40 answers on 2 contexts")).ToBeVisibleAsync();
        await CheckAsync(page, $"new-experiment-{width}");
        await Button(page, "Start").ClickAsync();

        var row = page.Locator(".experiment").Filter(new() { HasText = name });
        await Expect(row.GetByText("Completed", new() { Exact = true })).ToBeVisibleAsync();
        await row.GetByRole(AriaRole.Link, new() { Name = name }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = name })).ToBeVisibleAsync();
        await Expect(page.Locator(".apexcharts-series path").First).ToBeAttachedAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Right answers against tokens" })).ToBeVisibleAsync();
        await CheckAsync(page, $"experiment-{width}");

        await page.GetByLabel("Only different").CheckAsync();
        await Expect(page).ToHaveURLAsync(new Regex("different=1"));
        await page.GetByLabel("Only different").UncheckAsync();
        await page.Locator("#answers tbody a").First.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "The text" })).ToBeVisibleAsync();
        await CheckAsync(page, $"experiment-answer-{width}");
    }
}
