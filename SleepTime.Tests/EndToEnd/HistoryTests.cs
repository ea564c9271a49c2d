using Microsoft.Playwright;
using SleepTime.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace SleepTime.Tests.EndToEnd;

/// <summary>What was asked is found again: while it is answered, later, and as a file.</summary>
public sealed class HistoryTests(Browser browser, HeldApp app) : EndToEndTests, IClassFixture<HeldApp>, IAsyncLifetime
{
    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync()
    {
        app.Hold.LetGo();
        return ValueTask.CompletedTask;
    }

    [BrowserTheory]
    [InlineData(1400)]
    [InlineData(390)]
    public async Task History_AnswerIsBeingWritten_IsRejoinedSearchedAndSaved(int width)
    {
        var question = $"How many more bugs did Team Gold close than Team White, on {width} pixels?";
        var asking = await browser.OpenAsync(app.Address);
        await GoToAsync(asking, await AskAboutASampleAsync(app));
        await asking.GetByRole(AriaRole.Radio, new() { Name = "4", Exact = true }).CheckAsync();
        await Question(asking).FillAsync(question);
        app.Hold.Allow(12);
        await Button(asking, "Ask").ClickAsync();
        await Expect(Column(asking, "Standard").Locator(".answer-body")).Not.ToBeEmptyAsync();
        await asking.CloseAsync();

        var page = await browser.OpenAsync(app.Address, width);
        await GoToAsync(page, "/");
        await page.GetByRole(AriaRole.Navigation, new() { Name = "Pages" }).GetByRole(AriaRole.Link, new() { Name = "History" }).ClickAsync();
        var row = page.Locator(".entry").Filter(new() { HasText = question });
        await Expect(row.GetByText("Running")).ToBeVisibleAsync();
        await row.GetByRole(AriaRole.Link, new() { Name = question }).ClickAsync();
        await Expect(Column(page, "Standard").GetByText("Writing").First).ToBeVisibleAsync();
        await page.GoBackAsync();

        app.Hold.LetGo();
        await Expect(row.GetByText("Running")).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Searchbox, new() { Name = "Search questions and answers" }).FillAsync($"\"on {width} pixels\"");
        await Expect(page.GetByText("1 question found")).ToBeVisibleAsync();
        await page.ReloadAsync();
        await Expect(row).ToBeVisibleAsync();
        Assert.Contains("q=", page.Url, StringComparison.Ordinal);

        // A browser goes by what a person chose last, unless it is told the value of the whole field.
        var mode = page.Locator("select[aria-label=Mode]");
        await mode.SelectOptionAsync("sleep");
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("mode=sleep"));
        await Button(page, "Clear filters").ClickAsync();
        await Expect(mode).ToHaveValueAsync("");
        await Expect(row).ToBeVisibleAsync();

        await Button(page, "Export these questions").Or(Button(page, "Export")).First.ClickAsync();
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Menuitem).Or(page.GetByRole(AriaRole.Link)).Filter(new() { HasText = "CSV" }).First.ClickAsync());
        Assert.Equal("history.csv", download.SuggestedFilename);
        Assert.Contains(question, await File.ReadAllTextAsync(await download.PathAsync()), StringComparison.Ordinal);
    }
}
