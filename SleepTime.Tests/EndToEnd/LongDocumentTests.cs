using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using SleepTime.Tests.RealModel;
using SleepTime.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace SleepTime.Tests.EndToEnd;

/// <summary>A document that is longer than the model reads at once, from its upload to an answer.</summary>
public sealed class LongDocumentTests(Browser browser, LongDocumentApp app) : EndToEndTests, IClassFixture<LongDocumentApp>
{
    [BrowserTheory]
    [InlineData(1400, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task Upload_ALongDocument_IsSleptOnBySectionsAndAnsweredFromTheOneThatMatches(int width, ColorScheme scheme)
    {
        var page = await browser.OpenAsync(app.Address, width, 900, scheme);
        await GoToAsync(page, "/contexts");
        var name = $"Worlds {width}.md";
        await page.Locator(".choose-files").SetInputFilesAsync(new FilePayload
        {
            Name = name, MimeType = "text/markdown", Buffer = Encoding.UTF8.GetBytes($"{ThreeWorlds.Text} The road is {width} miles long."),
        });
        var row = page.Locator(".file").Filter(new() { Has = page.GetByTitle(name, new() { Exact = true }) });
        await Expect(row.GetByText("It is read in sections")).ToBeVisibleAsync();
        await row.GetByRole(AriaRole.Link).First.ClickAsync();

        await Expect(page.GetByText("it is read in 3 sections")).ToBeVisibleAsync();
        await Expect(page.Locator(".sections > li")).ToHaveCountAsync(3);
        await Expect(page.Locator(".sections .facts").Filter(new() { HasTextRegex = new Regex("[0-9] notes?$") })).ToHaveCountAsync(3, new() { Timeout = 60_000 });
        await Expect(page.Locator(".notes-version").First).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await page.GetByRole(AriaRole.Link, new() { Name = "The books", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Group, new() { Name = "Text of the section" })).ToContainTextAsync("Finn owns 20 books.");
        await CheckAsync(page, $"sections-{width}-{scheme}");

        await page.GetByRole(AriaRole.Link, new() { Name = "Ask about it" }).ClickAsync();
        await Question(page).FillAsync("How many books does Finn have?");
        await Button(page, "Ask").ClickAsync();
        await Expect(Column(page, "Standard").Locator(".given")).ToContainTextAsync("Given 1 of 3 sections.");
        await Expect(Column(page, "SleepTime").Locator(".given")).ToContainTextAsync(new Regex("Given 1 of 3 sections and [0-9]+ notes?"));
        await Expect(Column(page, "SleepTime").Locator(".numbers")).ToBeVisibleAsync();
        await Expect(Column(page, "SleepTime").Locator(".answer-text")).ToContainTextAsync("20");
        await CheckAsync(page, $"given-{width}-{scheme}");
        await Column(page, "Standard").Locator(".given a").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Group, new() { Name = "Text of the section" })).ToContainTextAsync("Finn owns 20 books.");
    }
}

/// <summary>The site with sleep on and a model that reads little at once.</summary>
public sealed class LongDocumentApp() : SleepTimeApp([("Sleep:Enabled", "true"), ("Sleep:IdleSeconds", "0.05"), .. ThreeWorlds.Settings]);
