using Microsoft.Playwright;
using SleepTime.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace SleepTime.Tests.EndToEnd;

/// <summary>What happens around an answer that is being written: stop, reload, a second tab.</summary>
public sealed class RunningAnswerTests(Browser browser, HeldApp app) : EndToEndTests, IClassFixture<HeldApp>, IAsyncLifetime
{
    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync()
    {
        app.Hold.LetGo();
        return ValueTask.CompletedTask;
    }

    [BrowserFact]
    public async Task Ask_PageIsReloadedInMidAnswer_TheAnswerGoesOn()
    {
        var page = await AskAndHoldAsync();
        var begun = await Column(page, "Standard").Locator(".answer-body").InnerTextAsync();

        await page.ReloadAsync();
        await Expect(Column(page, "Standard").Locator(".answer-body")).ToContainTextAsync(begun.Trim());
        await Expect(Column(page, "Standard").GetByText("Writing").First).ToBeVisibleAsync();
        app.Hold.LetGo();

        await Expect(Column(page, "Standard").GetByText("Done", new() { Exact = true })).ToBeVisibleAsync();
        await Expect(Column(page, "Standard").GetByText("Answer:").First).ToBeVisibleAsync();
    }

    [BrowserFact]
    public async Task Ask_SecondTab_FollowsTheSameAnswer()
    {
        var first = await AskAndHoldAsync();
        var second = await browser.OpenAsync(app.Address);
        await GoToAsync(second, new Uri(first.Url).PathAndQuery);
        await Expect(Column(second, "Standard").GetByText("Writing").First).ToBeVisibleAsync();

        await first.CloseAsync();
        app.Hold.LetGo();

        await Expect(Column(second, "Standard").GetByText("Done", new() { Exact = true })).ToBeVisibleAsync();
    }

    [BrowserFact]
    public async Task Stop_InMidAnswer_StopsAndKeepsWhatWasWritten()
    {
        var page = await AskAndHoldAsync();
        var begun = await Column(page, "Standard").Locator(".answer-body").InnerTextAsync();

        await Button(page, "Stop Standard").ClickAsync();
        // The server has the click when the button says so; let go before, a short answer could end first.
        await Expect(Button(page, "Stop Standard")).ToBeDisabledAsync();
        app.Hold.LetGo();

        await Expect(Column(page, "Standard").GetByText("Stopped", new() { Exact = true })).ToBeVisibleAsync();
        await Expect(Column(page, "Standard").Locator(".answer-body")).ToContainTextAsync(begun.Trim());
    }

    [BrowserFact]
    public async Task Ask_WithoutNotes_SleepTimeSaysHowToGetThemAndStandardAnswers()
    {
        var page = await AskAndHoldAsync();
        app.Hold.LetGo();

        await Expect(Column(page, "SleepTime").GetByText("Failed", new() { Exact = true })).ToBeVisibleAsync();
        await Expect(Column(page, "SleepTime").GetByText("notes").First).ToBeVisibleAsync();
        await Expect(Column(page, "Standard").GetByText("Done", new() { Exact = true })).ToBeVisibleAsync();
    }

    [BrowserFact]
    public async Task Contexts_DeleteIsConfirmed_TheContextIsGone()
    {
        var page = await browser.OpenAsync(app.Address);
        await GoToAsync(page, "/contexts");
        var rows = page.Locator("ul.contexts > li");
        await Expect(rows.First).ToBeVisibleAsync();
        var before = await rows.CountAsync();

        await rows.First.GetByRole(AriaRole.Button).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Keep it" }).Or(dialog.GetByRole(AriaRole.Button, new() { Name = "Cancel" })).ClickAsync();
        await Expect(dialog).ToHaveCountAsync(0);
        await Expect(rows).ToHaveCountAsync(before);

        await rows.First.GetByRole(AriaRole.Button).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await Expect(rows).ToHaveCountAsync(before - 1);
    }

    /// <summary>Asks in both modes and holds the engine when a few words are on the page.</summary>
    private async Task<IPage> AskAndHoldAsync()
    {
        var page = await browser.OpenAsync(app.Address);
        await GoToAsync(page, await AskAboutASampleAsync(app));
        await page.GetByRole(AriaRole.Radio, new() { Name = "4", Exact = true }).CheckAsync();
        await Question(page).FillAsync("How many more bugs did Team Gold close than Team White?");
        app.Hold.Allow(12);
        await Button(page, "Ask").ClickAsync();
        await Expect(Column(page, "Standard").Locator(".answer-body")).Not.ToBeEmptyAsync();
        return page;
    }
}
