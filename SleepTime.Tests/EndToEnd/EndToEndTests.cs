using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using SleepTime.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace SleepTime.Tests.EndToEnd;

/// <summary>One browser for all of them; one after the other, because they share one small machine.</summary>
[CollectionDefinition(nameof(EndToEndTests), DisableParallelization = true)]
public sealed class EndToEndCollection : ICollectionFixture<Browser>;

/// <summary>What the end-to-end tests do again and again.</summary>
[Collection(nameof(EndToEndTests))]
public abstract class EndToEndTests
{
    /// <summary>The column of a mode on the Ask page.</summary>
    protected static ILocator Column(IPage page, string mode) =>
        page.GetByRole(AriaRole.Region, new PageGetByRoleOptions { Name = mode, Exact = true });

    protected static ILocator Question(IPage page) =>
        page.GetByRole(AriaRole.Textbox, new PageGetByRoleOptions { Name = "Question", Exact = true });

    protected static ILocator Button(IPage page, string name) =>
        page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = name, Exact = true });

    /// <summary>The address for asking about the oldest context, which is a sample.</summary>
    protected static async Task<string> AskAboutASampleAsync(SleepTimeApp app)
    {
        var contexts = (await app.ReadAsync("/api/v1/contexts"))["items"]!.AsArray();
        return $"/ask?context={contexts[^1]!["id"]}";
    }

    /// <summary>By the navigation, on a phone from behind "More" where it is there.</summary>
    protected static async Task OpenFromNavigationAsync(IPage page, string name)
    {
        var pages = page.GetByRole(AriaRole.Navigation, new() { Name = "Pages" });
        var more = pages.GetByRole(AriaRole.Button, new() { Name = "More" });
        if (await more.IsVisibleAsync())
            await more.ClickAsync();
        await pages.GetByRole(AriaRole.Link, new() { Name = name }).ClickAsync();
    }

    /// <summary>What every page has to be: no wider than the screen, and without a serious fault of accessibility. Takes a picture where one is named.</summary>
    protected static async Task CheckAsync(IPage page, string? picture = null)
    {
        await Expect(page.Locator("[aria-busy=true]")).ToHaveCountAsync(0); // what is measured is the content
        if (picture is not null)
            await ShootAsync(page, picture);
        Assert.Equal(0, await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth"));
        await AxeAsync(page);
    }

    /// <summary>axe finds nothing serious.</summary>
    protected static async Task AxeAsync(IPage page)
    {
        var found = (await page.RunAxe()).Violations.Where(violation => violation.Impact is "serious" or "critical")
            .Select(violation => $"{violation.Id}: {violation.Help} ({string.Join("; ", violation.Nodes.Select(node => node.Html))})").ToList();
        Assert.True(found.Count == 0, string.Join(Environment.NewLine, found));
    }

    /// <summary>For people who want to look; only where a folder for pictures is named.</summary>
    protected static async Task ShootAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("SLEEPTIME_TEST_PICTURES") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png"), FullPage = true });
    }

    /// <summary>The page once its live connection stands.</summary>
    protected static async Task GoToAsync(IPage page, string path)
    {
        await page.GotoAsync(path);
        await Expect(page.GetByRole(AriaRole.Main)).ToBeVisibleAsync();
    }
}
